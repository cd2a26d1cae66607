import { type Reader, readObject, regionAt } from '../reader.ts';
import { type Account, type ConnectInstance, type Organization, WorldError } from '../world.ts';
import { derivedUuid, longAgo } from './defaults.ts';
import { type IdentityCenters, readIam } from './iam.ts';
import { readOrganization } from './organization.ts';

export function readAccount(at: Reader, id: string, centers: IdentityCenters, shared: Organization | null): Account {
  if (!/^\d{12}$/.test(id)) throw new WorldError(`accounts.${id} must be called by twelve digits.`);
  const own = readOrganization(at, 'organization');
  // An account outside the world's organization has none, and says so: what it creates and deletes then leaves no trace.
  const outside = shared !== null && !Object.hasOwn(shared.accounts, id) && shared.managementAccountId !== id;
  const organization = own === undefined && outside ? null : own;
  return {
    ...(organization === undefined ? {} : { organization }),
    iam: at.object('iam', (iam) => readIam(iam, id, centers)),
    connect: at.each('connect', (region, name) => {
      regionAt(name, `${at.path}.connect`);
      return readMembers(region, readConnectInstance);
    }),
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
      regionAt(region, regions.path);
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
