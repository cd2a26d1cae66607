import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import { cleanEnvironment, folder, run } from '../cli/run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const project = folder();
const env = {
  ...cleanEnvironment(project),
  npm_config_cache: join(project, '.npm'),
  npm_config_userconfig: join(project, '.npmrc'),
};
const node = (args: readonly string[], cwd = project) =>
  spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });

/** Every block of the README that begins with the name of a file, written there. */
function writeReadmeFiles(): string[] {
  const blocks = [
    ...readme.matchAll(/^```\w+\n(?:\/\/|#) ((?:checks|test|facts)\/\S+|companion\.yaml)\n([^]*?)^```$/gm),
  ];
  return blocks.map(([, file = '', text = '']) => {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
    return file;
  });
}

let files: string[] = [];

// A user's project: nothing in it but the packed package, installed without a network.
beforeAll(() => {
  if (inject('buildFailure')) return;
  const npm = (args: readonly string[], cwd: string) =>
    execFileSync('npm', [...args, '--ignore-scripts', '--offline', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd,
      env,
      encoding: 'utf8',
    });
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', project], root)) as [
    { filename: string },
  ];
  writeFileSync(join(project, 'package.json'), '{"name":"my-workshop","type":"module","private":true}');
  npm(['install', join(project, filename)], project);
  files = writeReadmeFiles();
}, 120_000);

test('the README has a check, its test, a fact and the settings', () => {
  expect(files).toEqual([
    'checks/session-length.js',
    'companion.yaml',
    'test/session-length.test.js',
    'facts/role-description.ts',
  ]);
});

test('the README’s check is judged by the installed command', { timeout: 60_000 }, () => {
  const companion = join('node_modules', 'workshop-companion', 'dist', 'src', 'cli.js');
  const { stdout, stderr, status } = node([companion, 'check', '--sandbox', '--format', 'json']);
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as { checks: { id: string; status: string; problems: { code: string }[] }[] };
  const row = report.checks.find(({ id }) => id === 'session-length');
  expect(row).toMatchObject({ status: 'fail', problems: [{ code: 'session-length/too-short' }] });
  // In its place among ours.
  expect(report.checks.map(({ id }) => id).indexOf('session-length')).toBe(
    report.checks.map(({ id }) => id).indexOf('role-permissions') + 1,
  );
  expect(status).toBe(1);
});

test('its facts are ours: not one call more', { timeout: 60_000 }, () => {
  const companion = join('node_modules', 'workshop-companion', 'dist', 'src', 'cli.js');
  const calls = (args: string[]) =>
    (JSON.parse(node([companion, 'check', '--sandbox', '--format', 'json', ...args]).stdout) as { apiCalls: number })
      .apiCalls;
  expect(calls([])).toBe(calls(['--skip', 'session-length']));
});

test('the README’s test passes', { timeout: 60_000 }, () => {
  const { status, stdout, stderr } = node(['--test', 'test/session-length.test.js']);
  expect(`${stdout}${stderr}`).toMatch(/# pass 1|pass 1/);
  expect(status).toBe(0);
});

test('a TypeScript user needs no types but ours', { timeout: 120_000 }, () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { audit, check, type Report } from 'workshop-companion';
import { roleDescription } from './facts/role-description.ts';
import { defineCheck, fail, pass } from 'workshop-companion';
export default defineCheck({
  id: 'described', step: 3, order: 9, title: 'The role says what it is for', why: 'So that nobody deletes it.', causes: { empty: 'It says nothing.' },
  needs: { roleDescription },
  judge: ({ roleDescription }) => (roleDescription.length > 0 ? pass(roleDescription.trim()) : fail([{ code: 'described/empty', message: 'It says nothing.' }])),
  byHand: () => ({ text: 'IAM, Roles, the role: choose Edit.' }),
});
const report: Report = await check({ sandbox: 'complete' });
const first: string | undefined = report.checks[0]?.id;
// @ts-expect-error: there is no such option
await check({ regoin: 'us-east-1' });
export { audit, first };
`,
  );
  writeFileSync(
    join(project, 'tsconfig.json'),
    '{"compilerOptions":{"module":"nodenext","target":"es2022","strict":true,"exactOptionalPropertyTypes":true,"noEmit":true,"types":[],"allowImportingTsExtensions":true,"lib":["es2023","dom"]},"files":["use.ts"]}',
  );
  const { stdout, status } = node([join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', project]);
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('from a program: returns the report, prints nothing, does not exit', { timeout: 60_000 }, () => {
  writeFileSync(join(project, 'roster.csv'), 'learner,profile\nana,a\n');
  const program = `
    import { check, audit } from 'workshop-companion';
    import { writeFileSync } from 'node:fs';
    const report = await check({ sandbox: 'empty' });
    const klass = await audit({ sandbox: 'complete', roster: 'roster.csv' }).catch((error) => error.message);
    const wrong = await check({ sandbox: 'complete', only: ['role-trst'] }).catch((error) => error.name + ': ' + error.message);
    writeFileSync('seen.json', JSON.stringify({ verdict: report.verdict, rows: report.checks.length, klass: klass.schema ?? klass, wrong }));
  `;
  const { stdout, stderr, status } = node(['--input-type=module', '-e', program]);
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  expect(JSON.parse(readFileSync(join(project, 'seen.json'), 'utf8'))).toEqual({
    verdict: 'fail',
    rows: 16,
    klass: 'workshop-companion/class@1',
    wrong: expect.stringContaining('Misuse: --only: there is no check "role-trst"; did you mean role-trust?') as string,
  });
});

/** What a broken plug-in is told of, by the file that broke it. */
const broken: readonly (readonly [what: string, file: string, text: string, says: RegExp])[] = [
  ['no syntax', 'a.js', 'export default {', /a\.js: the module cannot be loaded: .*/],
  ['throws', 'a.js', 'throw new Error("boom");', /a\.js: the module cannot be loaded: boom\./],
  ['exports nothing', 'a.js', 'export const x = 1;', /a\.js: it should default-export a check/],
  [
    'another id',
    'a.js',
    `export default { id: 'b', step: 1, order: 1, title: 't', why: 'w', causes: {}, needs: {}, judge: () => 0, byHand: () => 0 };`,
    /a\.js: the id of the check should be "a" like its file, not "b"/,
  ],
  [
    'a title too long',
    'a.js',
    `export default { id: 'a', step: 1, order: 1, title: '${'t'.repeat(80)}' };`,
    /a\.js: "title" of the check should be/,
  ],
  [
    'an id of ours',
    'role-trust.js',
    `export default { id: 'role-trust', step: 1, order: 1, title: 't', why: 'w', causes: {}, needs: {}, judge: () => 0, byHand: () => 0 };`,
    /role-trust\.js: there is a check "role-trust" already, in the tool itself/,
  ],
  [
    'needs no fact',
    'a.js',
    `export default { id: 'a', step: 1, order: 1, title: 't', why: 'w', causes: {}, needs: { x: 1 }, judge: () => 0, byHand: () => 0 };`,
    /a\.js: "needs" of the check should be/,
  ],
  [
    'imports what is not there',
    'a.js',
    `import 'not-there';`,
    /a\.js: the module cannot be loaded: Cannot find package 'not-there'/,
  ],
  ['leaves', 'a.js', 'process.exit(0);', /the run ended without a result: a check of --checks exits/],
  ['never comes to its end', 'a.js', 'await new Promise(() => {});', /the run ended without a result/],
];

test.each(broken)('a broken plug-in, %s: one sentence with its file, exit 2', async (_, file, text, says) => {
  const cwd = folder();
  mkdirSync(join(cwd, 'mine'));
  writeFileSync(join(cwd, 'mine', file), text);
  writeFileSync(join(cwd, 'mine', 'package.json'), '{"type":"module"}');
  const { code, stdout, stderr } = await run(['check', '--sandbox', '--checks', './mine'], { cwd });
  expect(stderr).toMatch(says);
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
});

test.each([
  [`throw new Error('boom')`, 'boom'],
  ['return undefined', 'judge should return what pass, warn, fail, unknown or unverified gives'],
  [`return Promise.resolve(pass('fine'))`, 'judge should return what'],
  [`return { status: 'great', message: 'x', evidence: 'none', problems: [] }`, 'its status should be'],
  ['return pass(5)', 'its message should be a sentence'],
  [`return fail([{ code: 'b/cause', message: 'x' }])`, 'a code that begins with a/'],
  [`return { ...pass('x'), status: 'fail' }`, 'fail needs a problem'],
  [`return pass('x', { fix: {} })`, 'its fix should have a title and calls'],
  [`return fail([{ code: 'a/cause', message: 'x' }], { byHand: 'do' })`, 'its byHand should have a text'],
])('a plug-in whose judge does %s is its own row’s trouble', async (body, says) => {
  const cwd = folder();
  mkdirSync(join(cwd, 'mine'));
  writeFileSync(join(cwd, 'mine', 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(cwd, 'mine', 'a.js'),
    `import { defineCheck, fail, pass } from 'workshop-companion';
console.log('noise');
export default defineCheck({ id: 'a', step: 1, order: 9, title: 't', why: 'w', causes: {}, needs: {}, judge() { ${body}; }, byHand: ({ role }) => ({ text: role.name }) });`,
  );
  const { stdout, stderr } = await run(['check', '--sandbox', '--checks=mine', '--format', 'json'], { cwd });
  const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string; message: string }[] };
  expect(stderr).toBe('noise\n');
  expect(checks).toHaveLength(17);
  expect(checks.find(({ id }) => id === 'a')).toMatchObject({
    status: 'unknown',
    message: expect.stringContaining(says) as string,
  });
  // What takes facts for granted does not keep anybody from reading of it.
  if (says === 'boom') expect((await run(['explain', 'a', '--checks=mine', '--hint', '1'], { cwd })).code).toBe(0);
});

test('CommonJS', async () => {
  const cwd = folder();
  mkdirSync(join(cwd, 'mine'));
  writeFileSync(
    join(cwd, 'mine', 'a.cjs'),
    `module.exports = { id: 'a', step: 1, order: 9, title: 't', why: 'w', causes: {}, needs: {}, judge: () => ({ status: 'pass', message: 'x', evidence: 'none', problems: [] }), byHand: () => ({ text: 'x' }) };`,
  );
  const { code, stderr } = await run(['check', '--sandbox', '--checks=mine'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a folder or package that is not there', async () => {
  expect((await run(['check', '--sandbox', '--checks', './nowhere'])).stderr).toMatch(/there is no folder .*nowhere/);
  expect((await run(['check', '--sandbox', '--checks', 'no-such-package'])).stderr).toMatch(
    /no-such-package: there is no such folder, and no such package is installed here/,
  );
});
