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

export function changesBetween(before: Report, after: Report, at: Date, since: Since): Change[] {
  return after.checks.flatMap((row) => {
    const old = before.checks.find(({ id }) => id === row.id);
    if (!old || (old.status === row.status && old.problems[0]?.code === row.problems[0]?.code)) return [];
    return [change(old, row, at, since.get(row.id))];
  });
}

function change(old: ReportRow, row: ReportRow, at: Date, since: Date | undefined): Change {
  const both = { id: row.id, from: old.status, to: row.status, at };
  if (!isDone(old.status) && isDone(row.status)) return { ...both, kind: 'right', told: row.message };
  const broke = isDone(old.status) && (row.status === 'fail' || row.status === 'blocked');
  if (!broke) return { ...both, kind: 'moved', told: row.message };
  return { ...both, kind: 'broke', told: whatChanged(old, row), ...(since && { since }) };
}

/** Before and now, so that whoever changed it knows what to take back. */
function whatChanged(old: ReportRow, row: ReportRow): string {
  const [problem] = row.problems;
  const actual = problem?.actual === undefined || problem.actual.includes('\n') ? '' : ` Now: ${problem.actual}.`;
  return `${row.message}${actual} Before: ${old.message}`;
}

/** Keeps the moment of whatever stayed as it was. */
export function sinceAfter(since: Since, before: Report | undefined, after: Report, at: Date): Since {
  return new Map(
    after.checks.map((row) => {
      const old = before?.checks.find(({ id }) => id === row.id);
      return [row.id, (old && isDone(old.status) === isDone(row.status) ? since.get(row.id) : undefined) ?? at];
    }),
  );
}
