/**
 * The public entry `workshop-companion`: for whoever writes checks, and for whoever judges accounts from a program.
 * Nothing here needs another package's types; the build ships this file as it is.
 */

import type { ByHand, ClassReport, Problem, Report, Verdict } from './reports.js';

export type * from './reports.js';

// ---- Facts ----

/** What was said on the command line, in the environment or in companion.yaml. */
export interface Settings {
  readonly region: string;
  readonly instance?: string;
  readonly identityCenterRegion?: string;
  readonly relayState?: string;
  readonly roleAttribute?: string;
  readonly names: Readonly<Record<'provider' | 'policy' | 'role' | 'group' | 'application', string>>;
}

/**
 * AWS, for reading: `aws().iam.GetRole({ RoleName })`, every page joined. Services and operations are named as AWS
 * names them; say what you use of the answer: `GetRole<{ Role?: { MaxSessionDuration?: number } }>(…)`. An operation
 * that the tool does not have throws; a fact may bring an SDK client of its own instead.
 */
export interface Reader {
  readonly [service: string]: {
    readonly [operation: string]: <Answer extends object = Readonly<Record<string, unknown>>>(
      input: object,
    ) => Promise<Answer>;
  };
}

/** What a fact reads from. */
export interface Source {
  /** The run's own Region when none is named. */
  aws(region?: string): Reader;
  readonly settings: Settings;
  /** The moment of the run. */
  readonly now: Date;
}

/** Something read once per run and shared by every check that needs it: the object itself is its identity. */
export interface Fact<T, N extends Needs = {}> {
  readonly name: string;
  readonly needs: N;
  gather(needs: Values<N>, source: Source): T | Promise<T>;
}
// Facts with any needs live side by side in one map.
// oxlint-disable-next-line typescript/no-explicit-any
type AnyFact = Fact<unknown, any>;
/** The facts that a fact or a check rests on, by the names that it gives them. */
export type Needs = Readonly<Record<string, AnyFact | Optional<AnyFact>>>;
/** What is handed over for these needs: the value of each, or for an optional one {@link Seen}. */
export type Values<N extends Needs> = { readonly [K in keyof N]: ValueOf<N[K]> };
// oxlint-disable-next-line typescript/no-explicit-any
type ValueOf<F> = F extends Optional<infer G> ? Seen<ValueOf<G>> : F extends Fact<infer T, any> ? T : never;

/** A need that may go unmet without holding up whoever needs it. */
export interface Optional<F> {
  readonly optional: F;
}
/** An optional need: its value, or why there is none (and which IAM action was refused). */
export type Seen<T> =
  | { readonly seen: true; readonly value: T }
  | { readonly seen: false; readonly error: unknown; readonly why: string; readonly permission?: string };

/** Makes a fact. `gather` may throw {@link Absent} or {@link Unseen}; any other error is `unknown`. */
export declare function defineFact<T, const N extends Needs = {}>(fact: {
  name: string;
  needs?: N;
  gather(needs: Values<N>, source: Source): T | Promise<T>;
}): Fact<T, N>;
/** Lets whoever needs the fact be judged without it, too. */
export declare function optional<F extends AnyFact>(fact: F): Optional<F>;
/** The value of an optional need that turns out to be needed after all. */
export declare function demand<T>(need: Seen<T>): T;

/** Thrown by a fact when the thing does not exist: whoever needs it is `blocked` by that check. */
export declare class Absent extends Error {
  readonly check: string;
  constructor(check: string, message: string);
}
/** Thrown by a fact that no AWS API shows: whoever needs it is `unverified`. The message says how to give evidence. */
export declare class Unseen extends Error {}

/** The tool's own facts, read once however many checks need them. */
export declare const facts: {
  readonly settings: Fact<Settings>;
  readonly now: Fact<Date>;
  readonly caller: Fact<{ readonly accountId: string; readonly arn: string; readonly partition: string }>;
  readonly connectInstance: Fact<{
    readonly id: string;
    readonly arn: string;
    readonly alias: string;
    readonly region: string;
    readonly accessUrl?: string;
  }>;
  readonly connectUsers: Fact<
    readonly {
      readonly id: string;
      readonly username: string;
      readonly securityProfileIds: readonly string[];
      readonly routingProfileId?: string;
    }[]
  >;
  readonly identityCenter: Fact<{
    readonly arn: string;
    readonly identityStoreId: string;
    readonly owner: string;
    readonly region: string;
    readonly primaryRegion: string;
  }>;
  readonly identityUsers: Fact<
    readonly {
      readonly id: string;
      readonly userName: string;
      readonly displayName: string;
      readonly enabled: boolean;
      readonly primaryEmail?: string;
    }[]
  >;
  readonly application: Fact<{
    readonly arn: string;
    readonly id: string;
    readonly name: string;
    readonly status: string;
  }>;
  readonly identityProvider: Fact<{ readonly arn: string; readonly name: string; readonly document: string }>;
  readonly role: Fact<{
    readonly name: string;
    readonly arn: string;
    readonly roleId: string;
    readonly trust: string;
    readonly maxSessionDuration: number;
  }>;
};

// ---- Checks ----

/** One row of the report: what should hold, the facts that tell, and how they are judged. */
export interface Check<N extends Needs = Needs> {
  /** kebab-case; equals the file's name. */
  readonly id: string;
  /** The workshop step that it belongs to. */
  readonly step: number;
  /** Its place within the step; ours are 1 to 4. */
  readonly order: number;
  /** The state that should hold, at most 72 characters. */
  readonly title: string;
  readonly why: string;
  /** What can be wrong: the cause (a code's part after the slash) → what it means. */
  readonly causes: Readonly<Record<string, string>>;
  readonly needs: N;
  /** Pure and synchronous: facts in, judgement out. */
  judge(facts: Values<N>): Verdict;
  /** What to do by hand, from whichever facts could be had. */
  byHand(facts: Partial<Values<N>>): ByHand;
}

/** Makes a check; the default export of its file. */
export declare function defineCheck<const N extends Needs>(check: Check<N>): Check<N>;

type Extra = Partial<Pick<Verdict, 'evidence' | 'fix' | 'byHand' | 'permission'>>;
/** It holds. The message is one sentence. */
export declare function pass(message: string, extra?: Extra): Verdict;
/** It works, and should be changed all the same; the first problem’s message is the row’s. */
export declare function warn(problems: readonly [Problem, ...Problem[]], extra?: Extra): Verdict;
/** The sign-in cannot work because of it; the first problem’s message is the row’s. */
export declare function fail(problems: readonly [Problem, ...Problem[]], extra?: Extra): Verdict;
/** It could not be looked at. The message says why. */
export declare function unknown(message: string, extra?: Extra): Verdict;
/** AWS has no API that shows it, and no evidence was given. The message says how to give it. */
export declare function unverified(message: string, extra?: Extra): Verdict;

// ---- From a program ----

/** As the flags of `companion check`, without the dashes. */
export interface CheckOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly instance?: string;
  readonly identityCenterRegion?: string;
  readonly relayState?: string;
  readonly roleAttribute?: string;
  /** Files. */
  readonly saml?: string;
  readonly metadata?: string;
  readonly providerName?: string;
  readonly policyName?: string;
  readonly roleName?: string;
  readonly groupName?: string;
  readonly applicationName?: string;
  /** A world of the embedded AWS by name or file, in place of a real account; true is the finished workshop. */
  readonly sandbox?: string | true;
  /** Folders or packages with further checks. */
  readonly checks?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Relative paths start here; left out: the working folder. */
  readonly cwd?: string;
}

/** Judges one account. Never prints, never exits; rejects with an Error called `Misuse` for wrong options. */
export declare function check(options?: CheckOptions): Promise<Report>;

/** As the flags of `companion audit`, without the dashes; what differs from account to account is in the roster. */
export interface AuditOptions extends Omit<
  CheckOptions,
  'instance' | 'relayState' | 'roleAttribute' | 'saml' | 'metadata' | 'only' | 'skip'
> {
  /** A file: CSV, YAML or JSON. */
  readonly roster: string;
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/** Judges every account of a roster. Never prints, never exits. */
export declare function audit(options: AuditOptions): Promise<ClassReport>;
