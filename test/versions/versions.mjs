// The built command and its tests on every Node that the package promises: the real binaries, from npm's registry.
// `node test/versions/versions.mjs [20.19 22 24]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'dist/src/companion.cjs');
const platform = `node-${process.platform}-${process.arch}`;
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20.19', '22', '24'];
const home = mkdtempSync(join(tmpdir(), 'companion-node-'));
const problems = [];
/**
 * What leans on Node: processes, files, sockets, streams, the loader, cryptography. The judges of documents and what
 * only takes long are left to the tests on one Node, and to the workflow, which runs all of them on each.
 */
const leaning = ['bundle', 'cli', 'guide', 'package', 'plugins', 'report', 'saml', 'sandbox', 'security', 'settings'];

function install(version) {
  const folder = mkdtempSync(join(home, `${version}-`));
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', `${platform}@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${platform}@${version} cannot be installed: ${stderr.slice(-500)}`);
  return join(folder, 'node_modules', platform, 'bin/node');
}

/** Nothing of this machine's settings; standard error has to stay empty, the SDK's warnings about Node included. */
function companion(node, ...args) {
  const env = { PATH: process.env.PATH, HOME: home };
  return spawnSync(node, [cli, ...args], { cwd: home, env, encoding: 'utf8' });
}

const timeless = (text) => text.replaceAll(/"(startedAt|durationMs|apiCalls)": ?("[^"]*"|\d+)/g, '');

function expectSame(what, one, other) {
  if (one !== other)
    problems.push(`${what}: ${JSON.stringify(one).slice(0, 200)} ≠ ${JSON.stringify(other).slice(0, 200)}`);
}

let first;
try {
  for (const version of versions) {
    const node = install(version);
    const exact = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    const runs = {
      version: companion(node, '--version'),
      help: companion(node, '--help'),
      complete: companion(node, 'check', '--sandbox', '--format', 'json'),
      broken: companion(node, 'check', '--sandbox=other-instance-in-policy', '--format', 'json'),
      page: companion(node, 'check', '--sandbox=email-case', '--format', 'html'),
      plan: companion(node, 'fix', '--sandbox=trust-wrong-provider', '--dry-run'),
    };
    for (const [name, { stderr }] of Object.entries(runs))
      expectSame(
        `${exact} ${name}, standard error`,
        stderr,
        first ? first[name].stderr : name === 'plan' ? stderr : '',
      );
    for (const [name, { status, stdout }] of Object.entries(first ?? {})) {
      expectSame(`${exact} ${name}, exit code`, runs[name].status, status);
      if (name !== 'page') expectSame(`${exact} ${name}`, timeless(runs[name].stdout), timeless(stdout));
    }
    expectSame(`${exact} complete, exit code`, runs.complete.status, 0);
    first ??= runs;
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const tests = ['run', '--config', 'test/vitest.config.ts', ...leaning.map((folder) => `test/${folder}/`)];
    const env = { ...process.env, TEST_RESULTS_FILE: '' };
    const { status, stdout, stderr } = spawnSync(node, [vitest, ...tests], { cwd: root, env, encoding: 'utf8' });
    if (status !== 0) problems.push(`${exact}: the tests fail\n${stderr.slice(-5000)}`);
    console.log(`${exact}: ${/Tests .*/.exec(stdout)?.[0] ?? 'no tests'}`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
for (const problem of problems) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);
