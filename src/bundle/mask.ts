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
/** Members that name a person in what lists people, and something else elsewhere; `Value` is an e-mail's. */
const ofUsers: Readonly<Record<string, readonly string[]>> = { ListUsers: ['DisplayName', 'Value'] };
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
  /** What a name is replaced by. */
  readonly name: (name: string) => string;
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
    if (name === 'CloudTrailEvent') return JSON.stringify(telling(member, (part) => walk(part, about), names));
    if (documents.has(name) && member.includes('%')) return encodeURIComponent(text(decodeURIComponent(member)));
    if (about.operation === 'GetCallerIdentity' && name === 'UserId') return names.name(member);
    if (personal.has(name) || ofUsers[about.operation]?.includes(name)) return names.name(member);
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
    name: (name) => names.name(name),
    replacements: () => names.replacements,
    removed: [...removed],
  };
}

const aboutPeople = (service: string): boolean => service === 'identitystore' || service === 'connect';

/** What names somebody in any text, wherever it stands: an ARN's user or session, an address, an account, a key. */
const telltales =
  /(?<entity>(?<=\/saml\/(?:metadata|assertion|logout)\/)[A-Za-z0-9+/_-]{20,}={0,2})|(?<person>(?<=:(?:iam|sts)::[\d*]*:(?:user\/(?:[^\s"'/]+\/)*|assumed-role\/[^\s"'/]+\/|federated-user\/))[^\s"'/,;]+)|(?<email>[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)|(?<account>(?<![\d-])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\d-]))|(?<key>(?<![A-Z0-9])A[KS]IA[A-Z0-9]{12,}(?![A-Z0-9]))/gu;

const maskText = (value: string, names: Pseudonyms): string =>
  value.replace(telltales, (found: string, ...rest: readonly unknown[]) => {
    const { entity, person, email, account } = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (entity !== undefined) return entityToken(found, names);
    // A policy variable names nobody.
    if (person !== undefined) return found.includes('${') ? found : names.name(found);
    if (email !== undefined) return names.email(found);
    return account === undefined ? names.accessKey(found) : names.account(found);
  });

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
function telling(event: string, mask: (value: Json) => unknown, names: Pseudonyms): object {
  const all = parsed(event);
  const request = object(all['requestParameters']);
  const identity = object(all['userIdentity']);
  const masked = (value: unknown, ...members: readonly string[]): Json => object(mask(some(value, ...members)));
  // `AROA…:session`: the session is the person.
  const person = (name: string, { [name]: value }: Json): Json =>
    typeof value === 'string' ? { [name]: value.replace(/[^:]*$/, (session) => names.name(session)) } : {};
  return {
    ...masked(all, 'eventName', 'eventSource', 'eventTime', 'errorCode', 'errorMessage'),
    requestParameters: {
      ...masked(request, 'roleArn', 'principalArn', 'InstanceId', 'instanceId'),
      ...person('roleSessionName', request),
    },
    userIdentity: {
      ...masked(identity, 'type', 'arn'),
      ...person('principalId', identity),
      ...person('userName', identity),
      sessionContext: {
        sessionIssuer: masked(object(identity['sessionContext'])['sessionIssuer'], 'type', 'arn', 'userName'),
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
