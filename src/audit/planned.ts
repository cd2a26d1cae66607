import type { Settings } from '../fact.ts';

/** One learner as the roster plans it. Members that the roster leaves empty are absent. */
export interface Planned {
  /** Unique; as it was typed. */
  readonly learner: string;
  /** The line of the roster that says so. */
  readonly line: number;
  /** The account that has to answer. */
  readonly account?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly instance?: string;
  readonly identityCenterRegion?: string;
  readonly relayState?: string;
  readonly roleAttribute?: string;
  /** The file of a captured sign-in; read before the first call. */
  readonly saml?: string;
  readonly capture?: NonNullable<Settings['capture']>;
}

/** Something in a roster that has to be put right. */
export interface Complaint {
  readonly line: number;
  readonly reason: string;
}

/** A row before it is understood: column → text, and where it stands. */
export interface RawRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A roster as a table of texts: what was found, and what could not be read. */
export interface RawRoster {
  readonly rows: readonly RawRow[];
  readonly complaints: readonly Complaint[];
}

/** What AWS takes as one (STS API reference, AssumeRole). */
export const externalIdPattern = /^[\w+=,.@:/-]{2,1224}$/;

export const columns = [
  'learner',
  'account',
  'role_arn',
  'external_id',
  'profile',
  'region',
  'instance',
  'identity_center_region',
  'relay_state',
  'role_attribute',
  'saml',
] as const;

export type Column = (typeof columns)[number];

const isColumn = (name: string): name is Column => columns.some((column) => column === name);

/** `Role ARN` and `role-arn` are `role_arn`. */
export function columnCalled(title: string): Column | undefined {
  const name = title
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return isColumn(name) ? name : undefined;
}
