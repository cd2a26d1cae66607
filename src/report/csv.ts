import type { ReportRow } from './model.ts';
import type { Reporter } from './reporter.ts';
import { inert } from './words.ts';

const columns: Readonly<Record<string, (row: ReportRow) => string>> = {
  step: (row) => String(row.step),
  id: (row) => row.id,
  title: (row) => row.title,
  status: (row) => row.status,
  evidence: (row) => row.evidence,
  message: (row) => row.message,
  problems: (row) => row.problems.map(({ code }) => code).join(' '),
  expected: (row) => row.problems.map(({ expected }) => expected ?? '').join(' | '),
  actual: (row) => row.problems.map(({ actual }) => actual ?? '').join(' | '),
  blocked_by: (row) => row.blockedBy?.join(' ') ?? '',
  permission: (row) => row.permission ?? '',
  by_hand: (row) => row.byHand?.text ?? '',
  url: (row) => row.byHand?.url ?? '',
};

/** One line a check, for a sheet. */
export const csv: Reporter = (report) => {
  const rows = report.checks.map((row) => Object.values(columns).map((column) => column(row)));
  return [Object.keys(columns), ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
};

/** A sheet takes what begins like a formula for one, also in full width and behind blanks: an apostrophe says it is text. */
export function cell(text: string): string {
  const shown = inert(text);
  const safe = /^\s*[=+\-@＝＋－＠]/.test(shown) ? `'${shown}` : shown;
  return /[",]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
