import type { ByHand, Evidence, Fix, Problem, Status, Verdict } from '../check.ts';

/** The worst that was found; `warn` counts as `pass`, `blocked` as `fail`. */
export type Overall = 'fail' | 'unknown' | 'unverified' | 'pass';

/** Whose account was looked at. What could not be found out is absent. */
export interface Target {
  readonly accountId?: string;
  readonly partition?: string;
  readonly callerArn?: string;
  readonly region: string;
  readonly instanceId?: string;
  readonly identityCenterRegion?: string;
}

/** One check's verdict. Every planned check has its row, always. */
export interface ReportRow {
  readonly id: string;
  readonly step: number;
  readonly title: string;
  readonly status: Status;
  readonly evidence: Evidence;
  readonly message: string;
  readonly problems: readonly Problem[];
  readonly blockedBy?: readonly string[];
  readonly permission?: string;
  readonly fix?: Fix;
  readonly byHand?: ByHand;
  /** Accepted by a baseline: it would be worse than `warn` otherwise. */
  readonly accepted?: { readonly reason: string; readonly expires: string };
}

export type Counts = { readonly [S in Status]: number };

/** What `--format json` prints: plain data, in the order in which it is printed. */
export interface Report {
  readonly schema: 'workshop-companion/report@1';
  readonly tool: { readonly name: 'workshop-companion'; readonly version: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly target: Target;
  readonly verdict: Overall;
  readonly counts: Counts;
  readonly checks: readonly ReportRow[];
  readonly apiCalls: number;
  /** The world that the account should be like: every row then tells whether it is, not what it is. */
  readonly expected?: string;
}

export interface Judged {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly target: Target;
  /** In workshop order. */
  readonly rows: readonly (Verdict & { readonly id: string; readonly step: number; readonly title: string })[];
  readonly apiCalls: number;
}

export function toReport({ startedAt, durationMs, target, rows, apiCalls }: Judged): Report {
  const counts = countStatuses(rows.map((row) => row.status));
  return {
    schema: 'workshop-companion/report@1',
    tool: { name: 'workshop-companion', version: VERSION },
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    target: toTarget(target),
    verdict: overall(counts),
    counts,
    checks: rows.map(toRow),
    apiCalls,
  };
}

export function countStatuses(statuses: readonly Status[]): Counts {
  const counts = { pass: 0, warn: 0, fail: 0, blocked: 0, unknown: 0, unverified: 0 };
  for (const status of statuses) counts[status]++;
  return counts;
}

export function overall(counts: Counts): Overall {
  if (counts.fail + counts.blocked > 0) return 'fail';
  if (counts.unknown > 0) return 'unknown';
  if (counts.unverified > 0) return 'unverified';
  return 'pass';
}

// Member by member, so that the order never depends on who made the verdict, and nothing else slips in.

const toTarget = (target: Target): Target => ({
  ...(target.accountId !== undefined && { accountId: target.accountId }),
  ...(target.partition !== undefined && { partition: target.partition }),
  ...(target.callerArn !== undefined && { callerArn: target.callerArn }),
  region: target.region,
  ...(target.instanceId !== undefined && { instanceId: target.instanceId }),
  ...(target.identityCenterRegion !== undefined && { identityCenterRegion: target.identityCenterRegion }),
});

const toRow = (row: Judged['rows'][number]): ReportRow => ({
  id: row.id,
  step: row.step,
  title: row.title,
  status: row.status,
  evidence: row.evidence,
  message: row.message,
  problems: row.problems.map(toProblem),
  ...(row.blockedBy !== undefined && { blockedBy: [...row.blockedBy] }),
  ...(row.permission !== undefined && { permission: row.permission }),
  ...(row.fix !== undefined && { fix: toFix(row.fix) }),
  ...(row.byHand !== undefined && { byHand: toByHand(row.byHand) }),
});

const toProblem = (problem: Problem): Problem => ({
  code: problem.code,
  message: problem.message,
  ...(problem.expected !== undefined && { expected: problem.expected }),
  ...(problem.actual !== undefined && { actual: problem.actual }),
});

const toFix = (fix: Fix): Fix => ({
  title: fix.title,
  calls: fix.calls,
  ...(fix.caution !== undefined && { caution: fix.caution }),
  ...(fix.choice !== undefined && { choice: fix.choice }),
});

const toByHand = (byHand: ByHand): ByHand => ({
  text: byHand.text,
  ...(byHand.url !== undefined && { url: byHand.url }),
  ...(byHand.value !== undefined && { value: byHand.value }),
});

/** One learner's row of a class report. */
export interface Learner {
  readonly learner: string;
  readonly accountId?: string;
  readonly verdict: Overall;
  readonly reached: boolean;
  /** Why not reached. */
  readonly reason?: string;
  readonly firstProblem?: { readonly id: string; readonly code: string };
  readonly report?: Report;
}

export interface ClassCounts {
  readonly planned: number;
  readonly reached: number;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly unverified: number;
}

/** The report over a whole class. */
export interface ClassReport {
  readonly schema: 'workshop-companion/class@1';
  readonly verdict: Overall;
  readonly counts: ClassCounts;
  /** In the order of the roster; every row of it. */
  readonly learners: readonly Learner[];
  readonly misconceptions: readonly { readonly code: string; readonly learners: readonly string[] }[];
  /** Only on one part of a divided audit. */
  readonly shard?: { readonly index: number; readonly count: number };
  readonly roster?: readonly string[];
}
