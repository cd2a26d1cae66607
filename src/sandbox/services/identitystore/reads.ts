import {
  type AlternateIdentifier,
  DescribeGroup$,
  DescribeUser$,
  type Filter,
  GetGroupId$,
  GetUserId$,
  IsMemberInGroups$,
  ListGroupMemberships$,
  ListGroupMembershipsForMember$,
  ListGroups$,
  ListUsers$,
  type User,
} from '@aws-sdk/client-identitystore';
import { type Answers, type Context, invalid, page } from '../../service.ts';
import type { StoreUser } from '../../world.ts';
import type { Reads } from '../identitystore.ts';
import { type Group, membershipId, notFound, requireGroup, requireStore, requireUser } from './common.ts';

const created = { CreatedAt: new Date('2026-01-05T09:00:00Z'), UpdatedAt: new Date('2026-01-05T09:00:00Z') };

const describeUser = (storeId: string, id: string, user: StoreUser): User => ({
  IdentityStoreId: storeId,
  UserId: id,
  UserName: user.userName,
  ...(user.displayName === undefined ? {} : { DisplayName: user.displayName }),
  ...(user.name === undefined ? {} : { Name: { GivenName: user.name.givenName, FamilyName: user.name.familyName } }),
  ...(user.emails.length > 0 && {
    Emails: user.emails.map(({ value, type, primary }) => ({
      Value: value,
      ...(type === undefined ? {} : { Type: type }),
      Primary: primary,
    })),
  }),
  UserStatus: user.status as 'ENABLED' | 'DISABLED',
  ...created,
});

const describeGroup = (storeId: string, id: string, group: Group) => ({
  IdentityStoreId: storeId,
  GroupId: id,
  DisplayName: group.displayName,
  ...(group.description === undefined ? {} : { Description: group.description }),
  ...created,
});

const describeMembership = (storeId: string, groupId: string, userId: string) => ({
  IdentityStoreId: storeId,
  MembershipId: membershipId(groupId, userId),
  GroupId: groupId,
  MemberId: { UserId: userId },
  ...created,
});

/** The deprecated Filters: one, on `UserName` or `DisplayName`. */
function filterBy(aws: Context, filters: readonly Filter[] | undefined, path: string): (value: string) => boolean {
  const [filter, ...more] = filters ?? [];
  if (!filter) return () => true;
  if (more.length > 0 || filter.AttributePath?.toLowerCase() !== path.toLowerCase()) {
    throw invalid(aws, `Only one filter, on ${path}, is supported.`);
  }
  return (value) => value === filter.AttributeValue;
}

function uniqueAttribute(aws: Context, identifier: AlternateIdentifier): { path: string; value: unknown } {
  const attribute = identifier.UniqueAttribute;
  if (!attribute) throw invalid(aws, 'No user or group here comes from an external identity provider.');
  return { path: attribute.AttributePath ?? '', value: attribute.AttributeValue };
}

const userOf = (aws: Context, member: { readonly UserId?: string | undefined }): string => {
  if (member.UserId === undefined) throw invalid(aws, 'MemberId must name a user.');
  return member.UserId;
};

export const storeReads = {
  ListUsers: [
    ListUsers$,
    (aws, input) => {
      const { center } = requireStore(aws, input);
      const isWanted = filterBy(aws, input.Filters, 'UserName');
      const users = Object.entries(center.users).filter(([, { userName }]) => isWanted(userName));
      const { items, next } = page(aws, users, { token: input.NextToken, size: input.MaxResults, most: 100 });
      return { Users: items.map(([id, user]) => describeUser(input.IdentityStoreId, id, user)), NextToken: next };
    },
  ],
  ListGroups: [
    ListGroups$,
    (aws, input) => {
      const { center } = requireStore(aws, input);
      const isWanted = filterBy(aws, input.Filters, 'DisplayName');
      const groups = Object.entries(center.groups).filter(([, { displayName }]) => isWanted(displayName));
      const { items, next } = page(aws, groups, { token: input.NextToken, size: input.MaxResults, most: 100 });
      return { Groups: items.map(([id, group]) => describeGroup(input.IdentityStoreId, id, group)), NextToken: next };
    },
  ],
  ListGroupMemberships: [
    ListGroupMemberships$,
    (aws, input) => {
      const { members } = requireGroup(requireStore(aws, input).center, input.GroupId);
      const { items, next } = page(aws, members, { token: input.NextToken, size: input.MaxResults, most: 100 });
      return {
        GroupMemberships: items.map((id) => describeMembership(input.IdentityStoreId, input.GroupId, id)),
        NextToken: next,
      };
    },
  ],
  ListGroupMembershipsForMember: [
    ListGroupMembershipsForMember$,
    (aws, input) => {
      const { center } = requireStore(aws, input);
      const userId = userOf(aws, input.MemberId);
      requireUser(center, userId);
      const groups = Object.keys(center.groups).filter((id) => requireGroup(center, id).members.includes(userId));
      const { items, next } = page(aws, groups, { token: input.NextToken, size: input.MaxResults, most: 100 });
      return {
        GroupMemberships: items.map((id) => describeMembership(input.IdentityStoreId, id, userId)),
        NextToken: next,
      };
    },
  ],
  IsMemberInGroups: [
    IsMemberInGroups$,
    (aws, input) => {
      const { center } = requireStore(aws, input);
      const userId = userOf(aws, input.MemberId);
      requireUser(center, userId);
      return {
        Results: input.GroupIds.map((id) => ({
          GroupId: id,
          MemberId: { UserId: userId },
          MembershipExists: requireGroup(center, id).members.includes(userId),
        })),
      };
    },
  ],
  DescribeUser: [
    DescribeUser$,
    (aws, input) => {
      const user = requireUser(requireStore(aws, input).center, input.UserId);
      return describeUser(input.IdentityStoreId, input.UserId, user);
    },
  ],
  DescribeGroup: [
    DescribeGroup$,
    (aws, input) => {
      const group = requireGroup(requireStore(aws, input).center, input.GroupId);
      return describeGroup(input.IdentityStoreId, input.GroupId, group);
    },
  ],
  GetUserId: [
    GetUserId$,
    (aws, input) => {
      const { center } = requireStore(aws, input);
      const { path, value } = uniqueAttribute(aws, input.AlternateIdentifier);
      if (path !== 'userName' && path !== 'emails.value') throw invalid(aws, `${path} is not a unique attribute.`);
      const found = Object.entries(center.users).find(([, user]) =>
        path === 'userName' ? user.userName === value : user.emails.some((email) => email.value === value),
      );
      if (!found) throw notFound('USER', String(value));
      return { IdentityStoreId: input.IdentityStoreId, UserId: found[0] };
    },
  ],
  GetGroupId: [
    GetGroupId$,
    (aws, input) => {
      const { center } = requireStore(aws, input);
      const { path, value } = uniqueAttribute(aws, input.AlternateIdentifier);
      if (path !== 'displayName') throw invalid(aws, `${path} is not a unique attribute.`);
      const found = Object.entries(center.groups).find(([, { displayName }]) => displayName === value);
      if (!found) throw notFound('GROUP', String(value));
      return { IdentityStoreId: input.IdentityStoreId, GroupId: found[0] };
    },
  ],
} satisfies Answers<Reads>;
