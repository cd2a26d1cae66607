import {
  ConnectClient,
  CreateUserCommand,
  DeleteUserCommand,
  ListInstancesCommand,
  ListRoutingProfilesCommand,
  ListSecurityProfilePermissionsCommand,
  ListSecurityProfilesCommand,
  SearchUsersCommand,
  UpdateUserRoutingProfileCommand,
  UpdateUserSecurityProfilesCommand,
} from '@aws-sdk/client-connect';

export const Client = ConnectClient;

export const reads = {
  ListInstances: ListInstancesCommand,
  SearchUsers: SearchUsersCommand,
  ListSecurityProfiles: ListSecurityProfilesCommand,
  ListSecurityProfilePermissions: ListSecurityProfilePermissionsCommand,
  ListRoutingProfiles: ListRoutingProfilesCommand,
};

export const writes = {
  CreateUser: CreateUserCommand,
  DeleteUser: DeleteUserCommand,
  UpdateUserSecurityProfiles: UpdateUserSecurityProfilesCommand,
  UpdateUserRoutingProfile: UpdateUserRoutingProfileCommand,
};
