/**
 * A world is one JSON document: everything the embedded AWS knows. Whatever has a name or an id is an object keyed by
 * it, so that a variant is a merge patch (RFC 7396): `{"extends": "complete", "accounts": {"111122223333": {"iam":
 * {"roles": {"Connect-SSO": null}}}}}` is the finished workshop without its role.
 *
 * In a file, everything with a sensible default may be left out. What a file may say in more than one way:
 * - a policy document: an object, or its text exactly as stored (then it may be nonsense);
 * - SAML metadata: the text, or `{ "application": "apl-…" }` and the document that Identity Center would offer for that
 *   application is made ({@link MetadataSpec});
 * - a moment: ISO 8601, or relative to the sandbox's clock: `-5m`, `+30d` (units s, m, h, d, y);
 * - `extends`: the world that this one patches, by name or path; `rename`: `{"/path/to/key": "newKey"}`, JSON Pointers
 *   of keys that change their name before the patch is applied.
 */
export interface World extends Loose<Settled<Json, MetadataSpec>> {
  readonly extends?: string;
  readonly rename?: Readonly<Record<string, string>>;
}

/** A merge patch for a world: `null` takes away. */
export type WorldPatch = Patch<World>;

/** A world as the sandbox holds it: complete, documents as text, metadata made, moments in ISO 8601. */
export type State = Settled<string, string>;

type Json = string | { readonly [member: string]: unknown };

interface Settled<Document, Metadata> {
  title: string;
  description: string;
  /** The sandbox's clock, standing still; left out: the real one. */
  now?: string;
  /** Where the class works; decides the partition too. */
  region: string;
  /** Who signs with the default credentials. */
  caller: Identity;
  /** More access keys. The key `AKIASANDBOX000000001` with the secret `sandbox` is the caller's. */
  credentials: { [accessKeyId: string]: Credential };
  /** The organization of the accounts listed in it. Null: nobody here has one. */
  organization: Organization | null;
  identityCenter: { [ssoinsId: string]: IdentityCenter };
  accounts: { [accountId: string]: Account<Document, Metadata> };
  faults: Fault[];
  /** Lists never answer more than this at once, however much was asked for. */
  pageSize: number;
  /** Eventual consistency: reads see a write only after so many further calls, or so long. */
  lag?: { calls?: number; ms?: number };
}

export interface Identity {
  account: string;
  arn: string;
  userId: string;
}

export interface Credential extends Identity {
  /** Identity policies, as text: with them every call is authorised; without, everything is allowed. */
  policies?: string[];
}

export interface Organization {
  id: string;
  featureSet: string;
  managementAccountId: string;
  rootId: string;
  /** Organizational units; without a parent, one lies directly in the root. */
  units: { [unitId: string]: { name: string; parent?: string } };
  /** Without `ou`, an account lies directly in the root. */
  accounts: { [accountId: string]: { name: string; email: string; status: string; ou?: string } };
}

export interface IdentityCenter {
  ownerAccountId: string;
  name?: string;
  /** The primary Region. */
  region: string;
  /** Regions that it is replicated to. */
  replicas: string[];
  status: string;
  createdDate: string;
  identityStoreId: string;
  /** A member account that administers it besides its owner. */
  delegatedAdmin?: string;
  users: { [userId: string]: StoreUser };
  groups: { [groupId: string]: { displayName: string; description?: string; members: string[] } };
  applications: { [aplId: string]: Application };
}

export interface StoreUser {
  userName: string;
  displayName?: string;
  name?: { givenName?: string; familyName?: string };
  emails: { value: string; type?: string; primary: boolean }[];
  status: string;
}

export interface Application {
  name: string;
  description?: string;
  providerArn: string;
  status: string;
  visibility: string;
  signInOptions: { origin: string; applicationUrl?: string };
  /** Left out in a file: the owner of Identity Center. */
  account: string;
  createdDate: string;
  assignmentRequired: boolean;
  assignments: { principalType: string; principalId: string }[];
}

export interface Account<Document = string, Metadata = string> {
  /** An organization of this account's own, or null: none. Absent: the world's. */
  organization?: Organization | null;
  iam: Iam<Document, Metadata>;
  connect: { [region: string]: { [instanceId: string]: ConnectInstance } };
  /** Event records as CloudTrail stores them (`eventName`, `eventSource`, `userIdentity`, …). */
  cloudTrail: { [region: string]: TrailEvent[] };
}

export interface Iam<Document = string, Metadata = string> {
  samlProviders: { [name: string]: SamlProvider<Metadata> };
  policies: { [name: string]: Policy<Document> };
  roles: { [name: string]: Role<Document> };
  users: { [name: string]: Principal<Document> };
}

export interface SamlProvider<Metadata = string> {
  metadata: string | Metadata;
  assertionEncryptionMode?: string;
  uuid: string;
  createDate: string;
}

export interface Policy<Document = string> {
  path: string;
  policyId: string;
  description?: string;
  defaultVersion: string;
  versions: { [versionId: string]: { document: Document; createDate: string } };
}

export interface Principal<Document = string> {
  path: string;
  /** ARNs of managed policies. */
  attached: string[];
  inline: { [policyName: string]: Document };
  /** ARN of the permissions boundary. */
  boundary?: string;
}

export interface Role<Document = string> extends Principal<Document> {
  roleId: string;
  description?: string;
  trust: Document;
  maxSessionDuration: number;
  createDate: string;
  lastUsed?: { date: string; region: string };
}

export interface ConnectInstance {
  alias: string;
  identityManagementType: string;
  status: string;
  createdTime: string;
  users: { [userId: string]: ConnectUser };
  securityProfiles: { [id: string]: { name: string; permissions: string[] } };
  routingProfiles: { [id: string]: { name: string } };
}

export interface ConnectUser {
  username: string;
  securityProfileIds: string[];
  routingProfileId?: string;
  identityInfo: { firstName?: string; lastName?: string; email?: string };
}

export interface TrailEvent {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly [member: string]: unknown;
}

/** What Identity Center would offer as the SAML metadata of an application. */
export interface MetadataSpec {
  /** `apl-` and sixteen hex digits. */
  readonly application: string;
  /** Left out: the Region and the owner of the instance that has the application. */
  readonly region?: string;
  readonly account?: string;
  /** Validity of the signing certificate. Days are counted from midnight (UTC), so that a day's answers are the same. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** More than one certificate, as while one is being rotated; each overrides the validity above. */
  readonly certificates?: readonly { readonly notBefore?: string; readonly notAfter?: string }[];
}

export type FaultKind =
  | 'denied'
  | 'throttle'
  | 'server'
  | 'html503'
  | 'reset'
  | 'truncated'
  | 'latency'
  | 'expired'
  | 'skew';

/** Something that goes wrong. Rules are tried in order; the first that applies decides, and latency adds up. */
export interface Fault {
  /** `iam:GetRole`, `connect:*`, `*:List*`, `*`: the service as in the surface (`sso-admin`), then the operation. */
  match: string;
  kind: FaultKind;
  /** Only in this account or Region. */
  account?: string;
  region?: string;
  /** So many times, then no more. */
  times?: number;
  /** 0 to 1, drawn from a seeded generator. */
  probability?: number;
  /** The server has acted before things go wrong. */
  after?: boolean;
  /** `latency`: how long. `skew`: how far the server's clock is ahead. */
  ms?: number;
}

type Loose<T> = T extends readonly (infer U)[]
  ? readonly Loose<U>[]
  : T extends object
    ? { readonly [K in keyof T]?: Loose<T[K]> }
    : T;

type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | null }
    : T;

/** A world that cannot be used. The message is one sentence for the person who named or wrote it. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  constructor(message: string) {
    // It repeats keys and names of the file, and those may be anything.
    super(message.length > 500 ? `${message.slice(0, 500)}…` : message);
  }
}
