import { createHash } from 'node:crypto';
import { administers, type Instance, instancesSeen } from '../../organization.ts';
import { refusal } from '../../authorize.ts';
import { type Context, denied, invalid, own } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { IdentityCenter, StoreUser } from '../../world.ts';

export type Group = IdentityCenter['groups'][string];

export const notFound = (type: 'IDENTITY_STORE' | 'USER' | 'GROUP' | 'GROUP_MEMBERSHIP', id: string): AwsError =>
  new AwsError('ResourceNotFoundException', `${type} not found.`, { ResourceType: type, ResourceId: id });

export const conflict = (message: string): AwsError =>
  new AwsError('ConflictException', message, { Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' });

/** Every account of the organization may read the store; in another Region it is not there. */
export function requireStore(aws: Context, { IdentityStoreId }: { readonly IdentityStoreId: string }): Instance {
  const instance = instancesSeen(aws.state, aws.account, aws.region).find(
    ({ center }) => center.identityStoreId === IdentityStoreId,
  );
  if (!instance) throw notFound('IDENTITY_STORE', IdentityStoreId);
  return instance;
}

/** Users and groups are written only in the primary Region, by the owner or the delegated administrator. */
export function requireWritableStore(aws: Context, input: { readonly IdentityStoreId: string }): IdentityCenter {
  const instance = requireStore(aws, input);
  if (!administers(instance, aws.account)) throw denied(aws, refusal(aws, { ...input }));
  if (instance.center.region !== aws.region) {
    throw invalid(aws, `Users and groups are written in the primary Region ${instance.center.region} only.`);
  }
  return instance.center;
}

export function requireUser(center: IdentityCenter, id: string): StoreUser {
  const user = own(center.users, id);
  if (!user) throw notFound('USER', id);
  return user;
}

export function requireGroup(center: IdentityCenter, id: string): Group {
  const group = own(center.groups, id);
  if (!group) throw notFound('GROUP', id);
  return group;
}

/** A world does not name memberships; the id follows from whose it is. */
export const membershipId = (groupId: string, userId: string): string =>
  createHash('sha256')
    .update(`${groupId} ${userId}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
