import { describe, expect, test } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { loadChecks } from '../../src/registry.ts';
import type { Report, ReportRow } from '../../src/report/model.ts';
import { type Entry, loadEntries } from './entries.ts';
import { judgeEntry } from './judge-entry.ts';

const checks = await loadChecks();
const entries = loadEntries();

/** The statuses of the finished world with its evidence. */
const finished = Object.fromEntries(checks.map(({ id }) => [id, id === 'sign-in' ? 'unverified' : 'pass']));

test('the catalogue is as large as it has to be, and says nothing of checks that are not there', () => {
  expect(entries.length).toBeGreaterThanOrEqual(250);
  expect(entries.filter(({ harmless }) => harmless).length).toBeGreaterThanOrEqual(80);
  const ids = new Set([...checks.map(({ id }) => id), 'combinations']);
  expect(
    entries
      .filter(({ check, expect: rows }) => ![check, ...Object.keys(rows)].every((id) => ids.has(id)))
      .map(({ id }) => id),
  ).toEqual([]);
});

test('every entry says what it is about', () => {
  const silent = entries.filter(
    ({ check, expect: rows, harmless }) => !harmless && check !== 'combinations' && !rows[check],
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
  const alarming = entries.filter(
    ({ expect: rows, harmless }) =>
      harmless && Object.values(rows).some(({ status }) => status === 'fail' || status === 'blocked'),
  );
  expect(alarming.map(({ id }) => id)).toEqual([]);
});

describe.each([...new Set(entries.map(({ check }) => check))])('%s', (folder) => {
  test.each(entries.filter(({ check }) => check === folder).map((entry) => [entry.id, entry] as const))(
    '%s',
    async (_, entry) => {
      const report = await judgeEntry(entry);
      expect(statuses(report)).toEqual({
        ...finished,
        ...Object.fromEntries(Object.entries(entry.expect).map(([id, { status }]) => [id, status])),
      });
      expect(details(report, entry)).toEqual(wanted(entry));
      expect(report.checks.flatMap((row) => complaints(row, report, entry))).toEqual([]);
    },
  );
});

const statuses = (report: Report): Record<string, string> =>
  Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));

/** Of each row that an entry describes: what it describes. */
function details(report: Report, entry: Entry): object {
  return Object.fromEntries(
    report.checks.flatMap((row) => {
      const { code, fix, evidence } = entry.expect[row.id] ?? {};
      const found = {
        ...(code !== undefined && { code: row.problems[0]?.code }),
        ...(fix !== undefined && { fix: row.fix !== undefined }),
        ...(evidence !== undefined && { evidence: row.evidence }),
      };
      return Object.keys(found).length > 0 ? [[row.id, found]] : [];
    }),
  );
}

const wanted = (entry: Entry): object =>
  Object.fromEntries(
    Object.entries(entry.expect).flatMap(([id, { code, fix, evidence }]) => {
      const all = {
        ...(code !== undefined && { code: `${id}/${code}` }),
        ...(fix !== undefined && { fix }),
        ...(evidence !== undefined && { evidence }),
      };
      return Object.keys(all).length > 0 ? [[id, all]] : [];
    }),
  );

/** What no row may say, whatever the mistake. */
function complaints(row: ReportRow, report: Report, { world }: Entry): string[] {
  const check = checks.find(({ id }) => id === row.id) as AnyCheck;
  const found: string[] = [];
  const complain = (wrong: boolean, what: string): void => void (wrong && found.push(`${row.id}: ${what}`));
  for (const { code, message } of row.problems) {
    const [owner, cause = ''] = code.split('/');
    complain(owner !== row.id || !(cause in check.causes), `the code ${code} is not documented`);
    complain(!isSentence(message), `no sentence of at most 300 characters: ${message}`);
  }
  complain(!isSentence(row.message), `no sentence of at most 300 characters: ${row.message}`);
  complain(
    (row.status === 'fail' || row.status === 'warn') !== row.problems.length > 0,
    `${row.status} with ${row.problems.length} problems`,
  );
  complain(
    (row.status === 'blocked') !== (row.blockedBy !== undefined),
    'blocked says behind what, and nothing else does',
  );
  for (const id of row.blockedBy ?? []) {
    const before = report.checks.find((other) => other.id === id);
    complain(!before || !['fail', 'blocked'].includes(before.status), `blocked by ${id}, which is ${before?.status}`);
  }
  const { byHand } = row;
  complain(['warn', 'fail', 'unverified'].includes(row.status) && !byHand, 'nothing to do by hand');
  // What somebody really called a thing is no placeholder, however odd.
  const isName = JSON.stringify(world).includes(JSON.stringify(byHand?.value ?? ''));
  complain(
    !isName && /<[a-z -]+>|undefined|\[object/i.test(byHand?.value ?? ''),
    `a placeholder in what to paste: ${byHand?.value}`,
  );
  complain(/undefined|\[object|NaN|Invalid Date/.test(JSON.stringify(row)), 'undefined or [object in the row');
  const judged = ['pass', 'warn', 'fail'].includes(row.status);
  complain(
    row.status !== 'unknown' && (row.evidence !== 'none') !== judged,
    `${row.status} with evidence ${row.evidence}`,
  );
  return found;
}

const isSentence = (text: string): boolean => text.length <= 300 && /^\S.*[.!?](”|")?$/su.test(text);
