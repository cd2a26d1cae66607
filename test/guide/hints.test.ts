import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { run } from '../cli/run.ts';

const hint = (topic: string, level: number, world = 'other-instance-in-policy') =>
  run(['explain', topic, '--hint', String(level), `--sandbox=${world}`]);

test('each rung gives away a little more', async () => {
  const told = await Promise.all([1, 2, 3, 4, 5].map((level) => hint('policy-scope', level)));
  const [screen = '', field = '', value = '', command = '', fix = ''] = told.map(({ stdout }) => stdout);
  expect(told.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(screen).toContain('IAM › Policies');
  expect(screen).not.toMatch(/Policy document|GetFederationToken|aws iam|companion fix/);
  expect(field).toContain('Policy document');
  expect(field).not.toMatch(/arn:aws:connect|aws iam|companion fix/);
  expect(value).toContain(
    'arn:aws:connect:us-east-1:111122223333:instance/3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47/user/${aws:userid}',
  );
  expect(value).not.toMatch(/aws iam|companion fix/);
  expect(command).toMatch(/^aws iam create-policy-version /m);
  expect(command).not.toContain('companion fix');
  expect(fix).toContain('companion fix policy-scope');
});

test('by a problem’s code, and by an AWS message', async () => {
  expect((await hint('policy-scope/other-instance', 1)).stdout).toContain('policy-scope');
  expect((await hint('has not been onboarded to this application', 2)).stdout).toContain('Primary email address');
});

test('where no API helps, the fourth rung says so', async () => {
  expect((await hint('application-added', 5, 'after-step-1')).stdout).toContain('No AWS API does this');
});

test.each([
  ['identity-provider', '--metadata FILE'],
  ['connect-user', 'with a user in Identity Center it is proposed'],
  ['role-trust', 'First identity-provider'],
])('where the call lacks something, that is said, not that there is none: %s', async (id, says) => {
  const { stdout } = await hint(id, 4, 'after-step-2');
  expect(stdout.replace(/\s+/g, ' ')).toContain(says);
  expect(stdout).not.toContain('No AWS API');
});

test.each([
  [
    ['explain', 'policy-scope', '--hint', '6'],
    '--hint should be a number from 1 to 5 (1 screen, 2 field, 3 value, 4 command line, 5 fix), not "6".',
  ],
  [['explain', 'polcy-scope', '--hint', '1'], 'Nothing is known about "polcy-scope"; did you mean policy-scope?'],
  [
    ['explain', '--hint', '1'],
    '--hint needs a check, a code or an AWS message to give hints about; companion explain lists the checks.',
  ],
])('%j', async (args, says) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `companion: ${says}\n` });
});

test('the first two rungs need no account', async () => {
  expect((await run(['explain', 'role-trust', '--hint', '2'])).code).toBe(0);
});

test.each(commands.map(({ name, examples = [] }) => ({ name, examples })))(
  '$name --help has two examples',
  async ({ name, examples }) => {
    const { code, stdout } = await run([name, '--help']);
    expect(code).toBe(0);
    expect(examples.length).toBeGreaterThanOrEqual(2);
    const shown = stdout.replace(/\s+/g, ' ');
    for (const [line] of examples) expect(shown).toContain(line.split(' ').slice(0, 2).join(' '));
  },
);

test.each(['empty', 'complete'].flatMap((world) => ['list', 'markdown', 'html'].map((format) => [world, format])))(
  'guide: the built command in the world %s as %s, exit 0 whatever is missing',
  async (world, format) => {
    const { code, stdout, stderr } = await run(['guide', `--sandbox=${world}`, '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/relay state/i);
  },
);

test('guide: one step alone, and a misspelt one', async () => {
  const one = await run(['guide', 'policy-scope', '--sandbox=after-step-2']);
  expect(one.stdout).toContain('/user/${aws:userid}');
  expect(one.stdout).not.toContain('ConnectAgents');
  const misspelt = await run(['guide', 'polcy-scope', '--sandbox']);
  expect(misspelt).toMatchObject({ code: 2, stdout: '' });
});
