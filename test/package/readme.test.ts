import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitCodes } from '../../src/report/exit.ts';
import { symbols } from '../../src/report/words.ts';
import { loadChecks } from '../../src/registry.ts';
import { printed, type Taken } from '../bench/table.mjs';
import { run } from '../cli/run.ts';

const file = new URL('../../README.md', import.meta.url);
const readme = readFileSync(file, 'utf8');
const rows = (from: string): string[] =>
  (readme.split(from)[1] ?? '')
    .split('\n\n')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---')) ?? [];

test('the two commands stand there as they are typed', () => {
  expect(readme.match(/^npm ci && .*$/gm)).toEqual(['npm ci && npx companion check --sandbox', 'npm ci && npm test']);
});

/** The top and the end of what a learner with a mistake sees. */
function excerpt(stdout: string): string {
  const sections = stdout.trimEnd().split('\n\n');
  return [...sections.slice(0, 2), '…', ...sections.slice(-1)].join('\n\n');
}

// UPDATE_README=1 puts in what the tool prints now.
test('what it says the tool prints is what the tool prints', async () => {
  const { stdout } = await run(['check', '--sandbox=email-case']);
  const printed = `\`\`\`\n${excerpt(stdout)}\n\`\`\``;
  if (process.env['UPDATE_README'])
    writeFileSync(
      file,
      readme.replace(/^```\n.*?\n```$/ms, () => printed),
    );
  else expect(/^```\n.*?\n```$/ms.exec(readme)?.[0]).toBe(printed);
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

// `npm run bench -- --readme` takes them anew.
test('its figures are those of the bench, all of them', () => {
  const taken = JSON.parse(readFileSync(new URL('../bench/taken.json', import.meta.url), 'utf8')) as Taken;
  expect(readme).toContain(`<!-- bench -->\n${printed(taken)}\n<!-- /bench -->`);
  for (const what of [
    '--version',
    '--help',
    'packed',
    'npx',
    '100 ms',
    'aws',
    'calls',
    'Connect',
    'learners',
    'memory',
  ])
    expect(taken.figures.map(({ name }) => name)).toContainEqual(expect.stringContaining(what));
});
