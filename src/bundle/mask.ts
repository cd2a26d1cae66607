import { Pseudonyms, type Replacement } from './pseudonyms.ts';
import type { RecordedRead } from './record.ts';

/** Members that name a person, whoever answers. */
const personal = new Set([
  'UserName',
  'Username',
  'NickName',
  'GivenName',
  'FamilyName',
  'MiddleName',
  'Formatted',
  'FirstName',
  'LastName',
]);
/** Members that nothing here looks at and that are nobody's business. */
const unneeded = new Set([
  'PhoneNumbers',
  'Addresses',
  'PhoneConfig',
  'Mobile',
  'SecondaryEmail',
  'Photos',
  'Website',
  'Birthdate',
  'Title',
  'ProfileUrl',
  'PreferredLanguage',
  'Locale',
  'Timezone',
  'UserType',
  'ExternalIds',
  'Tags',
  'HonorificPrefix',
  'HonorificSuffix',
]);
/** Policies and trust: IAM sends them URL-encoded. */
const documents = new Set(['AssumeRolePolicyDocument', 'Document', 'PolicyDocument']);

export interface Masked {
  readonly reads: readonly RecordedRead[];
  /** Anything else, by the same replacements. */
  readonly mask: <T>(value: T) => T;
  /** Every replacement made so far. */
  readonly replacements: () => readonly Replacement[];
  /** Members that were taken out whole. */
  readonly removed: readonly string[];
}

/** Replaces who and whose in everything that was read, always by the same, so that every comparison stays as it was. */
export function masked(reads: readonly RecordedRead[]): Masked {
  const names = new Pseudonyms();
  const removed = new Set<string>();
  const text = (value: string): string => maskText(value, names);
  const walk = (value: unknown, about: { readonly service: string; readonly operation: string }): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map((each) => walk(each, about));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    const members: [string, unknown][] = [];
    for (const [name, member] of Object.entries(value)) {
      if (aboutPeople(about.service) && unneeded.has(name)) removed.add(name);
      else members.push([name, memberOf(name, member, about)]);
    }
    return Object.fromEntries(members);
  };
  const memberOf = (
    name: string,
    member: unknown,
    about: { readonly service: string; readonly operation: string },
  ): unknown => {
    if (typeof member !== 'string') return walk(member, about);
    if (name === 'CloudTrailEvent') return JSON.stringify(walk(telling(member), about));
    if (documents.has(name) && member.includes('%')) return encodeURIComponent(text(decodeURIComponent(member)));
    if (about.operation === 'GetCallerIdentity')
      return name === 'UserId' ? names.name(member) : text(ownName(name, member, names));
    if (personal.has(name) || (name === 'DisplayName' && about.operation === 'ListUsers')) return names.name(member);
    return text(member);
  };
  const all = reads.map((read) => ({
    ...read,
    input: walk(read.input, read) as object,
    ...(read.output && { output: walk(read.output, read) as object }),
    ...(read.error && { error: { ...read.error, message: text(read.error.message) } }),
  }));
  return {
    reads: all,
    mask: <T>(value: T): T => walk(value, { service: '', operation: '' }) as T,
    replacements: () => names.replacements,
    removed: [...removed],
  };
}

const aboutPeople = (service: string): boolean => service === 'identitystore' || service === 'connect';

/** `user/ana` and the session name of an assumed role are the caller's own name. */
const ownName = (member: string, value: string, names: Pseudonyms): string =>
  member === 'Arn'
    ? value.replace(
        /(:user\/(?:.*\/)?|:assumed-role\/[^/]+\/|:federated-user\/)([^/]+)$/,
        (_, kind: string, name: string) => kind + names.name(name),
      )
    : value;

function maskText(value: string, names: Pseudonyms): string {
  return value
    .replace(/(?<=\/saml\/(?:metadata|assertion|logout)\/)[A-Za-z0-9+/_-]{20,}={0,2}/g, (token) =>
      entityToken(token, names),
    )
    .replace(/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu, (address) => names.email(address))
    .replace(/(?<![\d-])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\d-])/g, (id) => names.account(id))
    .replace(/(?<![A-Z0-9])A[KS]IA[A-Z0-9]{12,}(?![A-Z0-9])/g, (key) => names.accessKey(key));
}

/** An application's entityID holds the account that owns Identity Center: base64 of `<account>_ins-<hex>`. */
function entityToken(token: string, names: Pseudonyms): string {
  const plain = Buffer.from(token, 'base64').toString('latin1');
  const [, account, rest] = /^(\d{12})(_ins-[0-9a-f]+)$/.exec(plain) ?? [];
  return account === undefined ? token : Buffer.from(`${names.account(account)}${rest}`, 'latin1').toString('base64');
}

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const some = (value: unknown, ...members: readonly string[]): Json =>
  Object.fromEntries(
    members.filter((name) => Object.hasOwn(object(value), name)).map((name) => [name, object(value)[name]]),
  );

/** What of a CloudTrail event tells whether a sign-in worked: no addresses, no browsers, no keys. */
function telling(event: string): object {
  const all = parsed(event);
  const identity = object(all['userIdentity']);
  return {
    ...some(all, 'eventName', 'eventSource', 'eventTime', 'errorCode', 'errorMessage'),
    requestParameters: some(
      all['requestParameters'],
      'roleArn',
      'principalArn',
      'roleSessionName',
      'InstanceId',
      'instanceId',
    ),
    userIdentity: {
      ...some(identity, 'type', 'principalId', 'arn', 'userName'),
      sessionContext: {
        sessionIssuer: some(object(identity['sessionContext'])['sessionIssuer'], 'type', 'arn', 'userName'),
      },
    },
  };
}

function parsed(text: string): Json {
  try {
    return object(JSON.parse(text));
  } catch {
    return {};
  }
}
