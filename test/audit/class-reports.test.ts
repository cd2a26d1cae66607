import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'csv-parse/sync';
import { fc } from '../random.ts';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { toClass } from '../../src/audit/class.ts';
import { digest } from '../../src/audit/digest.ts';
import { picture } from '../../src/audit/progress.ts';
import { type ClassOptions, classReporters } from '../../src/report/class-reporter.ts';
import type { Learner } from '../../src/report/model.ts';
import { checks, learner } from '../page/literal.ts';
import { hostile } from '../report/sample.ts';
import { violations } from '../report/schema.ts';

const options: ClassOptions = { width: 100, colour: false, plain: true, strict: false, checks };

async function written(
  format: keyof typeof classReporters,
  learners: readonly Learner[],
  over: Partial<ClassOptions> = {},
): Promise<string> {
  const view = toClass({
    startedAt: new Date('2026-11-24T09:00:00Z'),
    durationMs: 1000,
    checks,
    digests: learners.map(digest),
    read: async (index) => learners[index] ?? { learner: '', verdict: 'unknown', reached: false },
  });
  let text = '';
  for await (const chunk of (await classReporters[format]())(view, { ...options, ...over })) text += chunk;
  return text;
}

/** A class of which every name and text is hostile. */
const classes = fc
  .array(hostile, { minLength: 1, maxLength: 4 })
  .map((texts) => texts.map((text, index) => learner(text, index * 5 + (index === 3 ? 1 : 0), text)));
const always = (property: (learners: readonly Learner[]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(classes, property), { numRuns: 40 });

test('JSON reads back as what went in, a piece at a time or at once', () =>
  always(async (learners) => {
    const text = await written('json', learners);
    const report = JSON.parse(text) as { learners: unknown };
    expect(report.learners).toEqual(JSON.parse(JSON.stringify(learners)));
    expect(
      violations(JSON.parse(readFileSync('src/report/class.schema.json', 'utf8')) as Record<string, unknown>, report),
    ).toEqual([]);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[/);
  }));

test('CSV has a row for each learner, and no cell that a sheet would run', () =>
  always(async (learners) => {
    const rows = parse(await written('csv', learners), { relax_quotes: false });
    expect(rows).toHaveLength(learners.length + 1);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
  }));

test('JUnit is XML with a suite for each learner, a case for each of its checks', () =>
  always(async (learners) => {
    const parser = new SaxesParser();
    const found = { testsuite: 0, testcase: 0, script: 0 };
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name }) => {
      if (name in found) found[name as keyof typeof found]++;
    });
    const document = await written('junit', learners);
    parser.write(document).close();
    const cases = learners.reduce((sum, { report }) => sum + (report?.checks.length ?? 1), 0);
    expect(found).toEqual({ testsuite: learners.length, testcase: cases, script: 0 });
    expect(document).not.toMatch(/##\[|^\s*::/m);
  }));

test('no line of a log is a command that the learner wrote, and no terminal obeys one', () =>
  always(async (learners) => {
    for (const format of ['list', 'markdown'] as const) {
      const text = await written(format, learners);
      expect(text).not.toMatch(/^\s*::|##\[/m);
      expect(stripVTControlCharacters(text)).toBe(text);
    }
    for (const line of (await written('github', learners)).trimEnd().split('\n').slice(0, -1))
      expect(line).toMatch(/^::(error|notice|warning) title=[^,:]*(?:%3A[^,:]*)*::/);
  }));

test('without anything wrong there is nothing to say', async () => {
  expect(await written('json', [])).toContain('"learners": []');
  expect(await written('list', [])).toContain('0 of 0');
});

test('progress: how far, how fast, how long still, who fails; never wider than the terminal', () => {
  const lines = picture({
    total: 10,
    counts: { pass: 2, fail: 1, unknown: 1, unverified: 1 },
    running: ['a', 'b', 'c', 'd', 'e'],
    failing: [`x${'y'.repeat(200)}`],
    seconds: 10,
    width: 80,
  });
  expect(lines[0]).toContain('5/10  0.5/s  10 s left');
  expect(lines[2]).toBe('  now: a, b, c, d and 1 more');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
