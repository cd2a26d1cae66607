import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadWorld, mergeWorld, type World } from '../../src/sandbox/index.ts';
import { applicationMetadata } from '../../src/sandbox/metadata.ts';
import { folder, run } from '../cli/run.ts';
import { consoleOnly } from './journey.ts';
import { type Desk, deskIn, given, writesOf } from './served.ts';
import { comparable } from './workbench.ts';

const open: Desk[] = [];
const at = async (world: World, options?: Parameters<typeof deskIn>[1]): Promise<Desk> => {
  const desk = await deskIn(world, options);
  open.push(desk);
  return desk;
};
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

const brokenTrust = (): World => loadWorld('trust-wrong-provider');
const journalIn = ({ cwd }: Desk): string =>
  join(cwd, '.companion', readdirSync(join(cwd, '.companion')).find((name) => name.startsWith('journal-')) ?? '');
const state = ({ sandbox }: Desk): unknown => comparable(sandbox.snapshot());
const role = ({ sandbox }: Desk) => {
  const found = sandbox.state.accounts['111122223333']?.iam.roles['Connect-SSO'];
  if (!found) throw new Error('no role');
  return found;
};

test('one fix --yes makes everything, a second does nothing, undo takes it all back, a second does nothing', async () => {
  const desk = await at(consoleOnly());
  const before = state(desk);
  const fixed = await desk.companion(['fix', '--yes', ...given(desk)]);
  expect(fixed.stdout).toMatch(/16 checks: 15 pass, 1 unverified/);
  expect(fixed.code).toBe(0);
  expect(fixed.stdout.match(/^verified: /gm)).toHaveLength(9);
  const made = writesOf(desk);
  expect(made).toHaveLength(9);
  const again = await desk.companion(['fix', '--yes', ...given(desk)]);
  expect([again.code, writesOf(desk).length]).toEqual([0, 9]);
  expect(again.stdout).toContain('There is nothing to put right.');
  const undone = await desk.companion(['undo', '--yes']);
  expect([undone.code, undone.stderr]).toEqual([0, '']);
  expect(undone.stdout.match(/^taken back: /gm)).toHaveLength(9);
  expect(state(desk)).toEqual(before);
  const twice = await desk.companion(['undo', '--yes']);
  expect([twice.code, twice.stdout.split('\n')[1], writesOf(desk).length]).toEqual([
    0,
    'Nothing is left to take back.',
    18,
  ]);
});

test('on the embedded account of the run itself, no undo is promised', async () => {
  const { code, stdout } = await run(['fix', '--sandbox=trust-wrong-provider', '--yes'], { cwd: folder() });
  expect([code, stdout.includes('companion undo')]).toEqual([0, false]);
  expect(stdout).toContain('This account is gone with this run');
});

describe('without anybody to ask', () => {
  test('there is the plan only, in three forms, and the exit says that nothing was done', async () => {
    const desk = await at(brokenTrust());
    const { code, stdout } = await desk.companion(['fix']);
    expect([code, writesOf(desk)]).toEqual([1, []]);
    expect(stdout).toContain('IAM › Roles › Connect-SSO › Trust relationships › Edit trust policy');
    expect(stdout).toContain("aws iam update-assume-role-policy --role-name Connect-SSO --policy-document '{");
    expect(stdout).toContain('iam UpdateAssumeRolePolicy {');
    expect(stdout).toMatch(/^ *- +"Federated": ".*AmazonConnectAdminAccess"$/m);
    expect(stdout).toMatch(/^ *\+ +"Federated": ".*Connect-SSO"$/m);
    expect(stdout).toContain('whoever else it trusts loses the role');
    expect(stdout).toContain('needs       iam:UpdateAssumeRolePolicy; to take it back iam:UpdateAssumeRolePolicy');
    expect(readdirSync(desk.cwd)).toEqual([]);
  });

  test('--dry-run stops after the plan and is content', async () => {
    const desk = await at(brokenTrust());
    const { code, stdout } = await desk.companion(['fix', '--dry-run', '--yes']);
    expect([code, writesOf(desk)]).toEqual([0, []]);
    expect(stdout).toContain('Nothing was changed.');
  });

  test('--format json is one document', async () => {
    const desk = await at(brokenTrust());
    const planned = JSON.parse((await desk.companion(['fix', '--dry-run', '--format', 'json'])).stdout) as {
      schema: string;
      steps: { calls: { operation: string; command: string }[]; choice: boolean }[];
    };
    expect(planned.schema).toBe('workshop-companion/fix@1');
    expect(planned.steps[0]?.calls[0]?.operation).toBe('UpdateAssumeRolePolicy');
    const done = JSON.parse((await desk.companion(['fix', '--yes', '--format', 'json'])).stdout) as {
      steps: { ending: string }[];
      journal: string;
    };
    expect(done.steps.map(({ ending }) => ending)).toEqual(['verified']);
    expect(done.journal).toMatch(/^\.companion\/journal-111122223333-.*\.jsonl$/);
  });
});

describe('choices', () => {
  test('--yes alone leaves them, --accept takes the one that it names', async () => {
    const desk = await at(mergeWorld(loadWorld('empty'), {}));
    const left = await desk.companion(['fix', '--yes']);
    expect([left.code, writesOf(desk)]).toEqual([1, []]);
    expect(left.stdout).toContain('left as it is: Create an organization');
    const taken = await desk.companion(['fix', '--accept', 'organization-present/missing']);
    expect(writesOf(desk)).toEqual(['organizations CreateOrganization']);
    expect(taken.stdout).toContain('verified: Create an organization');
    const back = await desk.companion(['undo', '--yes']);
    expect([back.code, writesOf(desk).length]).toEqual([1, 1]);
    expect((await desk.companion(['undo', '--accept', 'organization-present/missing'])).code).toBe(0);
    expect(desk.sandbox.state.organization).toBeNull();
  });

  test('a code that does not exist is refused with the nearest', async () => {
    const desk = await at(brokenTrust());
    const { code, stdout, stderr } = await desk.companion(['fix', '--accept', 'organization-present/mising']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'companion: --accept: there is no problem code "organization-present/mising"; did you mean organization-present/missing?\n',
    );
  });
});

describe('guards', () => {
  test.each([
    [['--account', '444455556666'], 'These are the credentials of account 111122223333, not of 444455556666'],
    [['--account', '12'], '--account should be the twelve digits'],
    [['--wait', 'long'], '--wait should be a number of seconds'],
    [['--format', 'junit'], '--format: companion fix writes list or json'],
    [['--apply', 'nowhere.json'], 'nowhere.json'],
    [['role-turst'], 'did you mean role-trust?'],
  ])('%j: one sentence, exit 2, nothing done', async (args, says) => {
    const desk = await at(brokenTrust());
    const { code, stdout, stderr } = await desk.companion(['fix', '--yes', ...args]);
    expect([code, stdout, writesOf(desk)]).toEqual([2, '', []]);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each([
    ['of another application', { id: 'apl-7223d19ae4b05c88' }, 'another application'],
    ['of another account', { account: '999988887777' }, 'account 999988887777'],
    [
      'whose certificate has expired',
      { validity: [{ notBefore: new Date('2020-01-01'), notAfter: new Date('2025-01-01') }] },
      'expired on 2025-01-01',
    ],
  ])('metadata %s is refused before anything is written', async (_, differs, says) => {
    const desk = await at(consoleOnly());
    const file = join(desk.cwd, 'wrong.xml');
    const right = {
      id: 'apl-72236face0cd1203',
      account: '111122223333',
      region: 'us-east-1',
      validity: [{ notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01') }],
    };
    writeFileSync(file, applicationMetadata({ ...right, ...differs }));
    const { code, stderr } = await desk.companion(['fix', '--yes', '--metadata', file]);
    expect([code, writesOf(desk)]).toEqual([2, []]);
    expect(stderr).toContain(says);
  });

  test('a second fix refuses while the first is at work, and a dead one’s lock does not hold', async () => {
    const desk = await at(brokenTrust());
    desk.sandbox.inject({ match: 'iam:UpdateAssumeRolePolicy', kind: 'latency', ms: 3000 });
    const first = desk.companion(['fix', '--yes', ...given(desk)]);
    while (
      !readdirSync(desk.cwd).includes('.companion') ||
      !readdirSync(join(desk.cwd, '.companion')).some((name) => name.startsWith('journal'))
    )
      await new Promise((resume) => setTimeout(resume, 50));
    const second = await desk.companion(['fix', '--yes']);
    expect([second.code, second.stdout]).toEqual([2, '']);
    expect(second.stderr).toContain('another fix or undo is at work on account 111122223333');
    expect((await first).code).toBe(0);
    desk.sandbox.faults.clear();
    writeFileSync(
      join(desk.cwd, '.companion', 'lock-111122223333'),
      JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), at: 'then' }),
    );
    expect((await desk.companion(['undo', '--yes'])).code).toBe(0);
    expect(readdirSync(join(desk.cwd, '.companion')).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  test('where the journal cannot be kept, nothing is done', async () => {
    const desk = await at(brokenTrust());
    writeFileSync(join(desk.cwd, '.companion'), 'a file');
    const { code, stdout, stderr } = await desk.companion(['fix', '--yes']);
    expect([code, stdout, writesOf(desk)]).toEqual([2, '', []]);
    expect(stderr).toMatch(/\.companion, where the journal is kept, cannot be written: .*nothing was done\.\n$/);
  });

  test('the journal is for its owner alone', async () => {
    const desk = await at(brokenTrust());
    await desk.companion(['fix', '--yes']);
    expect(statSync(join(desk.cwd, '.companion')).mode & 0o777).toBe(0o700);
    expect(statSync(journalIn(desk)).mode & 0o777).toBe(0o600);
    expect(readFileSync(journalIn(desk), 'utf8')).not.toContain('sandbox"');
  });
});

describe('a saved plan', () => {
  const saved = async (desk: Desk) => expect((await desk.companion(['fix', '--plan', 'plan.json'])).code).toBe(0);

  test('is applied as it was shown, and nothing besides', async () => {
    const desk = await at(brokenTrust());
    await saved(desk);
    expect(writesOf(desk)).toEqual([]);
    const { code, stdout } = await desk.companion(['fix', '--apply', 'plan.json', '--yes']);
    expect([code, writesOf(desk)]).toEqual([0, ['iam UpdateAssumeRolePolicy']]);
    expect(stdout).toContain('verified: Correct the trust policy');
  });

  test.each<[string, (desk: Desk) => void, string]>([
    [
      'the thing that it would change',
      (desk) => void (role(desk).trust = role(desk).trust.replace('AmazonConnectAdminAccess', 'Somebody')),
      'is not as it was',
    ],
    [
      'the instance that it was made for',
      (desk) => void delete desk.sandbox.state.accounts['111122223333']?.iam.roles['Connect-SSO'],
      'is not what would be done now',
    ],
    [
      'the tool',
      (desk) => edited(desk, (text) => text.replace(/"tool": "[^"]*"/, '"tool": "0.0.0"')),
      'it was made by version 0.0.0',
    ],
    [
      'the account',
      (desk) => edited(desk, (text) => text.replaceAll('111122223333', '444455556666')),
      'it was made for account 444455556666',
    ],
  ])('is refused when %s has changed', async (_, change, says) => {
    const desk = await at(brokenTrust());
    await saved(desk);
    change(desk);
    const { code, stderr } = await desk.companion(['fix', '--apply', 'plan.json', '--yes']);
    expect([code, writesOf(desk)]).toEqual([2, []]);
    expect(stderr).toContain(says);
  });

  test('does not make a choice ordinary by saying so', async () => {
    const desk = await at(loadWorld('empty'));
    await saved(desk);
    edited(desk, (text) => text.replace('"choice": true', '"choice": false'));
    const { stdout } = await desk.companion(['fix', '--apply', 'plan.json', '--yes']);
    expect(writesOf(desk)).toEqual([]);
    expect(stdout).toContain('left as it is: Create an organization with all features (a choice: --accept');
  });

  test.each(['', 'no JSON', '[]', '{"schema":"workshop-companion/plan@1","steps":[]}', 'without calls', 'no metadata'])(
    'is refused when it is none: %j',
    async (kind) => {
      const desk = await at(brokenTrust());
      await saved(desk);
      edited(desk, (text) =>
        kind === 'without calls'
          ? text.replace('"calls"', '"called"')
          : kind === 'no metadata'
            ? text.replace('"settings": {', '"settings": { "metadata": "<x/>",')
            : kind,
      );
      const { code, stdout, stderr } = await desk.companion(['fix', '--apply', 'plan.json', '--yes']);
      expect([code, stdout, stderr]).toEqual([
        2,
        '',
        'companion: --apply: plan.json is no plan; companion fix --plan FILE makes one.\n',
      ]);
    },
  );

  const edited = ({ cwd }: Desk, edit: (text: string) => string): void =>
    writeFileSync(join(cwd, 'plan.json'), edit(readFileSync(join(cwd, 'plan.json'), 'utf8')));
});

describe('undo', () => {
  test('leaves alone what somebody has changed since, and shows the difference', async () => {
    const desk = await at(brokenTrust());
    await desk.companion(['fix', '--yes']);
    role(desk).trust = role(desk).trust.replace('"Version": "2012-10-17",', '"Version": "2012-10-17", "Id": "mine",');
    const touched = state(desk);
    const { code, stdout } = await desk.companion(['undo', '--yes']);
    expect([code, state(desk)]).toEqual([1, touched]);
    expect(stdout).toContain('left alone, changed since: Correct the trust policy');
    expect(stdout).toMatch(/^ +\+ +"Id": "mine",$/m);
  });

  test('finds what is as before already, and says so', async () => {
    const desk = await at(brokenTrust());
    const before = role(desk).trust;
    await desk.companion(['fix', '--yes']);
    role(desk).trust = before;
    const { code, stdout } = await desk.companion(['undo', '--yes']);
    expect([code, writesOf(desk)]).toEqual([0, ['iam UpdateAssumeRolePolicy']]);
    expect(stdout).toContain('already as it was before');
  });

  test.each([
    [[], 'There is no journal in '],
    [['nowhere.jsonl'], 'The journal nowhere.jsonl cannot be read: there is no such file.'],
    [['plan.json'], 'The journal plan.json cannot be read: it is no journal of this tool.'],
  ])('%j without a journal: one sentence, exit 2', async (args, says) => {
    const desk = await at(brokenTrust());
    writeFileSync(join(desk.cwd, 'plan.json'), '{}');
    const { code, stdout, stderr } = await desk.companion(['undo', '--yes', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});

describe('a journal that is damaged', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['no journal', 'it is no journal of this tool'],
    ['{"type":"intent","n":1}', 'line 2 is none of this tool’s'],
    ['{"type":"intent","n":1,"call":{"service":"iam","operation":"Nuke","input":{}}}', 'line 2 is none of this tool’s'],
  ];
  test.each(lines)('%s: undo takes nothing else in its place, fix says so and goes on', async (line, says) => {
    const desk = await at(brokenTrust());
    await desk.companion(['fix', '--yes']);
    const [start = ''] = readFileSync(journalIn(desk), 'utf8').split('\n');
    const damaged = journalIn(desk).replace(/\d{8}T\d+Z/, '99991231T000000000Z');
    writeFileSync(damaged, `${says.startsWith('line') ? `${start}\n` : ''}${line}\n`);
    const undone = await desk.companion(['undo', '--yes']);
    expect([undone.code, undone.stdout, writesOf(desk).length]).toEqual([2, '', 1]);
    expect(undone.stderr).toContain(`cannot be read: ${says}`);
    const again = await desk.companion(['fix', '--yes']);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining(`is passed over: ${says}`)]);
  });

  test('one that was not begun yet says nothing', async () => {
    const desk = await at(brokenTrust());
    await desk.companion(['fix', '--yes']);
    writeFileSync(journalIn(desk).replace(/\d{8}T\d+Z/, '99991231T000000000Z'), '{"type":"sta');
    const { code, stdout, stderr } = await desk.companion(['undo', '--yes']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^1 taken back\.$/m);
  });
});

test('undo names the older run that can be taken back too', async () => {
  const desk = await at(consoleOnly());
  const before = state(desk);
  await desk.companion(['fix', '--yes', 'policy-scope']);
  const older = join('.companion', basename(journalIn(desk)));
  await desk.companion(['fix', '--yes', 'agents-group']);
  const first = await desk.companion(['undo', '--yes']);
  expect(first.stdout).toContain(`companion undo ${older}`);
  const second = await desk.companion(['undo', '--yes', older]);
  expect([second.code, state(desk)]).toEqual([0, before]);
  expect((await desk.companion(['undo', '--yes'])).stdout).not.toContain('An older run');
});

test('undo works in the Region of the journal, wherever it is started', async () => {
  const desk = await at(consoleOnly());
  const before = state(desk);
  await desk.companion(['fix', '--yes', ...given(desk)]);
  const { code } = await desk.companion(['undo', '--yes', '--region', 'eu-west-2']);
  expect(code).toBe(0);
  expect(state(desk)).toEqual(before);
});

test('undo needs no Region: the newest journal of the account that answers knows it', async () => {
  const desk = await at(brokenTrust());
  const before = state(desk);
  await desk.companion(['fix', '--yes']);
  const other = journalIn(desk).replace(/journal-.*/, 'journal-444455556666-99991231T000000000Z.jsonl');
  writeFileSync(other, readFileSync(journalIn(desk), 'utf8').replaceAll('111122223333', '444455556666'));
  const nowhere = { env: { AWS_REGION: '' } };
  const { code, stdout } = await desk.companion(['undo', '--yes'], nowhere);
  expect(stdout).toContain('Undo for account 111122223333, us-east-1');
  expect([code, state(desk)]).toEqual([0, before]);
});

test('undo says when the account that answers has no journal here', async () => {
  const desk = await at(brokenTrust());
  await desk.companion(['fix', '--yes']);
  const own = journalIn(desk);
  renameSync(own, own.replace('111122223333', '444455556666'));
  const { code, stderr } = await desk.companion(['undo', '--yes']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('There is no journal of account 111122223333')]);
});

describe('killed with SIGKILL', () => {
  test.each([
    'iam:CreateSAMLProvider',
    'iam:CreateRole',
    'connect:CreateUser',
    'identitystore:CreateGroup',
    'sso-admin:CreateApplicationAssignment',
  ])('while %s is on its way: the next run says what happened and completes', async (match) => {
    const desk = await at(consoleOnly());
    const before = state(desk);
    desk.sandbox.inject({ match, kind: 'latency', ms: 700, times: 1 });
    const [, operation = ''] = match.split(':');
    let killed = false;
    await desk.companion(['fix', '--yes', ...given(desk)], {
      onStart: (kill) => {
        const watch = setInterval(() => {
          const intended =
            readdirSync(desk.cwd).includes('.companion') &&
            readdirSync(join(desk.cwd, '.companion')).some((name) => name.startsWith('journal-')) &&
            readFileSync(journalIn(desk), 'utf8').includes(`"operation":"${operation}"`);
          if (!intended) return;
          clearInterval(watch);
          killed = true;
          kill('SIGKILL');
        }, 5);
      },
    });
    expect(killed).toBe(true);
    // The request may still be worked on when nobody waits for its answer any more.
    await new Promise((resume) => setTimeout(resume, 900));
    const next = await desk.companion(['fix', '--yes', ...given(desk)]);
    expect(next.stderr).toMatch(
      /an earlier run ended in the middle of ".+": [\w-]+ \w+ had (worked|not reached AWS)\./,
    );
    expect(next.stdout).toMatch(/16 checks: 15 pass, 1 unverified/);
    const journals = readdirSync(join(desk.cwd, '.companion'))
      .filter((name) => name.startsWith('journal-'))
      .toSorted()
      .toReversed();
    for (const name of journals)
      expect((await desk.companion(['undo', '--yes', join('.companion', name)])).code).toBe(0);
    expect(state(desk)).toEqual(before);
  });
});
