import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, inject, test } from 'vitest';
import type { ClassReport } from '../../src/report/model.ts';
import { violations } from '../report/schema.ts';
import { cli, folder, run, start, timeless } from './command.ts';

const roster = [
  'learner,account,role_arn,external_id',
  ...Array.from(
    { length: 12 },
    (_, index) =>
      `Learner ${index + 1},2000000000${String(index + 1).padStart(2, '0')},arn:aws:iam::2000000000${String(index + 1).padStart(2, '0')}:role/WorkshopAudit,workshop`,
  ),
].join('\n');
const at = folder();
const write = (name: string, text: string): string => (writeFileSync(join(at, name), text), name);
const readJson = (name: string): ClassReport => JSON.parse(readFileSync(join(at, name), 'utf8')) as ClassReport;
const audit = (...args: string[]) => run(['audit', '--sandbox=class.json', ...args], at);

beforeAll(() => {
  expect(inject('buildFailure')).toBe('');
  write('class.csv', roster);
  // A clock that stands still: what is told of a sign-in has its minute.
  write('class.json', JSON.stringify({ extends: 'class', now: new Date().toISOString() }));
});

test('every learner of the class in the order of the roster, with what is wrong', async () => {
  const { code, out } = await audit('--roster', 'class.csv', '--format', 'json');
  const report = JSON.parse(out) as ClassReport;
  expect(code).toBe(1);
  expect(
    violations(JSON.parse(readFileSync('src/report/class.schema.json', 'utf8')) as Record<string, unknown>, report),
  ).toEqual([]);
  expect(report.counts).toEqual({ planned: 12, reached: 10, pass: 0, fail: 8, unknown: 2, unverified: 2 });
  expect(report.learners.map(({ learner }) => learner)).toEqual(
    Array.from({ length: 12 }, (_, index) => `Learner ${index + 1}`),
  );
  expect(report.learners[1]).toMatchObject({
    accountId: '200000000002',
    verdict: 'fail',
    reached: true,
    firstProblem: { id: 'policy-scope', code: 'policy-scope/other-instance' },
  });
  expect(report.learners[10]).toMatchObject({
    verdict: 'unknown',
    reached: false,
    reason: expect.stringContaining('sts:AssumeRole'),
  });
  expect(report.misconceptions[0]).toMatchObject({
    code: 'policy-scope/other-instance',
    learners: ['Learner 2', 'Learner 6'],
  });
  // The assumed role and who it is are calls too.
  expect(report.learners[0]?.report?.apiCalls).toBeGreaterThan(10);
});

test('another account than the roster’s is not judged', async () => {
  write('wrong.csv', roster.split('\n').slice(0, 2).join('\n').replace(',200000000001,', ',200000000099,'));
  const { code, out } = await audit('--roster', 'wrong.csv', '--format', 'json');
  const {
    learners: [entry],
  } = JSON.parse(out) as ClassReport;
  expect(code).toBe(3);
  expect(entry).toEqual({
    learner: 'Learner 1',
    accountId: '200000000099',
    verdict: 'unknown',
    reached: false,
    reason: 'The account 200000000001 answered where the roster says 200000000099; it was not judged.',
  });
});

test('a wrong external id is a row, and says so', async () => {
  write('id.csv', roster.replaceAll(',workshop', ',other').split('\n').slice(0, 2).join('\n'));
  const { out } = await audit('--roster', 'id.csv', '--format', 'json');
  expect((JSON.parse(out) as ClassReport).learners[0]).toMatchObject({
    reached: false,
    reason: expect.stringContaining('another external id than "other"'),
  });
});

test('a bad roster: every bad row, exit 2, nothing on standard output', async () => {
  write('bad.csv', 'learner,account,role_arn\nA,1,arn:aws:iam::200000000001:role/X\n,200000000001,\n');
  const { code, out, err } = await audit('--roster', 'bad.csv');
  expect([code, out]).toEqual([2, '']);
  expect(err.split('\n')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^bad\.csv:2: account "1"/),
      expect.stringMatching(/^bad\.csv:3: the learner has no name/),
    ]),
  );
});

test.each([
  [['audit'], 'Which class?'],
  [['audit', '--roster', 'class.csv', '--concurrency', '0'], '--concurrency'],
  [['audit', '--roster', 'class.csv', '--every', '5s'], '--every'],
  [['audit', '--roster', 'class.csv', '--shard', '3/2'], '--shard'],
  [['audit', '--roster', 'class.csv', '--since', 'class.csv'], 'no class report'],
  [['audit', '--roster', 'class.csv', '--resume', 'class.csv'], 'no entry of an audit'],
  [['audit', '--roster', 'none.csv'], 'no such file'],
  [['merge', 'class.csv'], 'no class report'],
  [['merge'], 'Which reports?'],
  [['roster', '--organization'], '--role-name'],
  [['roster', '--role-name', 'X'], '--organization'],
  [['roster', '--organization', '--ou', 'ou-none-12345678', '--role-name', 'X'], 'no unit "ou-none-12345678"'],
  [['roster', '--organization', '--role-name', 'X', '--external-id', 'a b'], '--external-id should be'],
])('misuse: %j', async (args, why) => {
  const { code, out, err } = await run([...args, ...(args[0] === 'merge' ? [] : ['--sandbox=class.json'])], at);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(why);
});

test('shares joined are the whole, byte for byte but for times, whatever the order', async () => {
  await audit('--roster', 'class.csv', '--format', 'json=whole.json');
  for (const index of [1, 2, 3])
    await audit('--roster', 'class.csv', '--shard', `${index}/3`, '--format', `json=${index}.json`);
  expect(readJson('2.json')).toMatchObject({
    shard: { index: 2, count: 3 },
    roster: expect.arrayContaining(['Learner 1', 'Learner 12']),
    counts: { planned: 4 },
  });
  const { code, out } = await run(['merge', '3.json', '1.json', '2.json', '--format', 'json'], at);
  expect(code).toBe(1);
  expect(timeless(out)).toBe(timeless(readFileSync(join(at, 'whole.json'), 'utf8')));
  const hole = await run(['merge', '3.json', '1.json', '--format', 'json=never.json'], at);
  expect([hole.code, hole.err]).toEqual([2, expect.stringContaining('Share 2 of 3 is not there')]);
  expect(() => readJson('never.json')).toThrow();
  const allowed = await run(['merge', '3.json', '1.json', '--allow-missing', '--format', 'json'], at);
  expect((JSON.parse(allowed.out) as ClassReport).learners).toHaveLength(12);
});

test('who has moved since, and who has not', async () => {
  await audit('--roster', 'class.csv', '--format', 'json=before.json');
  const before = readJson('before.json');
  const rows: { id: string; status: string }[] = before.learners[1]?.report?.checks.map((row) => row) ?? [];
  for (const row of rows) if (row.id === 'organization-present') row.status = 'fail';
  write('before.json', JSON.stringify(before));
  const { out } = await audit('--roster', 'class.csv', '--since', 'before.json', '--format', 'json');
  const { since } = JSON.parse(out) as { since: { unmoved: string[]; moved: unknown[] } };
  expect(since.moved).toEqual([{ learner: 'Learner 2', gained: ['organization-present'], lost: [] }]);
  expect(since.unmoved).toContain('Learner 3');
  expect(since.unmoved).not.toContain('Learner 1');
});

test('with --alias and --redact no format names anybody', async () => {
  const formats = ['list', 'json', 'csv', 'markdown', 'junit', 'github', 'html'];
  await audit(
    '--roster',
    'class.csv',
    '--alias',
    '--redact',
    '--jsonl',
    'hidden.jsonl',
    ...formats.flatMap((format) => ['--format', `${format}=hidden.${format}`]),
  );
  for (const format of [...formats, 'jsonl']) {
    const written = readFileSync(join(at, `hidden.${format}`), 'utf8');
    const text = format === 'html' ? dataOf(written) : written;
    expect(text).not.toMatch(/\b2000000000\d\d\b|agent1@example|Learner 1\b|7223c1a55000|than [\\"&quot;]*workshop/);
    expect(text).toContain('Learner 01');
  }
});

const dataOf = (page: string): string =>
  gunzipSync(Buffer.from(/id="data">([^<]+)/.exec(page)?.[1] ?? '', 'base64')).toString('utf8');

test('who was looked at while the roster had another account for them is looked at again', async () => {
  const rows = roster.split('\n').slice(0, 4);
  write('typo.csv', rows.join('\n').replace(',200000000003,', ',200000000004,'));
  write('right.csv', rows.join('\n'));
  for (const hidden of [[], ['--redact']]) {
    const kept = hidden.length === 0 ? 'typo.jsonl' : 'hidden-typo.jsonl';
    await audit('--roster', 'typo.csv', '--jsonl', kept, '--format', 'csv=typo.out', ...hidden);
    const { err, out } = await audit('--roster', 'right.csv', '--resume', kept, '--format', 'json', ...hidden);
    expect((JSON.parse(out) as ClassReport).learners.map(({ reached }) => reached)).toEqual([true, true, true]);
    // Masks come from the roster: those of another one would not agree with the new ones.
    expect(err.split('\n').filter((line) => /^\d\/\d /.test(line))).toHaveLength(hidden.length === 0 ? 1 : 3);
  }
});

test('a share with nobody in it: of nobody nothing is known, and the whole is not kept up by it', async () => {
  const at = folder();
  const role = (account: string): string => `arn:aws:iam::${account}:role/companion-audit`;
  writeFileSync(join(at, 'one.csv'), `learner,role_arn\nAna,${role('210000000001')}\n`);
  for (const share of ['1/2', '2/2'])
    await run(
      ['audit', '--roster', 'one.csv', '--sandbox=class', '--shard', share, '--format', `json=${share[0]}.json`],
      at,
    );
  const nobody = await run(
    ['audit', '--roster', 'one.csv', '--sandbox=class', '--shard', '2/2', '--format', 'json'],
    at,
  );
  expect(nobody.code).toBe(3);
  expect(JSON.parse(nobody.out)).toMatchObject({
    verdict: 'unknown',
    counts: { planned: 0, unknown: 0 },
    learners: [],
  });
  const merged = await run(['merge', '2.json', '1.json', '--format', 'json'], at);
  expect(JSON.parse(merged.out)).toMatchObject({ counts: { planned: 1 }, learners: [{ learner: 'Ana' }] });
});

test('a disk that fills up in the middle: a sentence, and what is known by then is gone on with', async () => {
  const limited = spawnSync(
    '/bin/sh',
    [
      '-c',
      `ulimit -f 16; exec '${process.execPath}' '${cli}' audit --roster class.csv --sandbox=class.json --jsonl full.jsonl`,
    ],
    { cwd: at, env: { PATH: process.env['PATH'], HOME: at }, encoding: 'utf8' },
  );
  expect([limited.status, limited.stdout]).toEqual([2, '']);
  expect(limited.stderr).toMatch(
    /companion: --jsonl: \S+full\.jsonl cannot be written: it may not become larger; name another place\.\n$/,
  );
  const { code, out } = await audit('--roster', 'class.csv', '--resume', 'full.jsonl', '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ counts: { planned: 12, reached: 10 } });
});

test.runIf(existsSync('/dev/full'))('entries go to a file that can be read again', async () => {
  for (const device of ['/dev/full', '/dev/stderr'])
    expect(await audit('--roster', 'class.csv', '--jsonl', device)).toMatchObject({
      code: 2,
      err: `companion: --jsonl: ${device} is no file that can be read again; name one that is.\n`,
    });
});

test('a file that cannot be written is told before the first call; one that fails later costs no other', async () => {
  mkdirSync(join(at, 'folder'));
  for (const file of ['folder', 'class.csv/x.json']) {
    const { code, out, err } = await audit('--roster', 'class.csv', '--format', `json=${file}`);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    expect(err).toMatch(/cannot be written: .*folder/);
  }
  if (!existsSync('/dev/full')) return;
  const full = await audit('--roster', 'class.csv', '--format=csv', '--format=json=/dev/full', '--format=junit=j.xml');
  expect([full.code, full.err]).toEqual([2, expect.stringContaining('/dev/full cannot be written: the disk is full')]);
  expect(full.out).toContain('Learner 12,');
  expect(readFileSync(join(at, 'j.xml'), 'utf8')).toContain('Learner 12');
});

test('in a GitHub workflow the page of the run tells of the class', async () => {
  write('step.md', 'before\n');
  await run(['audit', '--sandbox=class.json', '--roster', 'class.csv', '--format', 'github'], at, {
    GITHUB_STEP_SUMMARY: join(at, 'step.md'),
  });
  const summary = readFileSync(join(at, 'step.md'), 'utf8');
  expect(summary).toMatch(/^before\n## Amazon Connect sign-in, the class: fail\n/);
  expect(summary).toContain('| Learner 12 |');
});

test('a roster has the accounts of nested units, and says which accounts are left out', async () => {
  const accounts = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [
      `3000000000${index + 10}`,
      {
        name: `Deep ${index}`,
        ou: 'ou-clas-evening2',
        status: ['ACTIVE', 'PENDING_CLOSURE', 'SUSPENDED'][index] ?? 'ACTIVE',
      },
    ]),
  );
  write(
    'units.json',
    JSON.stringify({
      extends: 'class',
      pageSize: 10,
      organization: {
        units: {
          'ou-clas-learners': { name: 'Learners' },
          'ou-clas-evening1': { name: 'Evening', parent: 'ou-clas-learners' },
          'ou-clas-evening2': { name: 'Group 2', parent: 'ou-clas-evening1' },
          'ou-clas-sandbox1': { name: 'Something else' },
        },
        accounts: {
          ...accounts,
          '300000000001': { name: 'Elsewhere', ou: 'ou-clas-sandbox1' },
          '200000000002': { status: 'SUSPENDED' },
        },
      },
    }),
  );
  const made = (unit: string) =>
    run(['roster', '--ou', unit, '--role-name', 'WorkshopAudit', '--sandbox=units.json'], at);
  const learners = await made('ou-clas-learners');
  expect(learners.err).toContain('34 accounts; left out: 2 suspended, 1 pending closure.');
  expect(learners.out.split('\r\n').filter((line) => line.startsWith('Deep '))).toHaveLength(23);
  expect(learners.out).not.toMatch(/Learner 02|Elsewhere/);
  expect((await made('r-clas')).err).toContain('35 accounts; left out: the management account, 2 suspended');
  const nowhere = await made('ou-clas-nowhere1');
  expect([nowhere.code, nowhere.out]).toEqual([2, '']);
  expect(nowhere.err).toContain('no unit "ou-clas-nowhere1"');
});

test('a session that runs out in the middle is renewed, and the account judged anew', async () => {
  const { learners } = JSON.parse((await audit('--roster', 'class.csv', '--format', 'json')).out) as ClassReport;
  for (const match of ['iam:GetRole', 'connect:ListInstances', 'sts:GetCallerIdentity', 'sts:AssumeRole']) {
    write(
      'expiring.json',
      JSON.stringify({
        extends: 'class',
        now: new Date().toISOString(),
        faults: [{ match, kind: 'expired', times: 1 }],
      }),
    );
    const { out } = await run(
      ['audit', '--sandbox=expiring.json', '--roster', 'class.csv', '--concurrency', '1', '--format', 'json'],
      at,
    );
    const verdicts = (list: ClassReport['learners']) =>
      list.map(({ learner, verdict, reached }) => [learner, verdict, reached]);
    expect([match, verdicts((JSON.parse(out) as ClassReport).learners)]).toEqual([match, verdicts(learners)]);
  }
});

test('credentials of the instructor that expire are asked for again', async () => {
  write(
    'tired.json',
    JSON.stringify({ extends: 'class', faults: [{ match: 'sts:AssumeRole', kind: 'expired', times: 1 }] }),
  );
  const sandbox = start(['sandbox', 'tired.json'], at);
  try {
    const [said] = (await once(sandbox.stdout ?? sandbox, 'data')) as [Buffer];
    // What it prints holds for a minute, which is too short to go on with: once would be a chain that asks only at first.
    write(
      'keys.mjs',
      `import { appendFileSync } from 'node:fs';
      appendFileSync('asked', '.');
      console.log(JSON.stringify({ Version: 1, AccessKeyId: 'AKIASANDBOX000000001', SecretAccessKey: 'sandbox',
        Expiration: new Date(Date.now() + 60_000).toISOString() }));`,
    );
    write('config', `[profile teacher]\nregion = us-east-1\ncredential_process = ${process.execPath} keys.mjs\n`);
    const { out } = await run(
      ['audit', '--roster', 'class.csv', '--concurrency', '1', '--profile', 'teacher', '--format', 'json'],
      at,
      {
        AWS_CONFIG_FILE: join(at, 'config'),
        AWS_ENDPOINT_URL: /http:\/\/127\.0\.0\.1:\d+/.exec(said.toString())?.[0] ?? '',
      },
    );
    expect(JSON.parse(out)).toMatchObject({ counts: { planned: 12, reached: 10 } });
    expect(readFileSync(join(at, 'asked'), 'utf8').length).toBeGreaterThan(4);
  } finally {
    sandbox.kill('SIGKILL');
  }
});

test('a roster from the organization is one that the audit takes', async () => {
  for (const format of ['csv', 'yaml', 'json']) {
    const { out, code } = await run(
      [
        'roster',
        '--organization',
        '--ou',
        'ou-clas-learners',
        '--role-name',
        'WorkshopAudit',
        '--external-id',
        'workshop',
        '--format',
        format,
        '--sandbox=class',
      ],
      at,
    );
    expect(code).toBe(0);
    write(`made.${format}`, out);
    const audited = await audit('--roster', `made.${format}`, '--format', 'json', '--shard', '1/12');
    expect(JSON.parse(audited.out)).toMatchObject({
      learners: [{ learner: 'Learner 01', accountId: '200000000001', reached: true }],
    });
  }
});
