import {
  AttachRolePolicy$,
  CreateRole$,
  DeleteRole$,
  DeleteRolePolicy$,
  DetachRolePolicy$,
  GetRole$,
  GetRolePolicy$,
  ListAttachedRolePolicies$,
  ListRolePolicies$,
  ListRoles$,
  PutRolePolicy$,
  type Role as RoleAnswer,
  UpdateAssumeRolePolicy$,
} from '@aws-sdk/client-iam';
import { upperId } from '../../ids.ts';
import { type Answers, type Context, invalid, own } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { Role } from '../../world.ts';
import {
  alreadyExists,
  deleteConflict,
  iamArn,
  iamPage,
  noSuchEntity,
  type Reads,
  requirePolicy,
  sameName,
  type Writes,
} from './common.ts';
import { checkDocument, encodeDocument } from './documents.ts';

function requireRole(aws: Context, name: string): Role {
  const role = own(aws.home.iam.roles, name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

const describeRole = (aws: Context, name: string, role: Role): RoleAnswer => ({
  Path: role.path,
  RoleName: name,
  RoleId: role.roleId,
  Arn: iamArn(aws, 'role', role.path, name),
  CreateDate: new Date(role.createDate),
  AssumeRolePolicyDocument: encodeDocument(role.trust),
  ...(role.description === undefined ? {} : { Description: role.description }),
  MaxSessionDuration: role.maxSessionDuration,
});

/** What only GetRole answers: ListRoles leaves these out. */
const describeMore = (role: Role) => ({
  ...(role.boundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
          PermissionsBoundaryArn: role.boundary,
        },
      }),
  RoleLastUsed: role.lastUsed ? { LastUsedDate: new Date(role.lastUsed.date), Region: role.lastUsed.region } : {},
});

const policyName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

export const roleReads = {
  ListRoles: [
    ListRoles$,
    (aws, input) => {
      const { PathPrefix = '/' } = input;
      const roles = Object.entries(aws.home.iam.roles)
        .filter(([, role]) => role.path.startsWith(PathPrefix))
        .map(([name, role]) => describeRole(aws, name, role));
      const { items, ...rest } = iamPage(aws, roles, input);
      return { Roles: items, ...rest };
    },
  ],
  GetRole: [
    GetRole$,
    (aws, { RoleName }) => {
      const role = requireRole(aws, RoleName);
      return { Role: { ...describeRole(aws, RoleName, role), ...describeMore(role) } };
    },
  ],
  ListAttachedRolePolicies: [
    ListAttachedRolePolicies$,
    (aws, input) => {
      const { PathPrefix = '/' } = input;
      const attached = requireRole(aws, input.RoleName)
        .attached.filter((arn) => arn.slice(arn.indexOf('/')).startsWith(PathPrefix))
        .map((arn) => ({ PolicyName: policyName(arn), PolicyArn: arn }));
      const { items, ...rest } = iamPage(aws, attached, input);
      return { AttachedPolicies: items, ...rest };
    },
  ],
  ListRolePolicies: [
    ListRolePolicies$,
    (aws, input) => {
      const { items, ...rest } = iamPage(aws, Object.keys(requireRole(aws, input.RoleName).inline), input);
      return { PolicyNames: items, ...rest };
    },
  ],
  GetRolePolicy: [
    GetRolePolicy$,
    (aws, { RoleName, PolicyName }) => {
      const document = own(requireRole(aws, RoleName).inline, PolicyName);
      if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
      return { RoleName, PolicyName, PolicyDocument: encodeDocument(document) };
    },
  ],
} satisfies Partial<Answers<Reads>>;

export const roleWrites = {
  CreateRole: [
    CreateRole$,
    (aws, input) => {
      const { RoleName, AssumeRolePolicyDocument, Path = '/', Description, MaxSessionDuration = 3600 } = input;
      if (!/^[\w+=,.@-]{1,64}$/.test(RoleName)) throw invalid(aws, `The role name ${RoleName} is not valid.`);
      if (MaxSessionDuration < 3600 || MaxSessionDuration > 43_200) {
        throw invalid(aws, `The MaxSessionDuration ${MaxSessionDuration} is not between 3600 and 43200.`);
      }
      checkDocument(AssumeRolePolicyDocument, 'trust');
      if (sameName(aws.home.iam.roles, RoleName) !== undefined) {
        throw alreadyExists(`Role with name ${RoleName} already exists.`);
      }
      const role: Role = {
        path: Path,
        attached: [],
        inline: {},
        ...(input.PermissionsBoundary === undefined ? {} : { boundary: input.PermissionsBoundary }),
        roleId: `AROA${upperId(17, aws.random)}`,
        ...(Description === undefined ? {} : { description: Description }),
        trust: AssumeRolePolicyDocument,
        maxSessionDuration: MaxSessionDuration,
        createDate: aws.now.toISOString(),
      };
      aws.home.iam.roles[RoleName] = role;
      return { Role: describeRole(aws, RoleName, role) };
    },
  ],
  DeleteRole: [
    DeleteRole$,
    (aws, { RoleName }) => {
      const role = requireRole(aws, RoleName);
      if (role.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(role.inline).length > 0) {
        throw deleteConflict('Cannot delete entity, must delete policies first.');
      }
      delete aws.home.iam.roles[RoleName];
      return {};
    },
  ],
  UpdateAssumeRolePolicy: [
    UpdateAssumeRolePolicy$,
    (aws, { RoleName, PolicyDocument }) => {
      const role = requireRole(aws, RoleName);
      checkDocument(PolicyDocument, 'trust');
      role.trust = PolicyDocument;
      return {};
    },
  ],
  AttachRolePolicy: [
    AttachRolePolicy$,
    (aws, { RoleName, PolicyArn }) => {
      const role = requireRole(aws, RoleName);
      requirePolicy(aws, PolicyArn);
      // Attaching what is attached is no error, and changes nothing.
      if (role.attached.includes(PolicyArn)) return {};
      if (role.attached.length >= 10) {
        throw new AwsError('LimitExceededException', 'Cannot exceed quota for PoliciesPerRole: 10');
      }
      role.attached.push(PolicyArn);
      return {};
    },
  ],
  DetachRolePolicy: [
    DetachRolePolicy$,
    (aws, { RoleName, PolicyArn }) => {
      const role = requireRole(aws, RoleName);
      if (!role.attached.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
      role.attached = role.attached.filter((arn) => arn !== PolicyArn);
      return {};
    },
  ],
  PutRolePolicy: [
    PutRolePolicy$,
    (aws, { RoleName, PolicyName, PolicyDocument }) => {
      const role = requireRole(aws, RoleName);
      checkDocument(PolicyDocument, 'permissions');
      role.inline[PolicyName] = PolicyDocument;
      return {};
    },
  ],
  DeleteRolePolicy: [
    DeleteRolePolicy$,
    (aws, { RoleName, PolicyName }) => {
      const role = requireRole(aws, RoleName);
      if (own(role.inline, PolicyName) === undefined) {
        throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
      }
      delete role.inline[PolicyName];
      return {};
    },
  ],
} satisfies Partial<Answers<Writes>>;
