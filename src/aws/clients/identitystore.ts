import {
  IdentitystoreClient,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  ListGroupMembershipsCommand,
  ListGroupsCommand,
  ListUsersCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-identitystore';

export const Client = IdentitystoreClient;

export const reads = {
  ListUsers: ListUsersCommand,
  ListGroups: ListGroupsCommand,
  ListGroupMemberships: ListGroupMembershipsCommand,
};

export const writes = {
  CreateUser: CreateUserCommand,
  UpdateUser: UpdateUserCommand,
  DeleteUser: DeleteUserCommand,
  CreateGroup: CreateGroupCommand,
  DeleteGroup: DeleteGroupCommand,
  CreateGroupMembership: CreateGroupMembershipCommand,
  DeleteGroupMembership: DeleteGroupMembershipCommand,
};
