import type { AwsReader } from './aws/surface.ts';
import type { Capture } from './saml/capture.ts';
import type { Metadata } from './saml/metadata.ts';

/** What the learner, the instructor or CI said, validated once. Members that were not given are absent. */
export interface Settings {
  /** The Connect instance's Region. */
  readonly region: string;
  /** Connect instance id, ARN or alias. */
  readonly instance?: string;
  readonly identityCenterRegion?: string;
  /** What the learner typed into the application's Relay state field. */
  readonly relayState?: string;
  /** What the learner mapped to the SAML attribute `https://aws.amazon.com/SAML/Attributes/Role`. */
  readonly roleAttribute?: string;
  /** The name of the routing profile that agents get. */
  readonly routingProfile?: string;
  /** A captured sign-in, read. */
  readonly capture?: Capture;
  /** The application's SAML metadata file, read. */
  readonly metadata?: Metadata;
  readonly names: Names;
}

/** What things are called; the workshop's own names unless the learner says otherwise. */
export interface Names {
  readonly provider: string;
  readonly policy: string;
  readonly role: string;
  readonly group: string;
  readonly application: string;
}

export const workshopNames: Names = {
  provider: 'Connect-SSO',
  policy: 'Connect-SSO-Policy',
  role: 'Connect-SSO',
  group: 'ConnectAgents',
  application: 'Amazon Connect',
};

/** Where facts come from. */
export interface Source {
  /** The read half of AWS in a Region; the run's own Region when none is named. */
  aws(region?: string): AwsReader;
  readonly settings: Settings;
  /** The moment of the run; the same for every fact and check in it. */
  readonly now: Date;
}

/** Something read once from the account (or derived from such reads) and shared by every check that needs it. */
export interface Fact<T, N extends Needs = {}> {
  /** A noun phrase: "the role's permissions". */
  readonly name: string;
  readonly needs: N;
  gather(needs: Values<N>, source: Source): T | Promise<T>;
}
// Facts with any needs live side by side in one map.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyFact = Fact<unknown, any>;
export type Needs = Readonly<Record<string, AnyFact | Optional<AnyFact>>>;
export type Values<N extends Needs> = { readonly [K in keyof N]: ValueOf<N[K]> };
type ValueOf<F> =
  F extends Optional<infer G>
    ? Seen<ValueOf<G>> // oxlint-disable-next-line typescript/no-explicit-any
    : F extends Fact<infer T, any>
      ? T
      : never;

/** A need that may go unmet without holding up whoever needs it. */
export interface Optional<F> {
  readonly optional: F;
}
export const optional = <F extends AnyFact>(fact: F): Optional<F> => ({ optional: fact });

/** The value of an optional need, or what kept it away. */
export type Seen<T> =
  | { readonly seen: true; readonly value: T }
  | { readonly seen: false; readonly error: unknown; readonly why: string; readonly permission?: string };

/** The value of an optional need that turns out to be needed after all; its error becomes that of whoever asks. */
export function demand<T>(need: Seen<T>): T {
  if (need.seen) return need.value;
  throw need.error;
}

/** Thrown by a fact when what it describes does not exist or is not sound: whatever needs it is blocked, not broken. */
export class Absent extends Error {
  override readonly name = 'Absent';
  /** The id of the check that reports it as failed. */
  readonly check: string;
  constructor(check: string, message: string) {
    super(message);
    this.check = check;
  }
}

/** What could not be looked at, and so may well be there: an answer that hangs on it is none. */
export const isUnread = (need: Seen<unknown>): boolean => !need.seen && !(need.error instanceof Absent);

/** Thrown by a fact when no AWS API shows it and no evidence was given. The message says how to give it. */
export class Unseen extends Error {
  override readonly name = 'Unseen';
}

/** Thrown by a fact when what AWS answered does not decide: the message says what the learner has to say or allow. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  /** The IAM action whose refusal left it open, if one did. */
  readonly permission: string | undefined;
  constructor(message: string, permission?: string) {
    super(message);
    this.permission = permission;
  }
}

export function defineFact<T, const N extends Needs = {}>(fact: {
  name: string;
  needs?: N;
  gather(needs: Values<N>, source: Source): T | Promise<T>;
}): Fact<T, N> {
  return { needs: {} as N, ...fact };
}
