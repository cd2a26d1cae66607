import { expect, test } from 'vitest';
import { type ClassFile, isClassFile } from '../../src/audit/class-file.ts';
import { merge } from '../../src/audit/merge.ts';

const roster = ['a', 'b', 'c', 'd', 'e'];
const part = (index: number, over: Partial<ClassFile> = {}) => ({
  name: `${index}.json`,
  report: {
    schema: 'workshop-companion/class@1',
    verdict: 'pass',
    counts: { planned: 0, reached: 0, pass: 0, fail: 0, unknown: 0, unverified: 0 },
    learners: roster
      .filter((_, place) => place % 2 === index - 1)
      .map((learner) => ({ learner, verdict: 'pass', reached: true })),
    misconceptions: [],
    shard: { index, count: 2 },
    roster,
    ...over,
  } satisfies ClassFile as ClassFile,
});

test('whatever the order of the files, the order of the roster', () => {
  for (const parts of [
    [part(1), part(2)],
    [part(2), part(1)],
  ])
    expect(merge(parts, false).learners.map(({ learner }) => learner)).toEqual(roster);
});

test('a missing share is refused by name, or told learner by learner', () => {
  expect(() => merge([part(1)], false)).toThrow('Share 2 of 2 is not there. 2 learners are missing: b, d.');
  expect(merge([part(1)], true).learners.filter(({ reached }) => !reached)).toEqual(
    ['b', 'd'].map((learner) => ({ learner, verdict: 'unknown', reached: false, reason: expect.any(String) })),
  );
});

test('a share that is cut short is a hole', () => {
  expect(() => merge([part(1, { learners: [] }), part(2)], false)).toThrow('3 learners are missing: a, c, e.');
});

test.each([
  ['the same share twice', [part(1), part(1)], 'overlap'],
  [
    'a learner of another share',
    [part(1, { learners: part(2).report.learners }), part(2)],
    'overlaps: "b" is not of share 1',
  ],
  [
    'a learner twice',
    [part(1, { learners: [...part(1).report.learners, ...part(1).report.learners] }), part(2)],
    'overlaps with itself',
  ],
  [
    'another roster',
    [part(1), part(2, { roster: ['a', 'x', 'c', 'd', 'e'] })],
    'different rosters: learner 2 is "b" in the one and "x" in the other',
  ],
  ['a longer roster', [part(1), part(2, { roster: [...roster, 'f'] })], 'different rosters: learner 6 is "nobody"'],
  ['another division', [part(1), part(2, { shard: { index: 2, count: 3 } })], 'not of the same audit'],
  ['no files', [], 'Which reports?'],
])('refuses %s', (_, parts, why) => {
  for (const allowMissing of [false, true]) expect(() => merge(parts, allowMissing)).toThrow(why);
});

test('a whole report has nothing to join', () => {
  const { shard: _, ...report } = part(1).report;
  expect(() => merge([{ name: 'x.json', report }], false)).toThrow('of a whole class');
});

test('what a file says of an earlier report has to be that', () => {
  const { report } = part(1);
  const since = { unmoved: ['a'], moved: [{ learner: 'b', gained: ['role-trust'], lost: [] }] };
  expect(isClassFile({ ...report, since })).toBe(true);
  for (const wrong of [{ unmoved: 'a' }, { unmoved: ['a'] }, { unmoved: [], moved: [null] }, []])
    expect(isClassFile({ ...report, since: wrong })).toBe(false);
});
