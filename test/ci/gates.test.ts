import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { folder, run } from '../cli/run.ts';

const declared = [
  '--relay-state=https://us-east-1.console.aws.amazon.com/connect/federate/3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47?destination=%2Fconnect%2Fccp',
  '--role-attribute=arn:aws:iam::111122223333:role/Connect-SSO,arn:aws:iam::111122223333:saml-provider/Connect-SSO',
];

async function check(...args: string[]): Promise<{ code: number | null; stderr: string; report: Report }> {
  const { code, stdout, stderr } = await run(['check', ...args, '--format', 'json']);
  return { code, stderr, report: JSON.parse(stdout) as Report };
}

test('--only and --skip plan what is judged', async () => {
  const { report } = await check(
    '--sandbox',
    '--only',
    'role-trust,policy-scope',
    '--only=sign-in',
    '--skip',
    'sign-in',
  );
  expect(report.checks.map(({ id }) => id)).toEqual(['policy-scope', 'role-trust']);
  const { code, stdout, stderr } = await run(['check', '--sandbox', '--skip', 'role-trst']);
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'companion: --skip: there is no check "role-trst"; did you mean role-trust?\n',
  });
});

// What each gate makes of a world: the status in it, and the exit codes without and with the gate.
test.each([
  ['unverified', 'complete', [], 0, 1],
  ['warn', 'member-account', declared, 0, 1],
  ['unknown', 'complete', ['--skip=organization-present'], 0, 0],
])('--fail-on %s over %s', async (gate, world, more, without, withGate) => {
  expect((await run(['check', `--sandbox=${world}`, ...more])).code).toBe(without);
  expect((await run(['check', `--sandbox=${world}`, ...more, '--fail-on', gate])).code).toBe(withGate);
});

test('--fail-on unknown turns exit 3 into 1', async () => {
  const cwd = folder();
  writeFileSync(
    join(cwd, 'world.json'),
    JSON.stringify({ extends: 'complete', faults: [{ kind: 'denied', match: 'iam:GetRole' }] }),
  );
  expect((await run(['check', '--sandbox=./world.json'], { cwd })).code).toBe(3);
  expect((await run(['check', '--sandbox=./world.json', '--fail-on', 'warn'], { cwd })).code).toBe(3);
  expect((await run(['check', '--sandbox=./world.json', '--fail-on', 'warn,unknown'], { cwd })).code).toBe(1);
});

const inFolder = (text: string): string => {
  const cwd = folder();
  writeFileSync(join(cwd, 'baseline.yaml'), text);
  return cwd;
};

test('a baseline: the row stays, says why, and breaks nothing', async () => {
  const cwd = inFolder(
    '- accept: policy-scope\n  reason: the other team\n  expires: 2999-12-31\n- {"accept": "role-permissions", "reason": "follows", "expires": "2999-12-31"}\n',
  );
  const { code, stdout, stderr } = await run(
    ['check', '--sandbox=other-instance-in-policy', '--baseline', 'baseline.yaml', '--format', 'json', ...declared],
    { cwd },
  );
  const report = JSON.parse(stdout) as Report;
  const row = report.checks.find(({ id }) => id === 'policy-scope');
  expect(report.checks).toHaveLength(16);
  expect(row).toMatchObject({
    status: 'warn',
    accepted: { reason: 'the other team', expires: '2999-12-31' },
    problems: [{ code: 'policy-scope/other-instance' }],
  });
  expect(row?.message).toContain('Accepted until 2999-12-31: the other team');
  expect(report.verdict).not.toBe('fail');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('what waits only for something accepted is accepted with it; with --strict too', async () => {
  const cwd = inFolder('- accept: policy-scope/other-instance\n  reason: the other team\n  expires: 2999-12-31\n');
  const args = [
    'check',
    '--sandbox=other-instance-in-policy',
    '--baseline=baseline.yaml',
    ...declared,
    '--skip=sign-in',
  ];
  expect((await run([...args, '--strict'], { cwd })).code).toBe(0);
  const junit = (await run([...args, '--strict', '--format=junit'], { cwd })).stdout;
  expect(junit).toContain('failures="0"');
  expect(junit).toContain('Accepted until 2999-12-31');
});

test('expired and unused entries are told, and fail with --strict alone', async () => {
  const cwd = inFolder(
    '- accept: policy-scope\n  reason: was needed\n  expires: 2020-01-31\n- accept: role-trust\n  reason: never was\n  expires: 2999-12-31\n',
  );
  const args = ['check', '--sandbox', '--baseline=baseline.yaml', ...declared, '--skip=sign-in'];
  const { code, stderr } = await run(args, { cwd });
  expect(stderr).toBe(
    'companion: baseline.yaml:1: the entry for policy-scope expired on 2020-01-31 (was needed).\ncompanion: baseline.yaml:4: nothing in this account needs the entry for role-trust; take it out.\n',
  );
  expect(code).toBe(0);
  expect((await run([...args, '--strict'], { cwd })).code).toBe(1);
});

test('an entry for what was left out, or could not be judged, is not called unused', async () => {
  const entry = (id: string): string => `- accept: ${id}\n  reason: x\n  expires: 2999-12-31\n`;
  const cwd = inFolder(`${entry('email-parity')}${entry('role-trust/wrong-audience')}`);
  writeFileSync(
    join(cwd, 'denied.json'),
    '{"extends":"complete","title":"t","description":"d","faults":[{"match":"iam:GetRole","kind":"denied"}]}',
  );
  const args = ['check', '--sandbox=denied.json', '--baseline=baseline.yaml', '--skip=email-parity'];
  const { code, stderr } = await run(args, { cwd });
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
});

test('an expired entry accepts nothing', async () => {
  const cwd = inFolder('- accept: policy-scope\n  reason: was needed\n  expires: 2020-01-31\n');
  expect((await run(['check', '--sandbox=other-instance-in-policy', '--baseline=baseline.yaml'], { cwd })).code).toBe(
    1,
  );
});

test.each([
  [
    '- accept: policy-scop\n  reason: x\n  expires: 2999-01-01\n',
    'baseline.yaml:1: "accept" should be a check or a problem’s code, not "policy-scop"; did you mean policy-scope?',
  ],
  [
    '- accept: policy-scope\n  expires: 2999-01-01\n',
    'baseline.yaml:1: "reason" is missing: say why policy-scope is accepted.',
  ],
  [
    '- accept: policy-scope\n  reason: x\n  expires: soon\n',
    'baseline.yaml:1: "expires" should be a day such as 2026-12-31, not "soon".',
  ],
  [
    '- accept: policy-scope\n  reason: x\n  expires: 2999-02-31\n',
    'baseline.yaml:1: "expires" should be a day such as 2026-12-31, not "2999-02-31".',
  ],
  [
    '- accept: policy-scope\n  raeson: x\n',
    'baseline.yaml:1: there is no member "raeson" of a baseline entry; did you mean reason?',
  ],
  ['accept: policy-scope\n', 'baseline.yaml:1: a baseline is a list of entries, each with accept, reason and expires.'],
])('a baseline that is wrong: %j', async (text, says) => {
  const { code, stdout, stderr } = await run(['check', '--sandbox', '--baseline=baseline.yaml'], {
    cwd: inFolder(text),
  });
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `companion: ${says}\n` });
});

test('--expect complete: holds for the finished workshop and names what differs from it', async () => {
  expect((await check('--sandbox', '--expect', 'complete')).code).toBe(0);
  const { code, report } = await check('--sandbox=after-step-5', '--expect', 'complete');
  expect(code).toBe(1);
  expect(report.expected).toBe('complete');
  expect(report.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([
    'agents-group',
    'group-assignment',
  ]);
  expect(report.checks.find(({ id }) => id === 'agents-group')?.problems).toMatchObject([
    { code: 'agents-group/not-as-expected', expected: 'pass', actual: 'fail (agents-group/missing)' },
  ]);
});

test('--expect WORLD: the same mistake is as expected, another is not', async () => {
  expect((await check('--sandbox=email-case', '--expect', 'email-case')).code).toBe(0);
  const { code, report } = await check('--sandbox=email-case', '--expect', 'wrong-metadata');
  expect(code).toBe(1);
  expect(report.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['identity-provider', 'email-parity']),
  );
});

test('--expect empty: proves an account clean, and names what is left over', async () => {
  const clean = await run(['check', '--sandbox=empty', '--expect', 'empty']);
  expect(clean.code).toBe(0);
  expect(clean.stdout).toContain('The account is clean.');
  const { code, report } = await check('--sandbox=after-step-3', '--expect', 'empty');
  expect(code).toBe(1);
  const left = report.checks.flatMap(({ problems }) => problems.map(({ actual }) => actual));
  expect(left).toEqual(
    expect.arrayContaining([
      'the role arn:aws:iam::111122223333:role/Connect-SSO',
      'the policy arn:aws:iam::111122223333:policy/Connect-SSO-Policy',
      'the Connect instance workshop',
    ]),
  );
});

test('--expect empty: who may not look does not prove anything', async () => {
  const cwd = folder();
  writeFileSync(
    join(cwd, 'world.json'),
    JSON.stringify({ extends: 'empty', faults: [{ kind: 'denied', match: 'iam:ListSAMLProviders' }] }),
  );
  const { code, stdout } = await run(['check', '--sandbox=./world.json', '--expect=empty', '--format=json'], { cwd });
  const report = JSON.parse(stdout) as Report;
  expect(report.checks.find(({ id }) => id === 'identity-provider')).toMatchObject({
    status: 'unknown',
    permission: 'iam:ListSAMLProviders',
  });
  expect(code).toBe(3);
});

test('several formats at once, from one report, none without a row', async () => {
  const cwd = folder();
  const { code, stdout } = await run(
    [
      'check',
      '--sandbox=empty',
      '--format=list',
      '--format=junit=a.xml',
      '--format=markdown=a.md',
      '--format=csv=a.csv',
      '--format=json=a.json',
      '--format=html=a.html',
    ],
    { cwd },
  );
  expect(code).toBe(1);
  const ids = (JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')) as Report).checks.map(({ id }) => id);
  expect(ids).toHaveLength(16);
  for (const text of [stdout, ...['a.xml', 'a.md', 'a.csv'].map((file) => readFileSync(join(cwd, file), 'utf8'))])
    for (const id of ids) expect(text).toContain(id);
});
