import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { journalsOf } from '../../src/fix/journal.ts';
import { type Fault, loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import { consoleOnly, withMetadata } from './journey.ts';
import { comparable, fixing, undoing } from './workbench.ts';

const isWrite = ({ operation }: { readonly operation: string }): boolean =>
  /^(Create|Update|Delete|Attach|Detach|Put|Set|Enable)/.test(operation);

/** The writes of a whole journey, as they were taken. */
async function journey(): Promise<readonly string[]> {
  const sandbox = new Sandbox(consoleOnly());
  await fixing(sandbox, { settings: withMetadata(sandbox) });
  return sandbox.log.filter(isWrite).map(({ service, operation }) => `${service}:${operation}`);
}

const writes = [...new Set(await journey())];

test('the journey makes every kind of thing', () => {
  expect(writes).toEqual(
    expect.arrayContaining([
      'sso-admin:UpdateApplication',
      'iam:CreateSAMLProvider',
      'iam:CreatePolicy',
      'iam:CreateRole',
      'iam:AttachRolePolicy',
      'connect:CreateUser',
      'identitystore:CreateGroup',
      'identitystore:CreateGroupMembership',
      'sso-admin:CreateApplicationAssignment',
    ]),
  );
});

/** The finished account, but for ids that AWS made up. */
async function finishedWorld(sandbox: Sandbox): Promise<string> {
  const { report } = await fixing(sandbox, { settings: withMetadata(sandbox) });
  return report.checks
    .filter(({ status }) => status !== 'pass' && status !== 'unverified')
    .map(({ id, message }) => `${id}: ${message}`)
    .join('\n');
}

/** Whatever there may be one of, there is one of. */
function twice({ state }: Sandbox): string[] {
  const [center] = Object.values(state.identityCenter);
  const account = Object.values(state.accounts)[0];
  const [instance] = Object.values(account?.connect['us-east-1'] ?? {});
  const names = [
    ...Object.values(center?.groups ?? {}).map(({ displayName }) => displayName),
    ...Object.values(instance?.users ?? {}).map(({ username }) => username),
  ];
  const versions = Object.entries(account?.iam.policies ?? {}).filter(
    ([, policy]) => Object.keys(policy.versions).length > 1,
  );
  return [...names.filter((name, index) => names.indexOf(name) !== index), ...versions.map(([name]) => name)];
}

const passing: readonly (readonly [string, Omit<Fault, 'match'>])[] = [
  ['throttled twice', { kind: 'throttle', times: 2 }],
  ['a server error', { kind: 'server', times: 1 }],
  ['a server error after it acted', { kind: 'server', times: 1, after: true }],
  ['the connection lost before it acted', { kind: 'reset', times: 1 }],
  ['the connection lost after it acted', { kind: 'reset', times: 1, after: true }],
  ['half an answer', { kind: 'truncated', times: 1 }],
  ['a load balancer’s page', { kind: 'html503', times: 1 }],
];

describe.each(writes)('%s', (match) => {
  test.each(passing)('%s: the run gets through, and nothing is done twice', async (_, fault) => {
    const sandbox = new Sandbox(consoleOnly());
    const before = comparable(sandbox.snapshot());
    sandbox.inject({ match, ...fault });
    const worked = await fixing(sandbox, { settings: withMetadata(sandbox) });
    expect(
      worked.ended
        .filter(({ ending }) => ending !== 'verified')
        .map(({ step, ending, detail }) => `${step.title}: ${ending} ${detail ?? ''}`),
    ).toEqual([]);
    expect(twice(sandbox)).toEqual([]);
    expect((await undoing(sandbox, worked.folder)).filter(({ result }) => result !== 'taken back')).toEqual([]);
    expect(comparable(sandbox.snapshot())).toEqual(before);
  });

  test.each([
    ['denied', { kind: 'denied' }],
    ['never answering', { kind: 'reset' }],
    ['throttled without end', { kind: 'throttle' }],
  ] as const)('%s: it says so, keeps to the journal, and the next run completes', async (_, fault) => {
    const sandbox = new Sandbox(consoleOnly());
    const before = comparable(sandbox.snapshot());
    sandbox.inject({ match, ...fault });
    const first = await fixing(sandbox, { settings: withMetadata(sandbox) });
    expect(first.ended.some(({ ending }) => ending === 'failed')).toBe(true);
    sandbox.faults.clear();
    const second = await fixing(sandbox, { settings: withMetadata(sandbox), folder: first.folder });
    expect(second.ended.every(({ ending }) => ending === 'verified')).toBe(true);
    expect(await finishedWorld(sandbox)).toBe('');
    expect(twice(sandbox)).toEqual([]);
    // Both runs, the newer first.
    await undoing(sandbox, first.folder);
    for (const journal of (await journalsOf(first.folder, '111122223333')).slice(0, -1))
      writeFileSync(journal.path, '');
    await undoing(sandbox, first.folder);
    expect(comparable(sandbox.snapshot())).toEqual(before);
  });
});

describe.each([
  ['other-instance-in-policy', 'iam:CreatePolicyVersion'],
  ['trust-wrong-provider', 'iam:UpdateAssumeRolePolicy'],
  ['application-disabled', 'sso-admin:UpdateApplication'],
])('in the world %s, %s', (world, match) => {
  test.each(passing)('%s: once is enough, and it comes back', async (_, fault) => {
    const sandbox = new Sandbox(loadWorld(world));
    const before = comparable(sandbox.snapshot());
    sandbox.inject({ match, ...fault });
    const { ended, folder: where } = await fixing(sandbox);
    expect(ended.map(({ ending }) => ending)).toEqual(['verified']);
    const versions = Object.keys(
      sandbox.state.accounts['111122223333']?.iam.policies['Connect-SSO-Policy']?.versions ?? {},
    );
    expect(versions).toHaveLength(match === 'iam:CreatePolicyVersion' ? 2 : 1);
    expect((await undoing(sandbox, where)).map(({ result }) => result)).toEqual(['taken back']);
    expect(comparable(sandbox.snapshot())).toEqual(before);
  });
});

/** As if the process had been killed when the journal had so many lines: what followed was never written, or never sent. */
describe('killed between any two lines of the journal', async () => {
  const whole = new Sandbox(consoleOnly());
  const { folder: where } = await fixing(whole, { settings: withMetadata(whole) });
  const [journal] = await journalsOf(where, '111122223333');
  const lines = readFileSync(journal?.path ?? '', 'utf8')
    .trimEnd()
    .split('\n');

  test.each(lines.map((_, index) => index + 1))('after line %i', async (count) => {
    const sandbox = new Sandbox(consoleOnly());
    const before = comparable(sandbox.snapshot());
    let left = count - 1;
    const killed = new Error('killed');
    const first = await stoppedAfter(sandbox, () => left-- <= 0, killed);
    const second = await fixing(sandbox, { settings: withMetadata(sandbox), folder: first });
    expect(second.ended.every(({ ending }) => ending === 'verified')).toBe(true);
    expect(second.report.checks.filter(({ status }) => status === 'fail' || status === 'blocked')).toEqual([]);
    expect(twice(sandbox)).toEqual([]);
    const journals = await journalsOf(first, '111122223333');
    expect(journals.flatMap(({ entries }) => entries.filter(({ outcome }) => outcome === undefined))).toEqual([]);
    for (const { path } of journals) {
      await undoing(sandbox, first);
      writeFileSync(path, '');
    }
    expect(comparable(sandbox.snapshot())).toEqual(before);
  });
});

/** Runs until `isOver` says that the process is gone: from then on no line is written and nothing else happens. */
async function stoppedAfter(sandbox: Sandbox, isOver: () => boolean, killed: Error): Promise<string> {
  const { folder: newFolder } = await import('./workbench.ts');
  const where = newFolder();
  await fixing(sandbox, {
    settings: withMetadata(sandbox),
    folder: where,
    beforeLine: () => {
      if (isOver()) throw killed;
    },
  }).catch((error: unknown) => {
    if (error !== killed) throw error;
  });
  return where;
}
