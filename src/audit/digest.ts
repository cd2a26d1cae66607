import type { Status } from '../check.ts';
import type { Learner, Overall, Report } from '../report/model.ts';
import { shapeOf } from './shape.ts';

/** What is kept in memory of a learner's entry, however large its report is. */
export interface Digest {
  readonly learner: string;
  readonly accountId?: string;
  readonly verdict: Overall;
  readonly reached: boolean;
  /** Each check's id, step and status, in workshop order. */
  readonly rows: readonly DigestRow[];
  readonly mistakes: readonly Mistake[];
  /** Something was really looked at and holds. */
  readonly verified: boolean;
  /** Something is `warn` or `unverified`: `--strict` counts it as a failure. */
  readonly lenient: boolean;
  readonly apiCalls: number;
}

export interface DigestRow {
  readonly id: string;
  readonly step: number;
  readonly status: Status;
}

export interface Mistake {
  readonly code: string;
  readonly shape: string;
}

export function digest(entry: Learner): Digest {
  const { report } = entry;
  const checks = report?.checks ?? [];
  return {
    learner: entry.learner,
    ...(entry.accountId !== undefined && { accountId: entry.accountId }),
    verdict: entry.verdict,
    reached: entry.reached,
    rows: checks.map(({ id, step, status }) => interned(`${id} ${step} ${status}`, { id, step, status })),
    mistakes: report ? mistakesIn(report) : [],
    verified: checks.some(({ status, evidence }) => (status === 'pass' || status === 'warn') && evidence !== 'none'),
    lenient: checks.some(({ status }) => status === 'warn' || status === 'unverified'),
    apiCalls: report?.apiCalls ?? 0,
  };
}

// Thousands of learners share a hundred different rows.
const rows = new Map<string, DigestRow>();
function interned(key: string, row: DigestRow): DigestRow {
  const known = rows.get(key);
  if (!known) rows.set(key, row);
  return known ?? row;
}

function mistakesIn(report: Report): Mistake[] {
  const found = report.checks.flatMap((row) =>
    row.problems.map((problem) => ({ code: problem.code, shape: shapeOf(problem, report.target) })),
  );
  return found.filter(
    ({ code, shape }, index) => found.findIndex((other) => other.code === code && other.shape === shape) === index,
  );
}
