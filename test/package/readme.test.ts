import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitCodes } from '../../src/report/exit.ts';
import { symbols } from '../../src/report/words.ts';
import { loadChecks } from '../../src/registry.ts';
import { run } from '../cli/run.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const rows = (from: string): string[] =>
  (readme.split(from)[1] ?? '')
    .split('\n\n')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---')) ?? [];

test('the two commands stand there as they are typed', () => {
  expect(readme.match(/^npm ci && .*$/gm)).toEqual(['npm ci && npx companion check --sandbox', 'npm ci && npm test']);
});

test('what it says the tool prints is what the tool prints', async () => {
  const { stdout } = await run(['check', '--sandbox=email-case']);
  const [, shown = ''] = /^```\n(.*?)\n```$/ms.exec(readme) ?? [];
  for (const part of shown.split('\n\n…\n\n')) expect(stdout).toContain(part);
});

test('its table of checks is the checks', async () => {
  const checks = await loadChecks();
  expect(rows('| step | check | holds when |\n')).toEqual(
    checks.map(({ step, id, title }) => `| ${step} | \`${id}\` | ${title} |`),
  );
});

test('its tables of statuses and of exit codes are complete', () => {
  expect(rows('| status | means |\n').map((line) => line.split('`')[1])).toEqual(Object.keys(symbols));
  expect(rows('| exit code | when |\n').map((line) => Number(line.split('|')[1]))).toEqual(Object.values(exitCodes));
});
