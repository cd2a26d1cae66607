import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/access.ts';
import { judge } from '../../src/judge.ts';
import type { ReportRow } from '../../src/report/model.ts';
import { requestHandler } from '../../src/sandbox/handler.ts';
import { defaultCredentials, loadWorld, mergeWorld, Sandbox, type WorldPatch } from '../../src/sandbox/index.ts';
import { everyCheck, evidence, rowOf, settingsFor } from '../account.ts';
import { role } from './try-check.ts';

/** The row of `role-permissions` where the policy simulator's answer is changed on its way. */
async function rowWhere(change: (answer: string) => string, world: WorldPatch = {}): Promise<ReportRow> {
  const sandbox = new Sandbox(mergeWorld(loadWorld('complete'), world));
  let changed = 0;
  const aws = openAws({
    region: 'us-east-1',
    credentials: async () => defaultCredentials,
    requestHandler: requestHandler({
      async dispatch(request) {
        const response = await sandbox.dispatch(request);
        if (!request.body.includes('Action=SimulatePrincipalPolicy')) return response;
        changed++;
        return { ...response, body: change(response.body) };
      },
    }),
  });
  const report = await judge(await everyCheck(), aws, settingsFor(evidence)).report;
  expect(changed).toBe(1);
  return rowOf(report, 'role-permissions');
}

const decides =
  (decision: string) =>
  (answer: string): string =>
    answer.replace(/<EvalDecision>\w+</, `<EvalDecision>${decision}<`);

test('the simulator agrees: what the policies say', async () =>
  expect(await rowWhere((answer) => answer)).toMatchObject({ status: 'pass' }));

test.each(['implicitDeny', 'explicitDeny'])(
  'the policies allow, and it answers %s: unknown, with both',
  async (answer) => {
    const row = await rowWhere(decides(answer));
    expect(row).toMatchObject({ status: 'unknown', problems: [] });
    expect(row.message).toContain(`simulator answers ${answer}, and reading the policies says allowed`);
  },
);

test('the policies allow more than that, and it answers implicitDeny: unknown', async () => {
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const row = await rowWhere(decides('implicitDeny'), role({ inline: { All: everything } }));
  expect(row).toMatchObject({ status: 'unknown', problems: [] });
  expect(row.message).toContain('reading the policies says allowed');
});

test('the policies do not allow, and it answers allowed: unknown, with both', async () => {
  const row = await rowWhere(decides('allowed'), role({ attached: [] }));
  expect(row).toMatchObject({ status: 'unknown', problems: [] });
  expect(row.message).toContain('simulator answers allowed, and reading the policies says not allowed');
});

test('it lacks a key that a policy asks for: no second opinion', async () =>
  expect(
    await rowWhere((answer) =>
      decides('implicitDeny')(answer).replace(
        /<MissingContextValues\/>|<MissingContextValues><\/MissingContextValues>/,
        '<MissingContextValues><member>aws:SourceVpc</member></MissingContextValues>',
      ),
    ),
  ).toMatchObject({ status: 'pass' }));

test('another decision between the two noes is no disagreement', async () =>
  expect(await rowWhere(decides('explicitDeny'), role({ attached: [] }))).toMatchObject({ status: 'fail' }));
