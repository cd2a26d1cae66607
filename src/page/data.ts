import type { ByHand, Problem, Status } from '../check.ts';
import type { Misconception, Since, StepCount } from '../report/class-model.ts';
import type { ClassCounts, Learner, Overall, Report, ReportRow, Target } from '../report/model.ts';
import { fixCommand } from '../report/words.ts';

/** What a page shows: the report without what only a machine needs. Short names, for it is there thousands of times. */
export interface PageRow {
  readonly s: Status;
  /** Message. */
  readonly m: string;
  /** Problems. */
  readonly p?: readonly Problem[];
  /** Waits for these checks. */
  readonly b?: readonly string[];
  /** The permission that AWS refused. */
  readonly n?: string;
  readonly h?: ByHand;
  /** A fix: what it does, and how to run it. */
  readonly f?: { readonly title: string; readonly command?: string; readonly caution?: string };
}

export interface PageCheck {
  readonly id: string;
  readonly step: number;
  readonly title: string;
}

export interface PageLearner {
  readonly name: string;
  readonly account?: string;
  readonly verdict: Overall | 'waiting';
  readonly reason?: string;
  /** In the order of the page's checks; null where the report has no such row. */
  readonly rows: readonly (PageRow | null)[];
}

/** The part of a class that is about all of it. */
export interface PageSummary {
  readonly verdict: Overall;
  readonly counts: ClassCounts;
  readonly steps: readonly StepCount[];
  readonly misconceptions: readonly Misconception[];
  readonly since?: Since;
}

export interface ClassPage {
  readonly kind: 'class';
  readonly startedAt: string;
  readonly checks: readonly PageCheck[];
  readonly summary: PageSummary;
  readonly learners: readonly PageLearner[];
  /** Only on the page that is served: what it shows is this revision of this run of the audit. */
  readonly live?: { readonly run: string; readonly revision: number };
}

export interface AccountPage {
  readonly kind: 'account';
  readonly startedAt: string;
  readonly checks: readonly PageCheck[];
  readonly target: Target;
  readonly learner: PageLearner;
}

export type PageData = ClassPage | AccountPage;

/** What the server sends: whoever changed, and what that means for all. */
export interface Change {
  readonly revision: number;
  readonly summary: PageSummary;
  readonly round: Round;
  readonly learners: readonly { readonly index: number; readonly learner: PageLearner }[];
}

export interface Round {
  readonly number: number;
  readonly done: number;
  readonly planned: number;
  /** ISO 8601; absent while a round is running, and when none will follow. */
  readonly nextAt?: string;
}

export const toPageLearner = (entry: Learner, checks: readonly PageCheck[]): PageLearner => ({
  name: entry.learner,
  ...(entry.accountId !== undefined && { account: entry.accountId }),
  verdict: entry.verdict,
  ...(entry.reason !== undefined && { reason: entry.reason }),
  rows: entry.report ? toPageRows(entry.report, checks) : [],
});

function toPageRows({ checks: rows }: Report, checks: readonly PageCheck[]): (PageRow | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return checks.map(({ id }) => {
    const row = byId.get(id);
    return row ? toPageRow(row) : null;
  });
}

function toPageRow(row: ReportRow): PageRow {
  const command = fixCommand(row);
  return {
    s: row.status,
    m: row.message,
    ...(row.problems.length > 0 && { p: row.problems }),
    ...(row.blockedBy && { b: row.blockedBy }),
    ...(row.permission !== undefined && { n: row.permission }),
    ...(row.byHand && { h: row.byHand }),
    ...(row.fix &&
      row.fix.calls.length > 0 && {
        f: {
          title: row.fix.title,
          ...(command !== undefined && { command }),
          ...(row.fix.caution !== undefined && { caution: row.fix.caution }),
        },
      }),
  };
}

export const toAccountPage = (report: Report): AccountPage => {
  const checks = report.checks.map(({ id, step, title }) => ({ id, step, title }));
  const { accountId, verdict } = { accountId: report.target.accountId, verdict: report.verdict };
  const learner = toPageLearner(
    {
      learner: accountId ?? 'this account',
      ...(accountId !== undefined && { accountId }),
      verdict,
      reached: true,
      report,
    },
    checks,
  );
  return { kind: 'account', startedAt: report.startedAt, checks, target: report.target, learner };
};

/** Everything of a class page but the learners, who may be too many for memory. */
export const toClassPage = (summary: PageSummary, startedAt: string, checks: readonly PageCheck[]): ClassPage => ({
  kind: 'class',
  startedAt,
  checks: checks.map(({ id, step, title }) => ({ id, step, title })),
  summary: {
    verdict: summary.verdict,
    counts: summary.counts,
    steps: summary.steps,
    misconceptions: summary.misconceptions,
    ...(summary.since && { since: summary.since }),
  },
  learners: [],
});
