import { expect, test } from 'vitest';
import { exitCode } from '../../src/report/exit.ts';
import { row, sample, type Row } from './sample.ts';

const pass = row();
const warn = row({ status: 'warn' });
const fail = row({ status: 'fail' });
const blocked = row({ status: 'blocked', evidence: 'none' });
const unknown = row({ status: 'unknown', evidence: 'none' });
const unverified = row({ status: 'unverified', evidence: 'none' });

// The table of exit codes in the README, row by row: rows of the report, exit code, exit code with --strict.
test.each<[string, Row[], number, number]>([
  ['all is right', [pass, pass], 0, 0],
  ['something should be changed', [pass, warn], 0, 1],
  ['only a warning, and it was looked at', [warn], 0, 1],
  ['something was not verified', [pass, unverified], 0, 1],
  ['something is broken', [pass, fail], 1, 1],
  ['something is blocked by what was not asked for', [pass, blocked], 1, 1],
  ['broken outweighs unknown', [fail, unknown, unverified], 1, 1],
  ['something could not be looked at', [pass, unknown], 3, 3],
  ['unknown outweighs unverified', [pass, unknown, unverified], 3, 1],
  ['nothing could be looked at', [unknown, unknown], 3, 3],
  ['nothing was verified', [unverified], 3, 1],
  ['a pass without evidence verifies nothing', [row({ evidence: 'none' })], 3, 3],
  ['what the learner declared is evidence', [row({ evidence: 'declared' }), unverified], 0, 1],
  ['what a capture shows is evidence', [row({ evidence: 'captured' }), unverified], 0, 1],
])('%s', (_, rows, code, strict) => {
  expect(exitCode(sample(rows))).toBe(code);
  expect(exitCode(sample(rows), { strict: true })).toBe(strict);
});
