import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/aws/surface.ts';
import { journalsOf, readJournal, Writer } from '../../src/fix/journal.ts';
import { perform } from '../../src/fix/perform.ts';
import { loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import { consoleOnly, withMetadata } from './journey.ts';
import { benchFor, comparable, fixing, folder, undoing } from './workbench.ts';

const account = '111122223333';
const iam = ({ state }: Sandbox) => state.accounts[account]?.iam;
const purpose = { check: 'c', codes: [], title: 't', fix: 'f' };

test('what is so already is neither sent nor written down', async () => {
  const sandbox = new Sandbox(loadWorld('complete'));
  const written: string[] = [];
  const bench = benchFor(sandbox, {
    intend: async () => written.push('intent'),
    outcome: async () => void written.push('outcome'),
  });
  const call: Call = {
    service: 'iam',
    operation: 'AttachRolePolicy',
    input: { RoleName: 'Connect-SSO', PolicyArn: `arn:aws:iam::${account}:policy/Connect-SSO-Policy` },
  };
  expect(await perform(bench, call, purpose)).toEqual({ result: 'not-needed' });
  expect([written, sandbox.log.filter(({ operation }) => operation === 'AttachRolePolicy')]).toEqual([[], []]);
});

test('a call whose former state cannot be read is not made', async () => {
  const sandbox = new Sandbox(loadWorld('trust-wrong-provider'));
  sandbox.inject({ match: 'iam:GetRole', kind: 'denied' });
  const bench = benchFor(sandbox, { intend: async () => 1, outcome: async () => undefined });
  const call: Call = {
    service: 'iam',
    operation: 'UpdateAssumeRolePolicy',
    input: { RoleName: 'Connect-SSO', PolicyDocument: '{}' },
  };
  expect(await perform(bench, call, purpose)).toEqual({
    result: 'failed',
    error: expect.stringContaining('iam:GetRole'),
  });
});

describe('what somebody changed since is left alone', () => {
  test.each<[string, (sandbox: Sandbox) => void, string]>([
    [
      'a policy attached to the new role',
      (sandbox) => void iam(sandbox)?.roles['Connect-SSO']?.attached.push('arn:aws:iam::aws:policy/ReadOnlyAccess'),
      'CreateRole',
    ],
    [
      'another version of the new policy',
      (sandbox) => {
        const policy = iam(sandbox)?.policies['Connect-SSO-Policy'];
        if (policy?.versions['v1']) policy.versions['v2'] = policy.versions['v1'];
      },
      'CreatePolicy',
    ],
    [
      'another document in the new provider',
      (sandbox) => {
        const provider = iam(sandbox)?.samlProviders['Connect-SSO'];
        if (provider) provider.metadata = provider.metadata.replace('<', ' <');
      },
      'CreateSAMLProvider',
    ],
    [
      'another member of the new group',
      (sandbox) => {
        const [center] = Object.values(sandbox.state.identityCenter);
        if (!center) return;
        center.users['00000000-0000-4000-8000-000000000000'] = { userName: 'late', emails: [], status: 'ENABLED' };
        Object.values(center.groups)[0]?.members.push('00000000-0000-4000-8000-000000000000');
      },
      'CreateGroup',
    ],
  ])('%s', async (_, change, operation) => {
    const sandbox = new Sandbox(consoleOnly());
    const { folder: where } = await fixing(sandbox, { settings: withMetadata(sandbox) });
    change(sandbox);
    const done = await undoing(sandbox, where);
    expect(done.filter(({ result }) => result !== 'taken back').map(({ result }) => result)).toEqual(['changed since']);
    expect(sandbox.log.some((call) => call.operation === operation.replace('Create', 'Delete'))).toBe(false);
  });
});

test('what is gone since is left alone, and said', async () => {
  const sandbox = new Sandbox(loadWorld('trust-wrong-provider'));
  const { folder: where } = await fixing(sandbox);
  delete iam(sandbox)?.roles['Connect-SSO'];
  expect(await undoing(sandbox, where)).toEqual([
    { result: 'changed since', difference: ['It is not there any more.'] },
  ]);
});

test('what cannot be looked at does not keep the others', async () => {
  const sandbox = new Sandbox(consoleOnly());
  const { folder: where } = await fixing(sandbox, { settings: withMetadata(sandbox) });
  sandbox.inject({ match: 'iam:GetSAMLProvider', kind: 'denied' });
  const done = await undoing(sandbox, where);
  expect(done.filter(({ result }) => result !== 'taken back')).toEqual([
    { result: 'failed', why: expect.stringContaining('iam:GetSAMLProvider') },
  ]);
  expect(done).toHaveLength(9);
});

const backs = [
  'sso-admin:DeleteApplicationAssignment',
  'identitystore:DeleteGroupMembership',
  'identitystore:DeleteGroup',
  'connect:DeleteUser',
  'iam:DetachRolePolicy',
  'iam:DeleteRole',
  'iam:DeletePolicy',
  'iam:DeleteSAMLProvider',
  'sso-admin:UpdateApplication',
];

describe.each(backs)('an undo whose %s', (match) => {
  test.each([
    ['is refused', { kind: 'denied' }],
    ['never gets an answer', { kind: 'reset' }],
    ['loses its answer', { kind: 'reset', after: true, times: 1 }],
    ['is throttled for a while', { kind: 'throttle', times: 2 }],
  ] as const)('%s is finished by the next', async (_, fault) => {
    const sandbox = new Sandbox(consoleOnly());
    const before = comparable(sandbox.snapshot());
    const { folder: where } = await fixing(sandbox, { settings: withMetadata(sandbox) });
    sandbox.inject({ match, ...fault });
    const first = await undoing(sandbox, where);
    const whole = first.every(({ result }) => result === 'taken back');
    expect(whole).toBe('times' in fault);
    sandbox.faults.clear();
    await undoing(sandbox, where);
    expect(comparable(sandbox.snapshot())).toEqual(before);
    expect(await undoing(sandbox, where)).toEqual([]);
  });
});

test('an undo that ended between its two calls goes on with the second', async () => {
  const sandbox = new Sandbox(loadWorld('other-instance-in-policy'));
  const before = comparable(sandbox.snapshot());
  const { folder: where } = await fixing(sandbox);
  sandbox.inject({ match: 'iam:DeletePolicyVersion', kind: 'denied' });
  expect((await undoing(sandbox, where)).map(({ result }) => result)).toEqual(['failed']);
  expect(iam(sandbox)?.policies['Connect-SSO-Policy']?.defaultVersion).toBe('v1');
  sandbox.faults.clear();
  expect((await undoing(sandbox, where)).map(({ result }) => result)).toEqual(['taken back']);
  expect(comparable(sandbox.snapshot())).toEqual(before);
});

describe('a journal', () => {
  const head = { account, partition: 'aws', region: 'us-east-1' };
  const call: Call = { service: 'iam', operation: 'DeleteRole', input: { RoleName: 'r' } };

  test('reads although its last line was cut short, and goes on behind it', async () => {
    const where = folder();
    const writer = await Writer.create(where, head, 'caller', new Date());
    const n = await writer.intend({ purpose, call, before: null });
    await writer.close();
    const [journal] = await journalsOf(where, account);
    if (!journal) throw new Error('no journal');
    writeFileSync(journal.path, '{"type":"outcome","n":1,"res', { flag: 'a' });
    const again = await Writer.reopen(await readJournal(journal.path));
    await again.outcome({ n, result: 'done', after: null });
    expect(await again.intend({ purpose, call, before: null })).toBe(2);
    await again.close();
    expect((await readJournal(journal.path)).entries.map(({ outcome }) => outcome?.result)).toEqual([
      'done',
      undefined,
    ]);
  });

  test('of another account, or no journal at all, is passed over', async () => {
    const where = folder();
    await (await Writer.create(where, { ...head, account: '444455556666' }, 'caller', new Date())).close();
    writeFileSync(join(where, `journal-${account}-1.jsonl`), 'no journal\n');
    expect(await journalsOf(where, account)).toEqual([]);
    expect(await journalsOf(join(where, 'nowhere'), account)).toEqual([]);
  });
});
