/** What the tool reports, as plain data: the JSON of `check` and `audit`. */

/** What became of a check: right, should be changed, broken, waits for another, could not look, nobody can see. */
export type Status = 'pass' | 'warn' | 'fail' | 'blocked' | 'unknown' | 'unverified';
/** Where a verdict comes from: AWS’s answer, what a person typed, a captured sign-in, or nothing. */
export type Evidence = 'observed' | 'declared' | 'captured' | 'none';
/** The worst status present; `warn` counts as `pass`, `blocked` as `fail`. */
export type Overall = 'fail' | 'unknown' | 'unverified' | 'pass';

/** One thing that is wrong. */
export interface Problem {
  /** `<check id>/<cause>`. */
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** What a person does in the console. */
export interface ByHand {
  readonly text: string;
  readonly url?: string;
  /** Exactly what to paste. */
  readonly value?: string;
}

/** One write, as data. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly region?: string;
}

/** A repair, as data; `companion fix` performs it. */
export interface Fix {
  readonly title: string;
  readonly calls: readonly Call[];
  /** Why a person should look before it is applied. */
  readonly caution?: string;
  /** Never applied by `--yes` alone. */
  readonly choice?: true;
}

/** What a check concludes. */
export interface Verdict {
  readonly status: Status;
  readonly message: string;
  readonly evidence: Evidence;
  readonly problems: readonly Problem[];
  readonly blockedBy?: readonly string[];
  readonly permission?: string;
  readonly fix?: Fix;
  readonly byHand?: ByHand;
}

/** One check of a report. */
export interface ReportRow extends Verdict {
  readonly id: string;
  readonly step: number;
  readonly title: string;
}

/** What `companion check --format json` prints. */
export interface Report {
  readonly schema: 'workshop-companion/report@1';
  readonly tool: { readonly name: 'workshop-companion'; readonly version: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly target: {
    readonly accountId?: string;
    readonly partition?: string;
    readonly callerArn?: string;
    readonly region: string;
    readonly instanceId?: string;
    readonly identityCenterRegion?: string;
  };
  readonly verdict: Overall;
  readonly counts: Readonly<Record<Status, number>>;
  readonly checks: readonly ReportRow[];
  readonly apiCalls: number;
}

/** One row of a class. `report` is there when the account was reached, `reason` when it was not. */
export interface Learner {
  readonly learner: string;
  readonly accountId?: string;
  readonly verdict: Overall;
  readonly reached: boolean;
  readonly reason?: string;
  readonly firstProblem?: { readonly id: string; readonly code: string };
  readonly report?: Report;
}

/** What `companion audit --format json` prints. */
export interface ClassReport {
  readonly schema: 'workshop-companion/class@1';
  readonly verdict: Overall;
  readonly counts: Readonly<Record<'planned' | 'reached' | 'pass' | 'fail' | 'unknown' | 'unverified', number>>;
  readonly learners: readonly Learner[];
  readonly misconceptions: readonly { readonly code: string; readonly learners: readonly string[] }[];
}
