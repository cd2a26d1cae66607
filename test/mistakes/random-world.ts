import { mergeWorld, Sandbox, type World, WorldError, type WorldPatch } from '../../src/sandbox/index.ts';
import type { Declared, Entry } from './entries.ts';

/** Small, fast, and the same for the same seed (Mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Draw {
  readonly world: World;
  readonly declared: Declared;
  /** The entries that it is made of. */
  readonly of: readonly string[];
}

const account = '111122223333';
const instance = '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47';
const group = '14f8e4a8-20d1-7055-9b3e-5f0c8a1d2e60';
const agentProfile = '8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04';
const routing = 'b4d1e7a9-52c8-4f36-9e0b-7a3c6d8f1e25';

/** A finished world of another size and shape, with up to three entries of the catalogue upon it. */
export function draw(base: World, entries: readonly Entry[], next: () => number): Draw | undefined {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const chosen = Array.from({ length: Math.floor(next() * 4) }, () => pick(entries));
  const patches = [
    ...scenery(next, pick),
    ...chosen.map(({ patch }) => patch),
    ...(next() < 0.4 ? [slip(next, pick)] : []),
  ];
  try {
    const world = patches.reduce<World>(mergeWorld, base);
    // Two entries may not go together: one takes away what the other changes.
    void new Sandbox(world);
    return {
      world,
      declared: Object.assign({}, ...chosen.map(({ declared }) => declared)) as Declared,
      of: chosen.map(({ id }) => id),
    };
  } catch (error) {
    if (error instanceof WorldError) return undefined;
    throw error;
  }
}

const id = (kind: number, n: number): string => `${kind}${String(n).padStart(7, '0')}-0000-4000-8000-000000000000`;

interface Person {
  readonly n: number;
  readonly email: string;
  readonly login: string;
  readonly assigned: boolean;
}

/** More people, applications, providers, roles and Regions than the workshop needs; all of it harmless. */
function scenery(next: () => number, pick: <T>(list: readonly T[]) => T): WorldPatch[] {
  const people = Array.from({ length: Math.floor(next() * 4) }, (_, n): Person => {
    const email = pick([`person${n}@example.com`, `Person.${n}+work@Example.com`, `p_${n}@sub.example.org`]);
    return { n, email, login: email, assigned: next() < 0.3 };
  });
  const patch = peopled(people, {
    region: pick(['us-east-1', 'us-east-1', 'eu-west-1', 'ap-south-1']),
    pageSize: pick([2, 50, 100, 100]),
  });
  return next() < 0.7 ? [patch] : [patch, besides];
}

const besides: WorldPatch = {
  accounts: {
    [account]: {
      iam: {
        roles: {
          Lambda: {
            trust: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
              ],
            },
          },
        },
      },
      connect: {
        'us-east-1': {
          '9c1de5a0-24b7-4f7e-8a63-5f0e2b9d7c00': { alias: 'first-lab', identityManagementType: 'CONNECT_MANAGED' },
        },
      },
    },
  },
};

function peopled(
  people: readonly Person[],
  { region, pageSize }: { readonly region: string; readonly pageSize: number },
): WorldPatch {
  const of = <T>(value: (person: Person) => readonly [string, T]): Record<string, T> =>
    Object.fromEntries(people.map(value));
  const members = people.filter(({ assigned }) => !assigned).map(({ n }) => id(2, n));
  return {
    pageSize,
    identityCenter: {
      'ssoins-7223c0ffee5e1f04': {
        region,
        users: of(({ n, email }) => [id(2, n), { userName: `person${n}`, emails: [{ value: email, primary: true }] }]),
        groups: {
          [group]: {
            members: ['24a814c8-a0b1-70d9-6f2a-0b7e5a94c311', '94e8a4f8-1051-70a7-2d8c-61c3f0be7d52', ...members],
          },
        },
        applications: {
          'apl-72236face0cd1203': {
            assignments: [
              { principalType: 'GROUP', principalId: group },
              ...people
                .filter(({ assigned }) => assigned)
                .map(({ n }) => ({ principalType: 'USER', principalId: id(2, n) })),
            ],
          },
        },
      },
    },
    accounts: {
      [account]: {
        connect: {
          'us-east-1': {
            [instance]: {
              users: of(({ n, login }) => [
                id(3, n),
                { username: login, securityProfileIds: [agentProfile], routingProfileId: routing },
              ]),
            },
          },
        },
      },
    },
  };
}

/** A difference that no entry has: statements and people put together at random. */
function slip(next: () => number, pick: <T>(list: readonly T[]) => T): WorldPatch {
  const arn = `arn:aws:connect:us-east-1:${account}:instance/${instance}`;
  const statement = (): object => ({
    Effect: next() < 0.85 ? 'Allow' : 'Deny',
    Action: pick([
      'connect:GetFederationToken',
      'connect:GetFederationToken',
      'connect:*',
      '*',
      'connect:Get*',
      'connect:GetFederationTokens',
      's3:*',
      ['s3:*', 'connect:getfederationtoken'],
    ]),
    Resource: pick([
      `${arn}/user/\${aws:userid}`,
      `${arn}/user/\${aws:userid}`,
      '*',
      `${arn}/user/*`,
      `${arn}/*`,
      arn,
      `${arn}/user/AROASANDBOXCONNECTSSO:*`,
      `${arn}/user/*:agent1@example.com`,
    ]),
    ...(next() < 0.3 && {
      Condition: pick([
        { StringEquals: { 'connect:InstanceId': instance } },
        { StringLike: { 'aws:userid': '*@example.com' } },
        { StringNotLike: { 'aws:userid': '*:agent2*' } },
        { Bool: { 'aws:SecureTransport': 'false' } },
        { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      ]),
    }),
  });
  const policy = {
    Version: pick(['2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17']),
    Statement: Array.from({ length: 1 + Math.floor(next() * 2) }, statement),
  };
  const role = pick([
    { inline: { Random: policy } },
    { inline: { Random: policy }, attached: [] },
    { boundary: `arn:aws:iam::${account}:policy/Limit` },
  ]);
  return {
    accounts: {
      [account]: {
        iam: {
          policies: { Limit: { versions: { v1: { document: policy } } } },
          roles: { 'Connect-SSO': next() < 0.4 ? { ...role, trust: trustSlip(next, pick) } : role },
        },
      },
    },
  };
}

/** Whose sessions the role is for, put together at random. */
function trustSlip(next: () => number, pick: <T>(list: readonly T[]) => T): object {
  const aud = { 'SAML:aud': 'https://signin.aws.amazon.com/saml' };
  const named = (): object =>
    pick([
      { StringLike: { 'sts:RoleSessionName': '*@example.com' } },
      { StringLike: { 'sts:RoleSessionName': ['agent*', 'person*', 'p_*'] } },
      { StringNotLike: { 'sts:RoleSessionName': 'agent2*' } },
      { StringEqualsIgnoreCase: { 'sts:RoleSessionName': ['Agent1@example.com', 'Agent2@example.com'] } },
      { Null: { 'sts:RoleSessionName': pick(['true', 'false']) } },
      { StringLikeIfExists: { 'sts:RoleSessionName': '*@*' } },
    ]);
  const statement = (): object => ({
    Effect: next() < 0.8 ? 'Allow' : 'Deny',
    Principal: { Federated: `arn:aws:iam::${account}:saml-provider/Connect-SSO` },
    Action: pick(['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithSAML', 'sts:*', 'sts:AssumeRole']),
    Condition: { ...(next() < 0.8 && { StringEquals: aud }), ...(next() < 0.6 && named()) },
  });
  return { Version: '2012-10-17', Statement: Array.from({ length: 1 + Math.floor(next() * 2) }, statement) };
}
