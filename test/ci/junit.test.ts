import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { ClassReport } from '../../src/report/model.ts';
import { loadWorld, worldNames } from '../../src/sandbox/index.ts';
import { folder, run } from '../cli/run.ts';

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  /** Whether it may hold text. */
  readonly text: boolean;
}

const outcome: Rule = { required: [], optional: ['type', 'message'], children: [], text: true };
const output: Rule = { required: [], optional: [], children: [], text: true };

/** What Jenkins' schema (junit-10) allows, as far as it concerns what is written here. */
const rules: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
    text: false,
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    text: false,
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    text: false,
  },
  failure: outcome,
  error: outcome,
  skipped: outcome,
  'system-out': output,
  'system-err': output,
};

/** Every way in which a document breaks the rules; and what it counts. */
function examine(xml: string): {
  readonly complaints: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly suites: readonly Readonly<Record<string, string>>[];
  /** What <testsuites> says of all of them. */
  readonly all: Readonly<Record<string, string>>;
} {
  const complaints: string[] = [];
  const counts: Record<string, number> = {};
  const suites: Record<string, string>[] = [];
  const all: Record<string, string> = {};
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const parent = path.at(-1);
    const rule = rules[name];
    counts[name] = (counts[name] ?? 0) + 1;
    if (name === 'testsuite') suites.push({ ...attributes });
    if (name === 'testsuites') Object.assign(all, attributes);
    if (!rule) complaints.push(`there is no <${name}>`);
    if (parent === undefined ? name !== 'testsuites' : !rules[parent]?.children.includes(name))
      complaints.push(`<${name}> in <${parent ?? 'the document'}>`);
    for (const member of rule?.required ?? [])
      if (attributes[member] === undefined) complaints.push(`<${name}> without ${member}`);
    for (const member of Object.keys(attributes))
      if (![...(rule?.required ?? []), ...(rule?.optional ?? [])].includes(member))
        complaints.push(`<${name} ${member}>`);
    // SUREFIRE_TIME
    if (attributes['time'] !== undefined && !/^\d*(\.\d*)?$/.test(attributes['time']))
      complaints.push(`time ${attributes['time']}`);
    path.push(name);
  });
  parser.on('closetag', () => void path.pop());
  parser.on('text', (text) => {
    if (text.trim() !== '' && rules[path.at(-1) ?? '']?.text !== true) complaints.push(`text in <${path.at(-1)}>`);
  });
  parser.write(xml).close();
  return { complaints, counts, suites, all };
}

test('the rules refuse what the schema refuses', () => {
  expect(
    examine('<testsuites skipped="1"><testsuite name="a" tests="1" failures="0"><testcase/>x</testsuite></testsuites>')
      .complaints,
  ).toEqual(['<testsuites skipped>', '<testsuite> without errors', '<testcase> without name', 'text in <testsuite>']);
});

test.each(worldNames())('%s: as Jenkins’ schema has it, and its totals are what it holds', async (world) => {
  for (const more of [[], ['--strict']]) {
    const { stdout } = await run(['check', `--sandbox=${world}`, '--format=junit', ...more]);
    const { complaints, counts, suites } = examine(stdout);
    expect(complaints).toEqual([]);
    expect(suites).toHaveLength(1);
    expect(suites[0]).toMatchObject({
      tests: String(counts['testcase']),
      failures: String(counts['failure'] ?? 0),
      errors: String(counts['error'] ?? 0),
      skipped: String(counts['skipped'] ?? 0),
    });
  }
});

test('a class: a suite for each account of the roster, and the totals of all', async () => {
  const cwd = folder();
  const named = (index: number) => `2000000000${String(index).padStart(2, '0')}`;
  const roster = Array.from(
    { length: 12 },
    (_, index) =>
      `<b>${index + 1}]]>,${named(index + 1)},arn:aws:iam::${named(index + 1)}:role/WorkshopAudit,workshop\n`,
  );
  writeFileSync(join(cwd, 'class.csv'), `learner,account,role_arn,external_id\n${roster.join('')}`);
  for (const more of [[], ['--strict']]) {
    const { code, stdout } = await run(
      ['audit', '--sandbox=class', '--roster=class.csv', '--format=junit', '--format=json=class.json', ...more],
      { cwd },
    );
    expect(code).toBe(1);
    const { complaints, counts, suites, all } = examine(stdout);
    expect(complaints).toEqual([]);
    const { learners } = JSON.parse(readFileSync(join(cwd, 'class.json'), 'utf8')) as ClassReport;
    expect(suites.map(({ name, tests }) => [name, tests])).toEqual(
      learners.map(({ report }, index) => [
        `account ${named(index + 1)} (<b>${index + 1}]]>)`,
        String(report?.checks.length ?? 1),
      ]),
    );
    const sum = (name: string) => String(suites.reduce((before, each) => before + Number(each[name]), 0));
    expect(all).toMatchObject({ tests: sum('tests'), failures: sum('failures'), errors: sum('errors') });
    expect([sum('tests'), sum('failures'), sum('errors'), sum('skipped')]).toEqual(
      ['testcase', 'failure', 'error', 'skipped'].map((name) => String(counts[name] ?? 0)),
    );
    // A suite's time is its account's; who was not reached is not lost.
    expect(suites[0]?.['time']).toBe(((learners[0]?.report?.durationMs ?? 0) / 1000).toFixed(3));
    expect(counts['error']).toBeGreaterThanOrEqual(learners.filter(({ reached }) => !reached).length);
  }
});

test('hostile names are inert in each format', async () => {
  const cwd = folder();
  const hostile = ']]><script>&"\'\u001b[31m::error::x\n::set-output name=a::b|`*_=cmd()';
  const text = JSON.stringify(loadWorld('complete'))
    .replaceAll('ConnectAgents', JSON.stringify(hostile).slice(1, -1))
    .replaceAll('"agent1@example.com"', JSON.stringify(`${hostile}@example.com`));
  writeFileSync(join(cwd, 'world.json'), text);
  const { stdout } = await run(
    [
      'check',
      '--sandbox=./world.json',
      '--format=github',
      '--format=junit=a.xml',
      '--format=markdown=a.md',
      '--format=csv=a.csv',
      '--format=list=a.txt',
    ],
    { cwd },
  );
  expect(examine(readFileSync(join(cwd, 'a.xml'), 'utf8')).complaints).toEqual([]);
  // Only our own commands begin a line.
  expect(
    stdout
      .split('\n')
      .filter((line) => line.trimStart().startsWith('::'))
      .every((line) => /^::(error|warning|notice) title=[a-z-]+%3A [a-z]+::/.test(line)),
  ).toBe(true);
  for (const file of ['a.xml', 'a.md', 'a.csv', 'a.txt'])
    expect(readFileSync(join(cwd, file), 'utf8')).not.toMatch(/\u001b|^::/m);
  expect(readFileSync(join(cwd, 'a.md'), 'utf8').replace(/^```\n[^]*?^```$/gm, '')).not.toMatch(/(?<!\\)<script/);
});

test.skipIf(spawnSync('xmllint', ['--version']).status !== 0)('xmllint finds it well-formed', async () => {
  const { stdout } = await run(['check', '--sandbox=empty', '--format=junit']);
  expect(spawnSync('xmllint', ['--noout', '-'], { input: stdout, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});
