import type { Status } from '../check.ts';
import { isDone } from '../guide/guide.ts';
import type { Report, ReportRow } from '../report/model.ts';

/** Something that differs from the look before. */
export interface Change {
  readonly id: string;
  readonly kind: 'right' | 'broke' | 'moved';
  readonly from: Status;
  readonly to: Status;
  readonly at: Date;
  /** Broke: since when it had been right. */
  readonly since?: Date;
  /** One sentence. */
  readonly told: string;
}

/** When each check last turned into what it is. */
export type Since = ReadonlyMap<string, Date>;

/** Each check as it was when it could be looked at last: nothing turned right or broke while nobody could look. */
export type Known = ReadonlyMap<string, ReportRow>;

export function changesBetween(before: Report, after: Report, at: Date, since: Since, known: Known): Change[] {
  return after.checks.flatMap((row) => {
    const old = before.checks.find(({ id }) => id === row.id);
    if (!old || (old.status === row.status && old.problems[0]?.code === row.problems[0]?.code)) return [];
    return [change(old, row, at, since.get(row.id), known.get(row.id) ?? old)];
  });
}

function change(old: ReportRow, row: ReportRow, at: Date, since: Date | undefined, known: ReportRow): Change {
  const both = { id: row.id, from: old.status, to: row.status, at };
  if (!isDone(known.status) && isDone(row.status)) return { ...both, kind: 'right', told: row.message };
  const broke = isDone(known.status) && (row.status === 'fail' || row.status === 'blocked');
  if (!broke) return { ...both, kind: 'moved', told: row.message };
  return { ...both, kind: 'broke', told: whatChanged(known, row), ...(since && { since }) };
}

/** With what can be looked at now. */
export const knownAfter = (known: Known, { checks }: Report): Known =>
  new Map([...known, ...checks.filter(({ status }) => status !== 'unknown').map((row) => [row.id, row] as const)]);

/** Before and now, so that whoever changed it knows what to take back. */
function whatChanged(old: ReportRow, row: ReportRow): string {
  const [problem] = row.problems;
  const actual = problem?.actual === undefined || problem.actual.includes('\n') ? '' : ` Now: ${problem.actual}.`;
  return `${row.message}${actual} Before: ${old.message}`;
}

/** Keeps the moment of whatever stayed as it was, or cannot be looked at. */
export function sinceAfter(since: Since, known: Known, after: Report, at: Date): Since {
  return new Map(
    after.checks.map((row) => {
      const old = known.get(row.id);
      const same = old && (row.status === 'unknown' || isDone(old.status) === isDone(row.status));
      return [row.id, (same ? since.get(row.id) : undefined) ?? at];
    }),
  );
}
