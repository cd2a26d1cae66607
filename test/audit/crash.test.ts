import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ClassReport, Learner } from '../../src/report/model.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { serve, type Served } from '../../src/sandbox/serve.ts';
import { bigClass, members, rosterOf, verdicts } from './big-class.ts';
import { ended, folder, run, start, timeless, towards } from './command.ts';

const at = folder();
const path = (name: string): string => join(at, name);
// The troubles that come and go by themselves are for the other test: here two runs have to be the same.
const learners = members(30, false);
const world = JSON.stringify({ ...bigClass(learners, 15), now: new Date().toISOString() });
let aws: Served;

beforeAll(async () => {
  expect(inject('buildFailure')).toBe('');
  aws = await serve(new Sandbox(JSON.parse(world)));
  writeFileSync(path('class.csv'), rosterOf(learners));
});
afterAll(() => aws?.close());

const audit = (...args: string[]) => ['audit', '--roster', 'class.csv', '--concurrency', '4', '--plain', ...args];
const entries = (file: string): string[] =>
  existsSync(path(file))
    ? readFileSync(path(file), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

test(
  'killed twenty times at random moments, then resumed: the report of an undisturbed run',
  { timeout: 600_000 },
  async () => {
    const undisturbed = await run(audit('--format', 'json'), at, towards(aws.url));
    expect(undisturbed.code).toBe(1);
    let kills = 0;
    for (let attempt = 0; kills < 20; attempt++) {
      const child = start(audit('--resume', 'class.jsonl', '--format', 'json=never.json'), at, towards(aws.url));
      const over = ended(child);
      // Sometimes before the first call, sometimes in the middle of a line.
      await sleep(200 + Math.random() * 1_300);
      child.kill('SIGKILL');
      const { code } = await over;
      if (code === null) kills++;
      // It was quicker than the kill: from the beginning.
      else rmSync(path('class.jsonl'));
      if (entries('class.jsonl').length >= learners.length - 2) rmSync(path('class.jsonl'));
      expect(attempt).toBeLessThan(60);
    }
    const before = entries('class.jsonl').length;
    const resumed = await run(audit('--resume', 'class.jsonl', '--format', 'json'), at, towards(aws.url));
    expect(resumed.code).toBe(1);
    expect(timeless(resumed.out)).toBe(timeless(undisturbed.out));
    expect(resumed.err.split('\n').filter((line) => /^\d+\/\d+ /.test(line))).toHaveLength(learners.length - before);
    expect(existsSync(path('class.jsonl.lock'))).toBe(false);
  },
);

test(
  'a half-written last line is done again; a file of something else is left alone',
  { timeout: 120_000 },
  async () => {
    const whole = readFileSync(path('class.jsonl'), 'utf8');
    const lines = whole.trimEnd().split('\n');
    writeFileSync(path('torn.jsonl'), `${lines.slice(0, -1).join('\n')}\n${lines.at(-1)?.slice(0, 40)}`);
    const { code, out, err } = await run(audit('--resume', 'torn.jsonl', '--format', 'json'), at, towards(aws.url));
    expect(code).toBe(1);
    expect(err.split('\n').filter((line) => /^\d+\/1 /.test(line))).toHaveLength(1);
    expect((JSON.parse(out) as ClassReport).learners).toHaveLength(learners.length);
    expect(
      entries('torn.jsonl')
        .map((line) => (JSON.parse(line) as Learner).learner)
        .toSorted(),
    ).toEqual(learners.map(({ learner }) => learner));
    for (const text of [
      '{"schema":"something else"}',
      'notes\n',
      '{"learner":"stranger","verdict":"pass","reached":true}\n',
    ]) {
      writeFileSync(path('other.jsonl'), text);
      const refused = await run(audit('--resume', 'other.jsonl'), at, towards(aws.url));
      expect([refused.code, refused.out, readFileSync(path('other.jsonl'), 'utf8')]).toEqual([2, '', text]);
    }
    const again = await run(audit('--jsonl', 'class.jsonl'), at, towards(aws.url));
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('--resume')]);
  },
);

test('killed before its lock said whose it is: the next goes on', { timeout: 60_000 }, async () => {
  writeFileSync(path('begun.jsonl.lock'), '');
  writeFileSync(path('one.csv'), rosterOf(learners.slice(0, 1)));
  const { err } = await run(['audit', '--roster', 'one.csv', '--resume', 'begun.jsonl'], at, towards(aws.url));
  expect(err).not.toContain('is being written');
  expect(entries('begun.jsonl')).toHaveLength(1);
  expect(existsSync(path('begun.jsonl.lock'))).toBe(false);
});

test('two cannot write to one file', { timeout: 60_000 }, async () => {
  const first = start(audit('--jsonl', 'one.jsonl'), at, towards(aws.url));
  const over = ended(first);
  while (!existsSync(path('one.jsonl.lock'))) await sleep(20);
  const second = await run(audit('--resume', 'one.jsonl'), at, towards(aws.url));
  expect([second.code, second.err]).toEqual([2, expect.stringContaining('is being written by process')]);
  first.kill('SIGINT');
  expect((await over).code).toBe(130);
});

test('Ctrl-C: what is known, everyone named, 130', { timeout: 60_000 }, async () => {
  const child = start(audit('--format', 'json', '--jsonl', 'cut.jsonl'), at, towards(aws.url));
  const over = ended(child);
  while (entries('cut.jsonl').length < 3) await sleep(20);
  child.kill('SIGINT');
  const { code, out } = await over;
  const report = JSON.parse(out) as ClassReport;
  expect(code).toBe(130);
  expect(report.learners.map(({ learner }) => learner)).toEqual(learners.map(({ learner }) => learner));
  expect(report.learners.some(({ reached }) => reached)).toBe(true);
  expect(report.learners.filter(({ reason }) => reason?.includes('interrupted'))).not.toHaveLength(0);
  expect(entries('cut.jsonl').some((line) => line.includes('interrupted'))).toBe(false);
});

// The benchmark does the same with five hundred, and five thousand.
test(
  'a large class, every tenth in trouble, 50 ms a request: the right rows, none missing',
  { timeout: 600_000 },
  async () => {
    const big = members(120);
    const served = await serve(new Sandbox(bigClass(big, 50)));
    writeFileSync(path('big.csv'), rosterOf(big));
    const { code, out, err } = await run(
      ['audit', '--roster', 'big.csv', '--concurrency', '24', '--format', 'json', '--jsonl', 'big.jsonl'],
      at,
      towards(served.url),
    );
    await served.close();
    const report = JSON.parse(out) as ClassReport;
    expect(code).toBe(1);
    expect(
      report.learners.map(({ learner, verdict, reached, firstProblem }) => [
        learner,
        verdict,
        reached,
        firstProblem?.code,
      ]),
    ).toEqual(big.map(({ learner, kind }) => [learner, ...verdicts[kind]]));
    expect(err.split('\n').filter((line) => /^\d+\/120 /.test(line))).toHaveLength(big.length);
    expect(entries('big.jsonl')).toHaveLength(big.length);
  },
);
