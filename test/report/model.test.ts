import { fc } from '../random.ts';
import { expect, test } from 'vitest';
import { overall, toReport } from '../../src/report/model.ts';
import { everyStatus, row, sample, statuses } from './sample.ts';

test('the verdict is the worst that is there, and the counts add up', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 16 }), (drawn) => {
      const { verdict, counts, checks } = sample(drawn.map((status) => row({ status })));
      const worst = drawn.some((status) => status === 'fail' || status === 'blocked')
        ? 'fail'
        : drawn.includes('unknown')
          ? 'unknown'
          : drawn.includes('unverified')
            ? 'unverified'
            : 'pass';
      expect(verdict).toBe(worst);
      expect(Object.values(counts).reduce((a, b) => a + b)).toBe(checks.length);
    }),
  );
});

test('no row means nothing bad', () =>
  expect(overall({ pass: 0, warn: 0, fail: 0, blocked: 0, unknown: 0, unverified: 0 })).toBe('pass'));

test('the order of members never depends on who made them', () => {
  const one = { ...row(), permission: 'iam:GetRole', blockedBy: ['a'] };
  const other = Object.fromEntries(Object.entries(one).toReversed()) as typeof one;
  expect(JSON.stringify(sample([one]))).toBe(JSON.stringify(sample([other])));
});

test('what does not apply is absent, not null', () => {
  const report = toReport({
    startedAt: new Date(0),
    durationMs: 0,
    target: { region: 'us-east-1' },
    rows: [row()],
    apiCalls: 0,
  });
  expect(Object.keys(report.target)).toEqual(['region']);
  expect(Object.keys(report.checks[0] ?? {})).toEqual([
    'id',
    'step',
    'title',
    'status',
    'evidence',
    'message',
    'problems',
  ]);
  expect(JSON.stringify(sample(everyStatus))).not.toMatch(/null|undefined/);
});

test('what is no part of the contract stays out', () => {
  const more = { ...row(), cause: new Error('secret') };
  expect(JSON.stringify(sample([more]))).not.toContain('cause');
});
