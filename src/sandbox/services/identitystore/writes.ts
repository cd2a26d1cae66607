import {
  CreateGroup$,
  CreateGroupMembership$,
  CreateUser$,
  DeleteGroup$,
  DeleteGroupMembership$,
  DeleteUser$,
  type Email,
  UpdateUser$,
} from '@aws-sdk/client-identitystore';
import { uuid } from '../../ids.ts';
import { type Answers, type Context, invalid } from '../../service.ts';
import type { IdentityCenter, StoreUser } from '../../world.ts';
import type { Writes } from '../identitystore.ts';
import { conflict, membershipId, notFound, requireGroup, requireUser, requireWritableStore } from './common.ts';

type Emails = StoreUser['emails'];

function readEmails(aws: Context, emails: readonly Email[]): Emails {
  if (emails.length > 1) throw invalid(aws, 'A user may have at most one email address.');
  return emails.map(({ Value, Type, Primary = false }) => {
    if (Value === undefined || Value === '') throw invalid(aws, 'An email address needs a value.');
    return { value: Value, ...(Type === undefined ? {} : { type: Type }), primary: Primary };
  });
}

/** User names and e-mail addresses are unique in the directory. */
function refuseDuplicate(center: IdentityCenter, userName: string | undefined, emails: Emails, except?: string): void {
  for (const [id, user] of Object.entries(center.users)) {
    if (id === except) continue;
    if (user.userName === userName) throw conflict('Duplicate UserName');
    if (emails.some(({ value }) => user.emails.some((other) => other.value === value)))
      throw conflict('Duplicate email');
  }
}

const storeName = (name: { GivenName?: string | undefined; FamilyName?: string | undefined }) => ({
  ...(name.GivenName === undefined ? {} : { givenName: name.GivenName }),
  ...(name.FamilyName === undefined ? {} : { familyName: name.FamilyName }),
});

const text = (aws: Context, path: string, value: unknown): string => {
  if (typeof value !== 'string' || value === '') throw invalid(aws, `The value of ${path} must be text.`);
  return value;
};

/** One attribute operation of UpdateUser; without a value it takes the attribute away. */
function updateAttribute(aws: Context, center: IdentityCenter, id: string, path: string, value: unknown): void {
  const user = requireUser(center, id);
  switch (path) {
    case 'userName': {
      const userName = text(aws, path, value);
      refuseDuplicate(center, userName, [], id);
      user.userName = userName;
      return;
    }
    case 'displayName':
      user.displayName = text(aws, path, value);
      return;
    case 'name.givenName':
      user.name = { ...user.name, givenName: text(aws, path, value) };
      return;
    case 'name.familyName':
      user.name = { ...user.name, familyName: text(aws, path, value) };
      return;
    case 'emails': {
      const emails = value === undefined || value === null ? [] : readEmailDocument(aws, value);
      refuseDuplicate(center, undefined, emails, id);
      user.emails = emails;
      return;
    }
    default:
      throw invalid(aws, `The attribute ${path} cannot be updated.`);
  }
}

/** AttributeValue is a document: its members are spelt as in the attribute paths, though not by every client. */
function readEmailDocument(aws: Context, value: unknown): Emails {
  if (!Array.isArray(value)) throw invalid(aws, 'The value of emails must be a list.');
  return readEmails(
    aws,
    value.map((email: { readonly [member: string]: unknown }) => {
      const [address, type, primary] = ['Value', 'Type', 'Primary'].map(
        (member) => email[member] ?? email[member.toLowerCase()],
      );
      return {
        Value: text(aws, 'emails.value', address),
        ...(typeof type === 'string' ? { Type: type } : {}),
        Primary: primary === true,
      };
    }),
  );
}

export const storeWrites = {
  CreateUser: [
    CreateUser$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      const { UserName, DisplayName, Name, Emails = [] } = input;
      if (UserName === undefined) throw invalid(aws, 'UserName is a required attribute');
      if (DisplayName === undefined) throw invalid(aws, 'DisplayName is a required attribute');
      if (Name?.GivenName === undefined || Name.FamilyName === undefined) {
        throw invalid(aws, 'Name.GivenName and Name.FamilyName are required attributes');
      }
      const emails = readEmails(aws, Emails);
      refuseDuplicate(center, UserName, emails);
      const id = uuid(aws.random);
      center.users[id] = {
        userName: UserName,
        displayName: DisplayName,
        name: storeName(Name),
        emails,
        status: 'ENABLED',
      };
      return { IdentityStoreId: input.IdentityStoreId, UserId: id };
    },
  ],
  UpdateUser: [
    UpdateUser$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      requireUser(center, input.UserId);
      for (const { AttributePath = '', AttributeValue } of input.Operations) {
        updateAttribute(aws, center, input.UserId, AttributePath, AttributeValue);
      }
      return {};
    },
  ],
  DeleteUser: [
    DeleteUser$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      requireUser(center, input.UserId);
      delete center.users[input.UserId];
      // Memberships go with the user; assignments to applications stay behind and point to nobody.
      for (const group of Object.values(center.groups)) {
        group.members = group.members.filter((id) => id !== input.UserId);
      }
      return {};
    },
  ],
  CreateGroup: [
    CreateGroup$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      const { DisplayName, Description } = input;
      if (DisplayName === undefined) throw invalid(aws, 'DisplayName is a required attribute');
      if (Object.values(center.groups).some(({ displayName }) => displayName === DisplayName)) {
        throw conflict('Duplicate GroupDisplayName');
      }
      const id = uuid(aws.random);
      center.groups[id] = {
        displayName: DisplayName,
        ...(Description === undefined ? {} : { description: Description }),
        members: [],
      };
      return { IdentityStoreId: input.IdentityStoreId, GroupId: id };
    },
  ],
  DeleteGroup: [
    DeleteGroup$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      requireGroup(center, input.GroupId);
      delete center.groups[input.GroupId];
      return {};
    },
  ],
  CreateGroupMembership: [
    CreateGroupMembership$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      const group = requireGroup(center, input.GroupId);
      const { UserId } = input.MemberId;
      if (UserId === undefined) throw invalid(aws, 'MemberId must name a user.');
      requireUser(center, UserId);
      if (group.members.includes(UserId)) throw conflict('Member already exists in the group');
      group.members.push(UserId);
      return { IdentityStoreId: input.IdentityStoreId, MembershipId: membershipId(input.GroupId, UserId) };
    },
  ],
  DeleteGroupMembership: [
    DeleteGroupMembership$,
    (aws, input) => {
      const center = requireWritableStore(aws, input);
      for (const [groupId, group] of Object.entries(center.groups)) {
        const member = group.members.find((id) => membershipId(groupId, id) === input.MembershipId);
        if (member === undefined) continue;
        group.members = group.members.filter((id) => id !== member);
        return {};
      }
      throw notFound('GROUP_MEMBERSHIP', input.MembershipId);
    },
  ],
} satisfies Answers<Writes>;
