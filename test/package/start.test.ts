import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, cli, folder } from '../cli/run.ts';

/** The scripts of ours that a run loads, by what V8 says it has seen. */
function loaded(...args: string[]): string[] {
  const home = folder();
  execFileSync(process.execPath, [cli, ...args], {
    cwd: home,
    env: { ...cleanEnvironment(home), NODE_V8_COVERAGE: home },
    stdio: 'ignore',
  });
  const dumps = readdirSync(home).filter((file) => file.startsWith('coverage-'));
  const urls = dumps.flatMap((file) =>
    (JSON.parse(readFileSync(join(home, file), 'utf8')) as { result: { url: string }[] }).result.map(({ url }) => url),
  );
  return urls.filter((url) => url.startsWith('file:') && url.includes('/dist/')).map((url) => fileURLToPath(url));
}

const bytes = (files: readonly string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);

test('--version loads nothing but the command itself', () =>
  expect(loaded('--version').map((file) => file.split('/dist/')[1])).toEqual(['src/companion.cjs']));

test('--help loads yargs and the table of commands, and neither checks nor AWS', () => {
  const files = loaded('--help');
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain('AssumeRoleWithSAML');
  expect(bytes(files)).toBeLessThan(150_000);
});

test('a check loads neither YAML nor XML signatures nor the web page when nothing asks for them', () => {
  const sources = loaded('check', '--sandbox', 'organization-present').map((file) => readFileSync(file, 'utf8'));
  for (const mark of ['YAMLParseError', 'REC-xml-c14n-20010315', 'preact'])
    expect([mark, sources.some((source) => source.includes(mark))]).toEqual([mark, false]);
});
