import { describe, expect, test } from 'vitest';
import { loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import { awsModel, type Finding } from '../model/aws-model.ts';
import { account, applicationArn, groupId, identityStoreId, inProcess, instanceId, ssoinsId } from './clients.ts';

/** Calls everything that reads, in every world that has it. */
async function tour(world: string, check: (service: string, operation: string, answer: object) => void): Promise<void> {
  const sandbox = new Sandbox(loadWorld(world), { strict: true });
  const aws = inProcess(sandbox);
  const store = { IdentityStoreId: identityStoreId };
  const InstanceArn = `arn:aws:sso:::instance/${ssoinsId}`;
  const PolicyArn = `arn:aws:iam::${account}:policy/Connect-SSO-Policy`;
  const [userId = ''] = Object.keys(sandbox.state.identityCenter[ssoinsId]?.users ?? {});
  const [connectUser = ''] = Object.keys(
    sandbox.state.accounts[account]?.connect['us-east-1']?.[instanceId]?.users ?? {},
  );
  const answers: readonly (readonly [service: string, operation: string, answer: Promise<object>])[] = [
    ['sts', 'GetCallerIdentity', aws.sts.getCallerIdentity({})],
    ['organizations', 'DescribeOrganization', aws.organizations.describeOrganization({})],
    ['organizations', 'ListAccounts', aws.organizations.listAccounts({})],
    ['organizations', 'DescribeAccount', aws.organizations.describeAccount({ AccountId: account })],
    ['sso-admin', 'ListInstances', aws.ssoAdmin.listInstances({})],
    ['sso-admin', 'DescribeInstance', aws.ssoAdmin.describeInstance({ InstanceArn })],
    ['sso-admin', 'ListApplications', aws.ssoAdmin.listApplications({ InstanceArn })],
    ['sso-admin', 'DescribeApplication', aws.ssoAdmin.describeApplication({ ApplicationArn: applicationArn })],
    ['sso-admin', 'ListApplicationProviders', aws.ssoAdmin.listApplicationProviders({})],
    [
      'sso-admin',
      'ListApplicationAssignments',
      aws.ssoAdmin.listApplicationAssignments({ ApplicationArn: applicationArn }),
    ],
    [
      'sso-admin',
      'GetApplicationAssignmentConfiguration',
      aws.ssoAdmin.getApplicationAssignmentConfiguration({ ApplicationArn: applicationArn }),
    ],
    ['identitystore', 'ListUsers', aws.identitystore.listUsers(store)],
    ['identitystore', 'DescribeUser', aws.identitystore.describeUser({ ...store, UserId: userId })],
    ['identitystore', 'ListGroups', aws.identitystore.listGroups(store)],
    ['identitystore', 'DescribeGroup', aws.identitystore.describeGroup({ ...store, GroupId: groupId })],
    ['identitystore', 'ListGroupMemberships', aws.identitystore.listGroupMemberships({ ...store, GroupId: groupId })],
    [
      'identitystore',
      'ListGroupMembershipsForMember',
      aws.identitystore.listGroupMembershipsForMember({ ...store, MemberId: { UserId: userId } }),
    ],
    [
      'identitystore',
      'IsMemberInGroups',
      aws.identitystore.isMemberInGroups({ ...store, MemberId: { UserId: userId }, GroupIds: [groupId] }),
    ],
    ['iam', 'ListSAMLProviders', aws.iam.listSAMLProviders({})],
    [
      'iam',
      'GetSAMLProvider',
      aws.iam.getSAMLProvider({ SAMLProviderArn: `arn:aws:iam::${account}:saml-provider/Connect-SSO` }),
    ],
    ['iam', 'ListPolicies', aws.iam.listPolicies({})],
    ['iam', 'GetPolicy', aws.iam.getPolicy({ PolicyArn })],
    ['iam', 'GetPolicyVersion', aws.iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' })],
    ['iam', 'ListPolicyVersions', aws.iam.listPolicyVersions({ PolicyArn })],
    ['iam', 'ListEntitiesForPolicy', aws.iam.listEntitiesForPolicy({ PolicyArn })],
    ['iam', 'ListRoles', aws.iam.listRoles({})],
    ['iam', 'GetRole', aws.iam.getRole({ RoleName: 'Connect-SSO' })],
    ['iam', 'ListAttachedRolePolicies', aws.iam.listAttachedRolePolicies({ RoleName: 'Connect-SSO' })],
    ['iam', 'ListRolePolicies', aws.iam.listRolePolicies({ RoleName: 'Connect-SSO' })],
    [
      'iam',
      'SimulatePrincipalPolicy',
      aws.iam.simulatePrincipalPolicy({
        PolicySourceArn: `arn:aws:iam::${account}:role/Connect-SSO`,
        ActionNames: ['connect:GetFederationToken'],
      }),
    ],
    ['connect', 'ListInstances', aws.connect.listInstances({})],
    ['connect', 'DescribeInstance', aws.connect.describeInstance({ InstanceId: instanceId })],
    ['connect', 'ListUsers', aws.connect.listUsers({ InstanceId: instanceId })],
    ['connect', 'SearchUsers', aws.connect.searchUsers({ InstanceId: instanceId })],
    ['connect', 'DescribeUser', aws.connect.describeUser({ InstanceId: instanceId, UserId: connectUser })],
    ['connect', 'ListSecurityProfiles', aws.connect.listSecurityProfiles({ InstanceId: instanceId })],
    [
      'connect',
      'ListSecurityProfilePermissions',
      aws.connect.listSecurityProfilePermissions({
        InstanceId: instanceId,
        SecurityProfileId: '8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04',
      }),
    ],
    ['connect', 'ListRoutingProfiles', aws.connect.listRoutingProfiles({ InstanceId: instanceId })],
    ['cloudtrail', 'LookupEvents', aws.cloudtrail.lookupEvents({})],
    // Writes, and what they answer.
    [
      'iam',
      'CreatePolicy',
      aws.iam.createPolicy({
        PolicyName: 'p',
        PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      }),
    ],
    [
      'iam',
      'CreatePolicyVersion',
      aws.iam.createPolicyVersion({
        PolicyArn,
        PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      }),
    ],
    [
      'iam',
      'CreateRole',
      aws.iam.createRole({
        RoleName: 'r',
        AssumeRolePolicyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"}}]}',
      }),
    ],
    ['identitystore', 'CreateGroup', aws.identitystore.createGroup({ ...store, DisplayName: 'g' })],
    [
      'connect',
      'CreateUser',
      aws.connect.createUser({
        InstanceId: instanceId,
        Username: 'new@example.com',
        SecurityProfileIds: ['8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04'],
        RoutingProfileId: 'b4d1e7a9-52c8-4f36-9e0b-7a3c6d8f1e25',
      }),
    ],
  ];
  for (const [service, operation, answer] of answers) check(service, operation, await answer);
}

/** What the SDK made of an answer, held against the model's output of that operation. */
function breaches(service: string, operation: string, answer: object): readonly Finding[] {
  const model = awsModel?.loadModel(service);
  const shape = model?.operations[operation]?.output?.shape;
  if (!awsModel || !model || shape === undefined) throw new Error(`${service} ${operation} is not in the model`);
  return awsModel.validate(model, shape, answer);
}

describe.skipIf(!awsModel)('no breaches of AWS’s model', () => {
  test.each(['complete', 'signed-in'])('in any answer of %s', async (world) => {
    let checked = 0;
    await tour(world, (service, operation, answer) => {
      checked += 1;
      expect([service, operation, breaches(service, operation, answer)]).toEqual([service, operation, []]);
    });
    expect(checked).toBeGreaterThan(40);
  });

  test('in an organization that is made', async () => {
    const { organizations, ssoAdmin } = inProcess(new Sandbox(loadWorld('empty'), { strict: true }));
    const created = await organizations.createOrganization({ FeatureSet: 'CONSOLIDATED_BILLING' });
    expect(breaches('organizations', 'CreateOrganization', created)).toEqual([]);
    const enabled = await organizations.enableAllFeatures({});
    expect(breaches('organizations', 'EnableAllFeatures', enabled)).toEqual([]);
    expect((await ssoAdmin.listInstances({})).Instances).toEqual([]);
  });
});
