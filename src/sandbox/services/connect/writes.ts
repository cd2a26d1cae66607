import {
  CreateUser$,
  DeleteUser$,
  UpdateUserRoutingProfile$,
  UpdateUserSecurityProfiles$,
  type UserIdentityInfo,
} from '@aws-sdk/client-connect';
import { uuid } from '../../ids.ts';
import { type Answers, type Context, invalid } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { ConnectInstance, ConnectUser } from '../../world.ts';
import type { Writes } from '../connect.ts';
import {
  invalidParameter,
  requireInstance,
  requireRoutingProfile,
  requireSecurityProfiles,
  requireUser,
  userArn,
} from './common.ts';

/**
 * On SAML instances names are up to 64 characters of `[a-zA-Z0-9_-.\@]+`, and with an `@` a whole e-mail address:
 * `testuser@example` is refused, and so is `+` (API Reference, CreateUser).
 */
function checkUsername(instance: ConnectInstance, username: string): void {
  if (instance.identityManagementType !== 'SAML') {
    if (/^[a-zA-Z0-9_\-.]{1,20}$/.test(username)) return;
  } else if (
    /^[a-zA-Z0-9_\-.\\@]{1,64}$/.test(username) &&
    (!username.includes('@') || /^[^@]+@[^@.]+(\.[^@.]+)+$/.test(username))
  ) {
    return;
  }
  throw invalidParameter(`Username ${username} is not valid`);
}

function checkIdentity(
  aws: Context,
  instance: ConnectInstance,
  input: {
    readonly IdentityInfo?: UserIdentityInfo | undefined;
    readonly Password?: string | undefined;
    readonly DirectoryUserId?: string | undefined;
  },
): void {
  const isManaged = instance.identityManagementType === 'CONNECT_MANAGED';
  if (isManaged && input.Password === undefined) throw invalid(aws, 'Password is required for this directory type');
  if (isManaged) return;
  if (input.Password !== undefined) throw invalid(aws, 'Password is not required for this directory type');
  if (instance.identityManagementType !== 'SAML') return;
  if (input.IdentityInfo?.Email !== undefined) throw invalid(aws, 'Email is not required for this directory type');
  if (input.DirectoryUserId !== undefined) {
    throw invalid(aws, 'DirectoryUserId is not required for this directory type');
  }
}

const storedInfo = (info: UserIdentityInfo = {}): ConnectUser['identityInfo'] => ({
  ...(info.FirstName === undefined ? {} : { firstName: info.FirstName }),
  ...(info.LastName === undefined ? {} : { lastName: info.LastName }),
  ...(info.Email === undefined ? {} : { email: info.Email }),
});

export const connectWrites = {
  CreateUser: [
    CreateUser$,
    (aws, input) => {
      const { id, instance } = requireInstance(aws, input.InstanceId);
      checkUsername(instance, input.Username);
      checkIdentity(aws, instance, input);
      requireSecurityProfiles(aws, instance, input.SecurityProfileIds);
      requireRoutingProfile(instance, input.RoutingProfileId);
      // Upper and lower case make two users, on SAML instances too (Administrator Guide, "Configure SAML").
      if (Object.values(instance.users).some(({ username }) => username === input.Username)) {
        throw new AwsError('DuplicateResourceException', `User ${input.Username} already exists`);
      }
      const userId = uuid(aws.random);
      instance.users[userId] = {
        username: input.Username,
        securityProfileIds: [...input.SecurityProfileIds],
        routingProfileId: input.RoutingProfileId,
        identityInfo: storedInfo(input.IdentityInfo),
      };
      return { UserId: userId, UserArn: userArn(aws, id, userId) };
    },
  ],
  DeleteUser: [
    DeleteUser$,
    (aws, input) => {
      const { instance, userId } = requireUser(aws, input);
      delete instance.users[userId];
      return {};
    },
  ],
  UpdateUserSecurityProfiles: [
    UpdateUserSecurityProfiles$,
    (aws, input) => {
      const { instance, user } = requireUser(aws, input);
      requireSecurityProfiles(aws, instance, input.SecurityProfileIds);
      user.securityProfileIds = [...input.SecurityProfileIds];
      return {};
    },
  ],
  UpdateUserRoutingProfile: [
    UpdateUserRoutingProfile$,
    (aws, input) => {
      const { instance, user } = requireUser(aws, input);
      requireRoutingProfile(instance, input.RoutingProfileId);
      user.routingProfileId = input.RoutingProfileId;
      return {};
    },
  ],
} satisfies Answers<Writes>;
