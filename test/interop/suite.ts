import type { clients } from '../sandbox/clients.ts';
import { metadata, otherMetadata, permits, trust } from './documents.ts';
import { home, identityStoreId, other } from './world.ts';

type Aws = ReturnType<typeof clients>;

/** What a step knows of those before it: ids that the service chose. */
export interface Memory {
  [name: string]: string;
}

export interface Step {
  readonly name: string;
  /** Whose credentials; the caller's own when left out. */
  readonly as?: 'other';
  run(aws: Aws, memory: Memory): Promise<object>;
}

const step = (name: string, run: Step['run'], as?: 'other'): Step => ({ name, run, ...(as && { as }) });

const provider = `arn:aws:iam::${home}:saml-provider/Connect-SSO`;
const policy = `arn:aws:iam::${home}:policy/Connect-SSO-Policy`;
const RoleName = 'Connect-SSO';
const store = { IdentityStoreId: identityStoreId };

const iam: readonly Step[] = [
  step('no provider yet', ({ iam }) => iam.getSAMLProvider({ SAMLProviderArn: provider })),
  step('create provider', ({ iam }) => iam.createSAMLProvider({ Name: 'Connect-SSO', SAMLMetadataDocument: metadata })),
  step('create it again', ({ iam }) => iam.createSAMLProvider({ Name: 'Connect-SSO', SAMLMetadataDocument: metadata })),
  step('get provider', ({ iam }) => iam.getSAMLProvider({ SAMLProviderArn: provider })),
  step('list providers', ({ iam }) => iam.listSAMLProviders({})),
  step('update provider', ({ iam }) =>
    iam.updateSAMLProvider({ SAMLProviderArn: provider, SAMLMetadataDocument: otherMetadata }),
  ),
  step('get updated provider', ({ iam }) => iam.getSAMLProvider({ SAMLProviderArn: provider })),
  step('policy that is no JSON', ({ iam }) => iam.createPolicy({ PolicyName: 'Bad', PolicyDocument: '{' })),
  step('create policy', ({ iam }) =>
    iam.createPolicy({ PolicyName: 'Connect-SSO-Policy', PolicyDocument: permits('a') }),
  ),
  step('create policy again', ({ iam }) =>
    iam.createPolicy({ PolicyName: 'Connect-SSO-Policy', PolicyDocument: permits('a') }),
  ),
  step('get policy', ({ iam }) => iam.getPolicy({ PolicyArn: policy })),
  step('new version', ({ iam }) =>
    iam.createPolicyVersion({ PolicyArn: policy, PolicyDocument: permits('b'), SetAsDefault: true }),
  ),
  step('get version', ({ iam }) => iam.getPolicyVersion({ PolicyArn: policy, VersionId: 'v2' })),
  step('get a version that is not there', ({ iam }) => iam.getPolicyVersion({ PolicyArn: policy, VersionId: 'v9' })),
  step('list versions', ({ iam }) => iam.listPolicyVersions({ PolicyArn: policy })),
  step('back to the first version', ({ iam }) => iam.setDefaultPolicyVersion({ PolicyArn: policy, VersionId: 'v1' })),
  step('delete the default version', ({ iam }) => iam.deletePolicyVersion({ PolicyArn: policy, VersionId: 'v1' })),
  step('delete the other version', ({ iam }) => iam.deletePolicyVersion({ PolicyArn: policy, VersionId: 'v2' })),
  step('list local policies', ({ iam }) => iam.listPolicies({ Scope: 'Local' })),
  step('no role yet', ({ iam }) => iam.getRole({ RoleName })),
  step('create role', ({ iam }) => iam.createRole({ RoleName, AssumeRolePolicyDocument: trust(provider) })),
  step('create role again', ({ iam }) => iam.createRole({ RoleName, AssumeRolePolicyDocument: trust(provider) })),
  step('get role', ({ iam }) => iam.getRole({ RoleName })),
  step('change trust', ({ iam }) =>
    iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust(provider, 'sts:TagSession') }),
  ),
  step('get changed role', ({ iam }) => iam.getRole({ RoleName })),
  step('attach', ({ iam }) => iam.attachRolePolicy({ RoleName, PolicyArn: policy })),
  step('attach again', ({ iam }) => iam.attachRolePolicy({ RoleName, PolicyArn: policy })),
  step('attach what is not there', ({ iam }) =>
    iam.attachRolePolicy({ RoleName, PolicyArn: `arn:aws:iam::${home}:policy/Nothing` }),
  ),
  step('list attached', ({ iam }) => iam.listAttachedRolePolicies({ RoleName })),
  step('who has the policy', ({ iam }) => iam.listEntitiesForPolicy({ PolicyArn: policy })),
  step('put inline', ({ iam }) => iam.putRolePolicy({ RoleName, PolicyName: 'inline', PolicyDocument: permits('c') })),
  step('list inline', ({ iam }) => iam.listRolePolicies({ RoleName })),
  step('get inline', ({ iam }) => iam.getRolePolicy({ RoleName, PolicyName: 'inline' })),
  step('get inline that is not there', ({ iam }) => iam.getRolePolicy({ RoleName, PolicyName: 'nothing' })),
  step('delete role in use', ({ iam }) => iam.deleteRole({ RoleName })),
  step('delete inline', ({ iam }) => iam.deleteRolePolicy({ RoleName, PolicyName: 'inline' })),
  step('detach', ({ iam }) => iam.detachRolePolicy({ RoleName, PolicyArn: policy })),
  step('detach again', ({ iam }) => iam.detachRolePolicy({ RoleName, PolicyArn: policy })),
  step('delete role', ({ iam }) => iam.deleteRole({ RoleName })),
  step('delete policy', ({ iam }) => iam.deletePolicy({ PolicyArn: policy })),
  step('delete provider', ({ iam }) => iam.deleteSAMLProvider({ SAMLProviderArn: provider })),
  step('nothing is left', ({ iam }) => iam.listSAMLProviders({})),
  step('a policy for another role', ({ iam }) =>
    iam.createPolicy({ PolicyName: 'Used', PolicyDocument: permits('d') }),
  ),
  step('another role', ({ iam }) =>
    iam.createRole({ RoleName: 'Uses', Path: '/suite/', AssumeRolePolicyDocument: trust(provider) }),
  ),
  step('list roles', ({ iam }) => iam.listRoles({ PathPrefix: '/suite/' })),
  step('use it', ({ iam }) =>
    iam.attachRolePolicy({ RoleName: 'Uses', PolicyArn: `arn:aws:iam::${home}:policy/Used` }),
  ),
  step('delete policy in use', ({ iam }) => iam.deletePolicy({ PolicyArn: `arn:aws:iam::${home}:policy/Used` })),
];

const organizations: readonly Step[] = [
  step('no organization yet', ({ organizations }) => organizations.describeOrganization({})),
  step('create organization', ({ organizations }) => organizations.createOrganization({ FeatureSet: 'ALL' })),
  step('create organization again', ({ organizations }) => organizations.createOrganization({ FeatureSet: 'ALL' })),
  step('describe organization', ({ organizations }) => organizations.describeOrganization({})),
  step('list accounts', ({ organizations }) => organizations.listAccounts({})),
  step('describe own account', ({ organizations }) => organizations.describeAccount({ AccountId: home })),
  step('describe a stranger', ({ organizations }) => organizations.describeAccount({ AccountId: '999999999999' })),
];

const identitystore: readonly Step[] = [
  step('no users yet', ({ identitystore }) => identitystore.listUsers(store)),
  step('create user', async ({ identitystore }, memory) => {
    const made = await identitystore.createUser({
      ...store,
      UserName: 'agent1@example.com',
      DisplayName: 'Agent One',
      Name: { GivenName: 'Agent', FamilyName: 'One' },
      Emails: [{ Value: 'agent1@example.com', Type: 'work', Primary: true }],
    });
    memory['user'] = made.UserId ?? '';
    return made;
  }),
  step('create user again', ({ identitystore }) =>
    identitystore.createUser({
      ...store,
      UserName: 'agent1@example.com',
      DisplayName: 'Agent One',
      Name: { GivenName: 'Agent', FamilyName: 'One' },
    }),
  ),
  step('list users', ({ identitystore }) => identitystore.listUsers(store)),
  step('describe user', ({ identitystore }, { user }) => identitystore.describeUser({ ...store, UserId: user })),
  step('describe nobody', ({ identitystore }) =>
    identitystore.describeUser({ ...store, UserId: '9067123456-00000000-0000-4000-8000-000000000000' }),
  ),
  step('create group', async ({ identitystore }, memory) => {
    const made = await identitystore.createGroup({ ...store, DisplayName: 'ConnectAgents' });
    memory['group'] = made.GroupId ?? '';
    return made;
  }),
  step('create group again', ({ identitystore }) =>
    identitystore.createGroup({ ...store, DisplayName: 'ConnectAgents' }),
  ),
  step('list groups', ({ identitystore }) => identitystore.listGroups(store)),
  step('nobody in it', ({ identitystore }, { group }) =>
    identitystore.listGroupMemberships({ ...store, GroupId: group }),
  ),
  step('put user in', async ({ identitystore }, memory) => {
    const MemberId = { UserId: memory['user'] ?? '' };
    const made = await identitystore.createGroupMembership({ ...store, GroupId: memory['group'], MemberId });
    memory['membership'] = made.MembershipId ?? '';
    return made;
  }),
  step('put user in again', ({ identitystore }, { group, user = '' }) =>
    identitystore.createGroupMembership({ ...store, GroupId: group, MemberId: { UserId: user } }),
  ),
  step('who is in it', ({ identitystore }, { group }) =>
    identitystore.listGroupMemberships({ ...store, GroupId: group }),
  ),
  step('where the user is', ({ identitystore }, { user = '' }) =>
    identitystore.listGroupMembershipsForMember({ ...store, MemberId: { UserId: user } }),
  ),
  step('change e-mail', ({ identitystore }, { user }) =>
    identitystore.updateUser({
      ...store,
      UserId: user,
      Operations: [
        { AttributePath: 'emails', AttributeValue: [{ value: 'Agent1@example.com', type: 'work', primary: true }] },
      ],
    }),
  ),
  step('see changed e-mail', ({ identitystore }, { user }) => identitystore.describeUser({ ...store, UserId: user })),
  step('take user out', ({ identitystore }, { membership }) =>
    identitystore.deleteGroupMembership({ ...store, MembershipId: membership }),
  ),
  step('delete group', ({ identitystore }, { group }) => identitystore.deleteGroup({ ...store, GroupId: group })),
  step('delete user', ({ identitystore }, { user }) => identitystore.deleteUser({ ...store, UserId: user })),
  step('nobody is left', ({ identitystore }) => identitystore.listUsers(store)),
];

const accounts: readonly Step[] = [
  step('who am I', ({ sts }) => sts.getCallerIdentity({})),
  step('who am I there', ({ sts }) => sts.getCallerIdentity({}), 'other'),
  step(
    'write there',
    ({ iam }) => iam.createRole({ RoleName: 'There', AssumeRolePolicyDocument: trust(provider) }),
    'other',
  ),
  step('read there', ({ iam }) => iam.getRole({ RoleName: 'There' }), 'other'),
  step('it is not here', ({ iam }) => iam.getRole({ RoleName: 'There' })),
  step('a role that is not there', ({ sts }) =>
    sts.assumeRole({ RoleArn: `arn:aws:iam::${other}:role/Nobody`, RoleSessionName: 'suite' }),
  ),
];

/** The same calls for every AWS, in this order. */
export const suite: Readonly<Record<string, readonly Step[]>> = { iam, organizations, identitystore, accounts };
