import { orAbsent } from '../../aws/errors.ts';
import { effect, type Effects, type Input, type Place, type Site } from '../effect.ts';

/** IAM sends documents URL-encoded (RFC 3986). */
const decoded = (document: string | undefined): string => decodeURIComponent(document ?? '');

async function lookAtRole({ aws: { iam } }: Place, RoleName: string) {
  const found = await orAbsent(iam.GetRole({ RoleName }));
  if (!found?.Role) return null;
  const [attached, inline] = await Promise.all([
    iam.ListAttachedRolePolicies({ RoleName }),
    iam.ListRolePolicies({ RoleName }),
  ]);
  return {
    id: found.Role.RoleId ?? '',
    trust: decoded(found.Role.AssumeRolePolicyDocument),
    attached: (attached.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
    inline: inline.PolicyNames ?? [],
  };
}

async function lookAtTrust({ aws: { iam } }: Place, RoleName: string) {
  const found = await orAbsent(iam.GetRole({ RoleName }));
  return found?.Role ? { trust: decoded(found.Role.AssumeRolePolicyDocument) } : null;
}

async function lookAtAttachment(
  { aws: { iam } }: Place,
  { RoleName = '', PolicyArn = '' }: Input<'iam', 'AttachRolePolicy'>,
) {
  const found = await orAbsent(iam.ListAttachedRolePolicies({ RoleName }));
  return found ? { attached: (found.AttachedPolicies ?? []).some((policy) => policy.PolicyArn === PolicyArn) } : null;
}

async function lookAtInline(
  { aws: { iam } }: Place,
  { RoleName = '', PolicyName = '' }: Input<'iam', 'DeleteRolePolicy'>,
) {
  const found = await orAbsent(iam.GetRolePolicy({ RoleName, PolicyName }));
  return found ? { document: decoded(found.PolicyDocument) } : null;
}

/** A role may have a path, which only IAM knows; without one is how the workshop's is made. */
const arnOf = ({ account, partition }: Site, name = ''): string => `arn:${partition}:iam::${account}:role/${name}`;

type Covered =
  | 'CreateRole'
  | 'DeleteRole'
  | 'UpdateAssumeRolePolicy'
  | 'AttachRolePolicy'
  | 'DetachRolePolicy'
  | 'PutRolePolicy'
  | 'DeleteRolePolicy';

export const roleEffects: Pick<Effects['iam'], Covered> = {
  CreateRole: effect({
    look: (place: Place, { RoleName = '' }: Input<'iam', 'CreateRole'>) => lookAtRole(place, RoleName),
    after: ({ AssumeRolePolicyDocument = '' }) => ({ trust: AssumeRolePolicyDocument }),
    back: ({ input: { RoleName } }) => ({ calls: [{ service: 'iam', operation: 'DeleteRole', input: { RoleName } }] }),
    undoneBy: ['DeleteRole'],
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
  DeleteRole: effect({
    look: (place: Place, { RoleName = '' }: Input<'iam', 'DeleteRole'>) => lookAtRole(place, RoleName),
    after: () => null,
    back: () => ({ calls: [], caution: 'A deleted role comes back only as a new one.' }),
    undoneBy: [],
    onlyBack: true,
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
  UpdateAssumeRolePolicy: effect({
    look: (place: Place, { RoleName = '' }: Input<'iam', 'UpdateAssumeRolePolicy'>) => lookAtTrust(place, RoleName),
    after: ({ PolicyDocument = '' }) => ({ trust: PolicyDocument }),
    back: ({ input: { RoleName }, before }) => ({
      calls: [
        { service: 'iam', operation: 'UpdateAssumeRolePolicy', input: { RoleName, PolicyDocument: before?.trust } },
      ],
    }),
    undoneBy: ['UpdateAssumeRolePolicy'],
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
  AttachRolePolicy: effect({
    look: (place: Place, input: Input<'iam', 'AttachRolePolicy'>) => lookAtAttachment(place, input),
    after: () => ({ attached: true }),
    back: ({ input }) => ({ calls: [{ service: 'iam', operation: 'DetachRolePolicy', input }] }),
    undoneBy: ['DetachRolePolicy'],
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
  DetachRolePolicy: effect({
    look: (place: Place, input: Input<'iam', 'DetachRolePolicy'>) => lookAtAttachment(place, input),
    after: () => ({ attached: false }),
    back: ({ input }) => ({ calls: [{ service: 'iam', operation: 'AttachRolePolicy', input }] }),
    undoneBy: ['AttachRolePolicy'],
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
  PutRolePolicy: effect({
    look: (place: Place, input: Input<'iam', 'PutRolePolicy'>) => lookAtInline(place, input),
    after: ({ PolicyDocument = '' }) => ({ document: PolicyDocument }),
    back: ({ input: { RoleName, PolicyName }, before }) => ({
      calls: before
        ? [
            {
              service: 'iam',
              operation: 'PutRolePolicy',
              input: { RoleName, PolicyName, PolicyDocument: before.document },
            },
          ]
        : [{ service: 'iam', operation: 'DeleteRolePolicy', input: { RoleName, PolicyName } }],
    }),
    undoneBy: ['PutRolePolicy', 'DeleteRolePolicy'],
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
  DeleteRolePolicy: effect({
    look: (place: Place, input: Input<'iam', 'DeleteRolePolicy'>) => lookAtInline(place, input),
    after: () => null,
    back: ({ input: { RoleName, PolicyName }, before }) => ({
      calls: [
        {
          service: 'iam',
          operation: 'PutRolePolicy',
          input: { RoleName, PolicyName, PolicyDocument: before?.document },
        },
      ],
    }),
    undoneBy: ['PutRolePolicy'],
    resources: ({ RoleName }, site) => [arnOf(site, RoleName)],
  }),
};
