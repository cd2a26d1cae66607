import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/access.ts';
import { AwsCallError } from '../../src/aws/errors.ts';
import { defaultCredentials, type Fault, loadWorld, mergeWorld, Sandbox } from '../../src/sandbox/index.ts';
import { judge } from '../../src/judge.ts';
import { everyCheck, settingsFor } from '../account.ts';
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
      // Who may not read CloudTrail has no evidence; where it did not answer nobody knows.
      const may = kind === 'denied' ? / (unknown|unverified|warn)$/ : / (unknown|warn)$/;
      const worse = changed(report).filter((row) => !may.test(row));
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

test('a Region where Amazon Connect has no address is called that, not a broken network', async () => {
  const { requestHandler } = new Sandbox(loadWorld('complete'));
  const nowhere = {
    handle: async (request: Parameters<typeof requestHandler.handle>[0]) => {
      if (!request.headers['host']?.startsWith('connect.')) return requestHandler.handle(request);
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    },
  };
  const said = async (region: string): Promise<string | undefined> => {
    const aws = openAws({ region, credentials: async () => defaultCredentials, requestHandler: nowhere, attempts: 1 });
    const { checks } = await judge(await everyCheck(), aws, settingsFor({ region })).report;
    const [row, ...rest] = checks.filter(({ id }) => ['connect-instance', 'policy-scope'].includes(id));
    expect([row?.status, ...rest.map(({ message }) => message)]).toEqual(['unknown', row?.message]);
    return row?.message;
  };
  expect(await said('us-east-2')).toMatch(/^Amazon Connect has no address in us-east-2, .*--region/);
  expect(await said('us-east-1')).toMatch(/check the network/);
});

test('expired credentials and a wrong clock are called what they are', async () => {
  expect(await refusal({ match: '*', kind: 'expired' })).toMatch(
    /^expired: The credentials have expired: sign in again/,
  );
  expect(await refusal({ match: '*', kind: 'skew' })).toMatch(/^clock: .*this machine’s clock is wrong/);
});
