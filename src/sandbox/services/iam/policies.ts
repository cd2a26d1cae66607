import {
  CreatePolicy$,
  CreatePolicyVersion$,
  DeletePolicy$,
  DeletePolicyVersion$,
  GetPolicy$,
  GetPolicyVersion$,
  ListEntitiesForPolicy$,
  ListPolicies$,
  ListPolicyVersions$,
  type Policy as PolicyAnswer,
  SetDefaultPolicyVersion$,
} from '@aws-sdk/client-iam';
import { upperId } from '../../ids.ts';
import { type Answers, type Context, invalid, own } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { Policy } from '../../world.ts';
import {
  alreadyExists,
  deleteConflict,
  iamPage,
  managedArn,
  noSuchEntity,
  policyArn,
  type Reads,
  requirePolicy,
  rolesWith,
  sameName,
  usersWith,
  type Writes,
} from './common.ts';
import { checkDocument, encodeDocument } from './documents.ts';
import { managedPolicies } from './managed.ts';

function describePolicy(aws: Context, arn: string, name: string, policy: Policy): PolicyAnswer {
  const dates = Object.values(policy.versions)
    .map(({ createDate }) => createDate)
    .toSorted();
  return {
    PolicyName: name,
    PolicyId: policy.policyId,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: rolesWith(aws.home, arn).length + usersWith(aws.home, arn).length,
    PermissionsBoundaryUsageCount: Object.values(aws.home.iam.roles).filter((role) => role.boundary === arn).length,
    IsAttachable: true,
    CreateDate: new Date(dates[0] ?? aws.now),
    UpdateDate: new Date(dates.at(-1) ?? aws.now),
  };
}

const describeVersion = (policy: Policy, versionId: string, createDate: string) => ({
  VersionId: versionId,
  IsDefaultVersion: policy.defaultVersion === versionId,
  CreateDate: new Date(createDate),
});

const newestFirst = (policy: Policy): [string, Policy['versions'][string]][] =>
  Object.entries(policy.versions).toSorted(([a], [b]) => Number(b.slice(1)) - Number(a.slice(1)));

/** A policy of the account's own: AWS's cannot be changed. */
function requireOwnPolicy(aws: Context, arn: string): { name: string; policy: Policy } {
  const found = requirePolicy(aws, arn);
  if (!found.isOwn) throw new AwsError('AccessDenied', `Policy ${arn} is managed by AWS.`, {}, 403);
  return found;
}

function requireVersion(policy: Policy, arn: string, versionId: string): Policy['versions'][string] {
  const found = own(policy.versions, versionId);
  if (!found) throw noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
  return found;
}

export const policyReads = {
  ListPolicies: [
    ListPolicies$,
    (aws, input) => {
      const { Scope = 'All', OnlyAttached = false, PathPrefix = '/' } = input;
      const mine = Object.entries(aws.home.iam.policies).map(([name, policy]) =>
        describePolicy(aws, policyArn(aws, name, policy), name, policy),
      );
      const theirs = Object.entries(managedPolicies).map(([name, policy]) =>
        describePolicy(aws, managedArn(aws, name), name, policy),
      );
      const all = [...(Scope === 'AWS' ? [] : mine), ...(Scope === 'Local' ? [] : theirs)];
      const wanted = all.filter(
        (policy) => policy.Path?.startsWith(PathPrefix) && (!OnlyAttached || (policy.AttachmentCount ?? 0) > 0),
      );
      const { items, ...rest } = iamPage(aws, wanted, input);
      return { Policies: items, ...rest };
    },
  ],
  GetPolicy: [
    GetPolicy$,
    (aws, { PolicyArn }) => {
      const { name, policy } = requirePolicy(aws, PolicyArn);
      const description = policy.description === undefined ? {} : { Description: policy.description };
      return { Policy: { ...describePolicy(aws, PolicyArn, name, policy), ...description, Tags: [] } };
    },
  ],
  GetPolicyVersion: [
    GetPolicyVersion$,
    (aws, { PolicyArn, VersionId }) => {
      const { policy } = requirePolicy(aws, PolicyArn);
      const { document, createDate } = requireVersion(policy, PolicyArn, VersionId);
      return {
        PolicyVersion: { Document: encodeDocument(document), ...describeVersion(policy, VersionId, createDate) },
      };
    },
  ],
  ListPolicyVersions: [
    ListPolicyVersions$,
    (aws, input) => {
      const { policy } = requirePolicy(aws, input.PolicyArn);
      const versions = newestFirst(policy).map(([id, { createDate }]) => describeVersion(policy, id, createDate));
      const { items, ...rest } = iamPage(aws, versions, input);
      return { Versions: items, ...rest };
    },
  ],
  ListEntitiesForPolicy: [
    ListEntitiesForPolicy$,
    (aws, input) => {
      requirePolicy(aws, input.PolicyArn);
      const { EntityFilter } = input;
      const roles = EntityFilter === undefined || EntityFilter === 'Role' ? rolesWith(aws.home, input.PolicyArn) : [];
      const users = EntityFilter === undefined || EntityFilter === 'User' ? usersWith(aws.home, input.PolicyArn) : [];
      const { items, ...rest } = iamPage(
        aws,
        [...roles.map((name) => ({ role: name })), ...users.map((name) => ({ user: name }))],
        input,
      );
      return {
        PolicyGroups: [],
        PolicyRoles: items.flatMap((item) =>
          'role' in item ? [{ RoleName: item.role, RoleId: own(aws.home.iam.roles, item.role)?.roleId }] : [],
        ),
        PolicyUsers: items.flatMap((item) => ('user' in item ? [{ UserName: item.user }] : [])),
        ...rest,
      };
    },
  ],
} satisfies Partial<Answers<Reads>>;

export const policyWrites = {
  CreatePolicy: [
    CreatePolicy$,
    (aws, { PolicyName, PolicyDocument, Path = '/', Description }) => {
      if (!/^[\w+=,.@-]{1,128}$/.test(PolicyName)) throw invalid(aws, `The policy name ${PolicyName} is not valid.`);
      checkDocument(PolicyDocument, 'permissions');
      const { policies } = aws.home.iam;
      if (sameName(policies, PolicyName) !== undefined) {
        throw alreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
      }
      const policy: Policy = {
        path: Path,
        policyId: `ANPA${upperId(17, aws.random)}`,
        ...(Description === undefined ? {} : { description: Description }),
        defaultVersion: 'v1',
        versions: { v1: { document: PolicyDocument, createDate: aws.now.toISOString() } },
      };
      policies[PolicyName] = policy;
      return { Policy: describePolicy(aws, policyArn(aws, PolicyName, policy), PolicyName, policy) };
    },
  ],
  DeletePolicy: [
    DeletePolicy$,
    (aws, { PolicyArn }) => {
      const { name, policy } = requireOwnPolicy(aws, PolicyArn);
      if (rolesWith(aws.home, PolicyArn).length + usersWith(aws.home, PolicyArn).length > 0) {
        throw deleteConflict('Cannot delete a policy attached to entities.');
      }
      if (Object.keys(policy.versions).length > 1) {
        throw deleteConflict(
          'This policy has more than one version. Before you delete a policy, you must delete the ' +
            "policy's versions. The default version is deleted with the policy.",
        );
      }
      delete aws.home.iam.policies[name];
      return {};
    },
  ],
  CreatePolicyVersion: [
    CreatePolicyVersion$,
    (aws, { PolicyArn, PolicyDocument, SetAsDefault = false }) => {
      const { policy } = requireOwnPolicy(aws, PolicyArn);
      checkDocument(PolicyDocument, 'permissions');
      const numbers = Object.keys(policy.versions).map((id) => Number(id.slice(1)));
      if (numbers.length >= 5) {
        throw new AwsError(
          'LimitExceededException',
          'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
        );
      }
      // Numbers are never given twice, not even after the newest version was deleted.
      const number = Math.max(...numbers, aws.counters.get(policy.policyId) ?? 0) + 1;
      aws.counters.set(policy.policyId, number);
      const id = `v${number}`;
      policy.versions[id] = { document: PolicyDocument, createDate: aws.now.toISOString() };
      if (SetAsDefault) policy.defaultVersion = id;
      return { PolicyVersion: describeVersion(policy, id, aws.now.toISOString()) };
    },
  ],
  SetDefaultPolicyVersion: [
    SetDefaultPolicyVersion$,
    (aws, { PolicyArn, VersionId }) => {
      const { policy } = requireOwnPolicy(aws, PolicyArn);
      requireVersion(policy, PolicyArn, VersionId);
      policy.defaultVersion = VersionId;
      return {};
    },
  ],
  DeletePolicyVersion: [
    DeletePolicyVersion$,
    (aws, { PolicyArn, VersionId }) => {
      const { policy } = requireOwnPolicy(aws, PolicyArn);
      requireVersion(policy, PolicyArn, VersionId);
      if (policy.defaultVersion === VersionId) throw deleteConflict('Cannot delete the default version of a policy.');
      aws.counters.set(policy.policyId, Math.max(Number(VersionId.slice(1)), aws.counters.get(policy.policyId) ?? 0));
      delete policy.versions[VersionId];
      return {};
    },
  ],
} satisfies Partial<Answers<Writes>>;
