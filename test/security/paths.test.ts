import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, run } from '../cli/run.ts';
import { filesIn, planted } from './planted.ts';

const role = 'arn:aws:iam::111122223333:role/Audit';

/** What a stranger's roster could point at: files of the machine, what never ends, and our own surroundings. */
test.concurrent.each(['/etc/passwd', '../../../../../../etc/passwd', '/dev/zero', '/proc/self/environ', '.', 'pipe'])(
  'a roster that points at %s is refused by line, and nothing of it is shown',
  { timeout: 60_000 },
  async (saml) => {
    const cwd = folder();
    symlinkSync('/dev/zero', join(cwd, 'pipe'));
    writeFileSync(join(cwd, 'class.csv'), `learner,role_arn,saml\nAna,${role},${saml}\n`);
    const env = {
      AWS_SECRET_ACCESS_KEY: planted.secretKey,
      AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
      AWS_REGION: 'us-east-1',
    };
    const { code, stdout, stderr } = await run(['audit', '--roster', 'class.csv', '--sandbox=class'], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('class.csv:2');
    expect(stderr).not.toMatch(/root:|\/bin\/|PLANTED|AWS_SECRET/);
    expect(stderr.length).toBeLessThan(600);
  },
);

test('names of learners are never paths: nothing is written but what was asked for', { timeout: 60_000 }, async () => {
  const outside = folder();
  const cwd = join(outside, 'inside');
  mkdirSync(cwd);
  const names = [
    '../escaped',
    '../../escaped',
    '/tmp/escaped',
    'a/../../escaped',
    'con',
    '..\\escaped',
    'file:///escaped',
    '%2e%2e%2fescaped',
  ];
  writeFileSync(
    join(cwd, 'roster.csv'),
    `learner,role_arn\n${names.map((name, i) => `${name},${role}${i}`).join('\n')}\n`,
  );
  const wanted = ['json', 'html', 'csv', 'junit', 'markdown'].map((format) => `class.${format}`);
  const formats = wanted.flatMap((file) => ['--format', `${file.split('.')[1]}=${file}`]);
  const audit = ['audit', '--roster', 'roster.csv', '--sandbox=class', ...formats, '--jsonl', 'class.jsonl'];
  const { stderr } = await run([...audit, '--shard', '1/1'], { cwd });
  expect(stderr).not.toMatch(/unexpected error/);
  const merged = await run(['merge', 'class.json', '--format', 'json=merged.json'], { cwd });
  expect(merged.stderr).not.toMatch(/unexpected error/);
  expect(readdirSync(outside)).toEqual(['inside']);
  expect(new Set(filesIn(cwd, 'roster.csv').map(({ path }) => path))).toEqual(
    new Set([...wanted, 'class.jsonl', 'merged.json']),
  );
});

test('a settings file cannot reach what a setting is not: no prototype, no other file', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'companion.yaml'), '__proto__:\n  strict: true\nregion: us-east-1\n');
  const { code, stderr } = await run(['--sandbox'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^companion: .*companion\.yaml:1.*\n$/);
});
