import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/access.ts';
import { AwsCallError } from '../../src/aws/errors.ts';
import { defaultCredentials, type Fault, loadWorld, mergeWorld, Sandbox } from '../../src/sandbox/index.ts';
import { operationsOfACheck, reportWith } from './account.ts';

const operations = await operationsOfACheck();
const healthy = await reportWith([]);
const kinds: readonly Fault['kind'][] = ['throttle', 'server', 'html503', 'reset', 'truncated', 'expired', 'denied'];

/** The rows that are not as in the healthy account, `id status`. */
const changed = (report: typeof healthy): string[] =>
  report.checks.flatMap(({ id, status }, i) => (status === healthy.checks[i]?.status ? [] : [`${id} ${status}`]));

test.concurrent.each(kinds)(
  'what lasts is unknown, never a failure, and soon over: %s, at each operation in turn',
  { timeout: 120_000 },
  async (kind) => {
    const reports = await Promise.all(
      operations.map(async (match) => [match, await reportWith([{ match, kind }])] as const),
    );
    const felt = reports.filter(([, report]) => changed(report).length > 0).map(([match]) => match);
    for (const [match, report] of reports) {
      expect([match, report.checks.length]).toEqual([match, 16]);
      const worse = changed(report).filter((row) => !/ (unknown|unverified|warn)$/.test(row));
      expect([match, worse]).toEqual([match, []]);
      for (const { message, problems } of report.checks)
        expect(message + problems.map((problem) => problem.message).join(' ')).not.toMatch(
          /\bat \S+ \(|undefined|\[object/,
        );
    }
    // A read that nobody would miss is a read too many; the simulator is asked for a second opinion only.
    expect(operations.filter((match) => !felt.includes(match))).toEqual(['iam:SimulatePrincipalPolicy']);
  },
);

const refusal = async (fault: Fault): Promise<string> => {
  const sandbox = new Sandbox(mergeWorld(loadWorld('complete'), { faults: [fault] }));
  const { requestHandler } = sandbox;
  const aws = openAws({
    region: 'us-east-1',
    credentials: async () => defaultCredentials,
    requestHandler,
    attempts: 1,
  });
  const error = await aws
    .in()
    .iam.GetRole({ RoleName: 'Connect-SSO' })
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  return error instanceof AwsCallError ? `${error.trouble.kind}: ${error.trouble.sentence}` : String(error);
};

test('expired credentials and a wrong clock are called what they are', async () => {
  expect(await refusal({ match: '*', kind: 'expired' })).toMatch(
    /^expired: The credentials have expired: sign in again/,
  );
  expect(await refusal({ match: '*', kind: 'skew' })).toMatch(/^clock: .*this machine’s clock is wrong/);
});
