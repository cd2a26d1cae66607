import { createHash } from 'node:crypto';
import { applicationMetadata } from './metadata.ts';
import { readMoment } from './moment.ts';
import { type Reader, readObject } from './reader.ts';
import {
  type Account,
  type Application,
  type ConnectInstance,
  type Fault,
  type FaultKind,
  type Iam,
  type Identity,
  type IdentityCenter,
  type Organization,
  type Principal,
  type State,
  type World,
  WorldError,
} from './world.ts';

const faultKinds: readonly FaultKind[] = [
  'denied',
  'throttle',
  'server',
  'html503',
  'reset',
  'truncated',
  'latency',
  'expired',
  'skew',
];

/** When things in a world came about, unless it says so. */
const longAgo = '2026-01-05T09:00:00.000Z';

/** Checks a world and completes it. The world itself stays as it is. */
export function settle(world: World, clock: Date): State {
  const fixed = typeof world.now === 'string' ? readMoment(world.now, clock) : undefined;
  return readObject(world, 'The world', fixed ?? clock, (at) => {
    at.raw('extends');
    at.raw('rename');
    const identityCenter = at.each('identityCenter', readIdentityCenter);
    const organization = readOrganization(at, 'organization') ?? null;
    const state: State = {
      title: at.text('title', 'A world'),
      description: at.text('description', ''),
      ...at.optional('now', at.moment),
      region: at.text('region', 'us-east-1'),
      caller: at.object('caller', readIdentity),
      credentials: at.each('credentials', (key) => ({
        ...readIdentity(key),
        ...key.optional('policies', (name) => readPolicies(key, name)),
      })),
      organization,
      identityCenter,
      accounts: at.each('accounts', (account, id) => readAccount(account, id, identityCenter, organization)),
      faults: at.list('faults', readFault),
      pageSize: at.number('pageSize', 2),
      ...at.optional('lag', (key) =>
        at.object(key, (lag) => ({ ...lag.optional('calls', lag.number), ...lag.optional('ms', lag.number) })),
      ),
    };
    for (const account of [state.caller.account, ...Object.values(state.credentials).map((c) => c.account)]) {
      state.accounts[account] ??= readObject({}, 'account', at.now, (empty) =>
        readAccount(empty, account, identityCenter, organization),
      );
    }
    return state;
  });
}

const readIdentity = (at: Reader): Identity => {
  const account = at.text('account');
  if (!/^\d{12}$/.test(account)) throw new WorldError(`${at.path}.account must be twelve digits, not "${account}".`);
  return {
    account,
    arn: at.text('arn', `arn:aws:iam::${account}:user/operator`),
    userId: at.text('userId', 'AIDASANDBOXOPERATOR01'),
  };
};

/** A credential's policies are a list, of objects or texts. */
const readPolicies = (at: Reader, key: string): string[] => {
  const list = at.raw(key);
  if (!Array.isArray(list)) throw new WorldError(`${at.path}.${key} must be a list of policy documents.`);
  return list.map((policy) => (typeof policy === 'string' ? policy : JSON.stringify(policy)));
};

const readFault = (at: Reader): Fault => {
  const kind = faultKinds.find((known) => known === at.text('kind'));
  if (!kind) {
    throw new WorldError(`${at.path}.kind must be one of ${faultKinds.join(', ')}, not "${at.text('kind')}".`);
  }
  return {
    match: at.text('match'),
    kind,
    ...at.optional('account', at.text),
    ...at.optional('region', at.text),
    ...at.optional('times', at.number),
    ...at.optional('probability', at.number),
    ...at.optional('after', (key) => at.flag(key, false)),
    ...at.optional('ms', at.number),
  };
};

function readOrganization(at: Reader, key: string): Organization | null | undefined {
  const value = at.raw(key);
  if (value === undefined || value === null) return value;
  return at.object(key, (org) => {
    const id = org.text('id');
    return {
      id,
      featureSet: org.text('featureSet', 'ALL'),
      managementAccountId: org.text('managementAccountId'),
      rootId: org.text('rootId', `r-${id.slice(-4)}`),
      accounts: org.each('accounts', (account, accountId) => ({
        name: account.text('name', `Account ${accountId}`),
        email: account.text('email', `account-${accountId}@example.com`),
        status: account.text('status', 'ACTIVE'),
        ...account.optional('ou', account.text),
      })),
    };
  });
}

const readIdentityCenter = (at: Reader, id: string): IdentityCenter => {
  if (!/^ssoins-[0-9a-f]{16}$/.test(id)) {
    throw new WorldError(`identityCenter.${id} must be called ssoins- and sixteen hex digits.`);
  }
  const ownerAccountId = at.text('ownerAccountId');
  return {
    ownerAccountId,
    ...at.optional('name', at.text),
    region: at.text('region'),
    replicas: at.texts('replicas'),
    status: at.text('status', 'ACTIVE'),
    createdDate: at.moment('createdDate', longAgo),
    identityStoreId: at.text('identityStoreId', `d-${id.slice(7, 17)}`),
    ...at.optional('delegatedAdmin', at.text),
    users: at.each('users', (user) => ({
      userName: user.text('userName'),
      ...user.optional('displayName', user.text),
      ...user.optional('name', (key) =>
        user.object(key, (name) => ({
          ...name.optional('givenName', name.text),
          ...name.optional('familyName', name.text),
        })),
      ),
      emails: user.list('emails', (email) => ({
        value: email.text('value'),
        ...email.optional('type', email.text),
        primary: email.flag('primary', false),
      })),
      status: user.text('status', 'ENABLED'),
    })),
    groups: at.each('groups', (group) => ({
      displayName: group.text('displayName'),
      ...group.optional('description', group.text),
      members: group.texts('members'),
    })),
    applications: at.each('applications', (application, aplId) => {
      if (!/^apl-[0-9a-f]{16}$/.test(aplId)) {
        throw new WorldError(`${application.path} must be called apl- and sixteen hex digits.`);
      }
      return readApplication(application, ownerAccountId);
    }),
  };
};

const readApplication = (at: Reader, ownerAccountId: string): Application => ({
  name: at.text('name'),
  ...at.optional('description', at.text),
  providerArn: at.text('providerArn', 'arn:aws:sso::aws:applicationProvider/catalog/Amazon-Connect'),
  status: at.text('status', 'ENABLED'),
  visibility: at.text('visibility', 'ENABLED'),
  signInOptions: at.object('signInOptions', (options) => ({
    origin: options.text('origin', 'IDENTITY_CENTER'),
    ...options.optional('applicationUrl', options.text),
  })),
  account: at.text('account', ownerAccountId),
  createdDate: at.moment('createdDate', longAgo),
  assignmentRequired: at.flag('assignmentRequired', true),
  assignments: at.list('assignments', (assignment) => ({
    principalType: assignment.text('principalType', 'GROUP'),
    principalId: assignment.text('principalId'),
  })),
});

type IdentityCenters = { readonly [id: string]: IdentityCenter };

function readAccount(at: Reader, id: string, centers: IdentityCenters, shared: Organization | null): Account {
  if (!/^\d{12}$/.test(id)) throw new WorldError(`accounts.${id} must be called by twelve digits.`);
  const own = readOrganization(at, 'organization');
  // An account outside the world's organization has none, and says so: what it creates and deletes then leaves no trace.
  const outside = shared !== null && !Object.hasOwn(shared.accounts, id) && shared.managementAccountId !== id;
  const organization = own === undefined && outside ? null : own;
  return {
    ...(organization === undefined ? {} : { organization }),
    iam: at.object('iam', (iam) => readIam(iam, id, centers)),
    connect: at.each('connect', (region) => readMembers(region, readConnectInstance)),
    cloudTrail: readTrail(at),
  };
}

/** An object whose members are keyed by id one level further down. */
function readMembers<T>(at: Reader, read: (at: Reader, id: string) => T): { [id: string]: T } {
  const result: { [id: string]: T } = Object.create(null);
  for (const id of at.keys()) result[id] = at.object(id, (member) => read(member, id));
  return result;
}

function readTrail(at: Reader): Account['cloudTrail'] {
  return at.object('cloudTrail', (regions) => {
    const result: Account['cloudTrail'] = Object.create(null);
    for (const region of regions.keys()) {
      const events = regions.raw(region);
      if (!Array.isArray(events)) throw new WorldError(`${regions.path}.${region} must be a list of event records.`);
      result[region] = events.map((event: object, i) => {
        const known = readObject(event, `${regions.path}.${region}[${i}]`, at.now, (record) => {
          for (const key of record.keys()) record.raw(key);
          return {
            eventID: record.text('eventID', derivedUuid(`${region} ${i}`)),
            eventName: record.text('eventName'),
            eventSource: record.text('eventSource'),
            eventTime: record.moment('eventTime', '-5m'),
          };
        });
        return { eventVersion: '1.11', awsRegion: region, ...event, ...known };
      });
    }
    return result;
  });
}

function readIam(at: Reader, account: string, centers: IdentityCenters): Iam {
  return {
    samlProviders: at.each('samlProviders', (provider, name) => ({
      metadata: readMetadata(provider, centers),
      ...provider.optional('assertionEncryptionMode', provider.text),
      uuid: provider.text('uuid', `SAMLP${derivedId(`${account} provider ${name}`)}`),
      createDate: provider.moment('createDate', longAgo),
    })),
    policies: at.each('policies', (policy, name) => ({
      path: policy.text('path', '/'),
      policyId: policy.text('policyId', `ANPA${derivedId(`${account} policy ${name}`)}`),
      ...policy.optional('description', policy.text),
      defaultVersion: policy.text('defaultVersion', 'v1'),
      versions: policy.each('versions', (version) => ({
        document: version.document('document'),
        createDate: version.moment('createDate', longAgo),
      })),
    })),
    roles: at.each('roles', (role, name) => ({
      ...readPrincipal(role),
      roleId: role.text('roleId', `AROA${derivedId(`${account} role ${name}`)}`),
      ...role.optional('description', role.text),
      trust: role.document('trust'),
      maxSessionDuration: role.number('maxSessionDuration', 3600),
      createDate: role.moment('createDate', longAgo),
      ...role.optional('lastUsed', (key) =>
        role.object(key, (used) => ({ date: used.moment('date'), region: used.text('region', 'us-east-1') })),
      ),
    })),
    users: at.each('users', readPrincipal),
  };
}

const readPrincipal = (at: Reader): Principal => ({
  path: at.text('path', '/'),
  attached: at.texts('attached'),
  inline: at.documents('inline'),
  ...at.optional('boundary', at.text),
});

function readMetadata(provider: Reader, centers: IdentityCenters): string {
  const given = provider.raw('metadata');
  if (typeof given === 'string') return given;
  return provider.object('metadata', (at) => {
    const id = at.text('application');
    const home = Object.values(centers).find((center) => Object.hasOwn(center.applications, id));
    const from = at.text('notBefore', '2026-01-01T00:00:00Z');
    const to = at.text('notAfter', '+1800d');
    const certificates = at.list('certificates', (one) => validity(one, from, to));
    return applicationMetadata({
      id,
      account: at.text('account', home?.ownerAccountId),
      region: at.text('region', home?.region),
      validity: certificates.length > 0 ? certificates : [validity(at, from, to)],
    });
  });
}

const validity = (at: Reader, from: string, to: string): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(at.moment('notBefore', from)),
  notAfter: new Date(at.moment('notAfter', to)),
});

const readConnectInstance = (at: Reader, id: string): ConnectInstance => ({
  alias: at.text('alias', `connect-${id.slice(0, 8)}`),
  identityManagementType: at.text('identityManagementType', 'SAML'),
  status: at.text('status', 'ACTIVE'),
  createdTime: at.moment('createdTime', longAgo),
  users: at.each('users', (user) => ({
    username: user.text('username'),
    securityProfileIds: user.texts('securityProfileIds'),
    ...user.optional('routingProfileId', user.text),
    identityInfo: user.object('identityInfo', (info) => ({
      ...info.optional('firstName', info.text),
      ...info.optional('lastName', info.text),
      ...info.optional('email', info.text),
    })),
  })),
  securityProfiles: at.each('securityProfiles', (profile) => ({
    name: profile.text('name'),
    permissions: profile.texts('permissions'),
  })),
  routingProfiles: at.each('routingProfiles', (profile) => ({ name: profile.text('name') })),
});

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Seventeen characters as in AWS's unique ids, always the same for the same thing. */
const derivedId = (of: string): string =>
  [...createHash('sha256').update(of).digest().subarray(0, 17)].map((byte) => base32[byte % 32]).join('');

const derivedUuid = (of: string): string =>
  createHash('sha256')
    .update(of)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
