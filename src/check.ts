import type { Call } from './aws/surface.ts';
import type { Needs, Values } from './fact.ts';

/** A repair, as data. Judging proposes it; only `src/fix/` performs it. */
export interface Fix {
  /** Imperative: "Create the identity provider Connect-SSO". */
  readonly title: string;
  readonly calls: readonly Call[];
  /** Present when a person should look before it is applied; says why. */
  readonly caution?: string;
  /** True when it cannot be taken back exactly, deletes, or widens: never applied by `--yes` alone. */
  readonly choice?: true;
}

/** One thing that is wrong. Expected and actual are shown side by side, exactly as they are. */
export interface Problem {
  /** `<check id>/<cause>`: stable, one per cause, documented by the check's `causes`. */
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** What a person does in the console. */
export interface ByHand {
  readonly text: string;
  /** A console page, for this Region and account. */
  readonly url?: string;
  /** Exactly what to paste: never with a placeholder in it. */
  readonly value?: string;
}

export type Status = 'pass' | 'warn' | 'fail' | 'blocked' | 'unknown' | 'unverified';

/** How we know: AWS answered, the learner typed it, a capture shows it, or nothing. */
export type Evidence = 'observed' | 'declared' | 'captured' | 'none';

/** What a check or the engine concludes. Members that do not apply are absent. */
export interface Verdict {
  readonly status: Status;
  /** One sentence. */
  readonly message: string;
  readonly evidence: Evidence;
  readonly problems: readonly Problem[];
  /** The checks that stand in the way; `blocked` only. */
  readonly blockedBy?: readonly string[];
  /** The IAM action that AWS refused; `unknown` (and `sign-in`'s `unverified`) only. */
  readonly permission?: string;
  readonly fix?: Fix;
  readonly byHand?: ByHand;
}

export interface Check<N extends Needs = Needs> {
  /** kebab-case; equals the file's name. */
  readonly id: string;
  /** The workshop step that this belongs to; orders and groups the report. */
  readonly step: number;
  /** Its place within the step. */
  readonly order: number;
  /** The state that should hold: "The identity provider exists". At most 72 characters. */
  readonly title: string;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  /** What can be wrong: the cause (the part of a problem's code after the slash) → what it means, for `explain`. */
  readonly causes: Readonly<Record<string, string>>;
  /**
   * True for the outcome of all the other checks (the sign-in itself): where one of them fails, its own failure only
   * follows from that, and is reported as blocked.
   */
  readonly outcome?: true;
  readonly needs: N;
  /** Pure and synchronous: facts in, judgement out. */
  judge(facts: Values<N>): Verdict;
  /** What to do by hand, from whichever facts could be had; `cause` is that of the first problem, if there is one. */
  byHand(facts: Partial<Values<N>>, cause?: string): ByHand;
}
// The registry and the engine handle checks whose needs they do not know.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCheck = Check<any>;

export const defineCheck = <const N extends Needs>(check: Check<N>): Check<N> => check;

type Extra = Partial<Pick<Verdict, 'evidence' | 'fix' | 'byHand' | 'permission'>>;
const judged = (status: Status, message: string, problems: readonly Problem[], extra: Extra): Verdict => ({
  status,
  message,
  evidence: 'observed',
  problems,
  ...extra,
});

/** Looked, and it is right. */
export const pass = (message: string, extra: Extra = {}): Verdict => judged('pass', message, [], extra);

/** It works, and yet should be changed. The first problem's message leads. */
export const warn = (problems: readonly [Problem, ...Problem[]], extra: Extra = {}): Verdict =>
  judged('warn', problems[0].message, problems, extra);

/** Looked, and sign-in cannot work because of it. The first problem's message leads. */
export const fail = (problems: readonly [Problem, ...Problem[]], extra: Extra = {}): Verdict =>
  judged('fail', problems[0].message, problems, extra);

/** Looked, and AWS's behaviour or the evidence does not decide. */
export const unknown = (message: string, extra: Extra = {}): Verdict => judged('unknown', message, [], extra);

/** Nothing that can be read shows it. */
export const unverified = (message: string, extra: Extra = {}): Verdict =>
  judged('unverified', message, [], { evidence: 'none', ...extra });

/** The member that a call needs when it goes to another Region than the run's. */
export const inRegion = (region: string, run: { readonly region: string }): { readonly region?: string } =>
  region === run.region ? {} : { region };

/** Problems whose codes are causes alone, as the pure judges of `src/iam` and `src/saml` find them, with the check's id before each. */
export const coded = (id: string, problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => ({ ...problem, code: `${id}/${problem.code}` }));

/** What to do about a name that is not the workshop's and works: nothing, or tell this tool of it. */
export const anotherName = (flag: string): ByHand => ({
  text: `Nothing has to be done; with ${flag} this tool expects the name that is there.`,
});
