import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { describe, expect, test } from 'vitest';
import { defaultCredentials, loadWorld, mergeWorld, Sandbox, type WorldPatch } from '../../src/sandbox/index.ts';
import {
  account,
  applicationArn,
  everyPage,
  failureOf,
  groupId,
  identityStoreId,
  inProcess,
  instanceId,
  ssoinsId,
} from './clients.ts';

const agentProfile = '8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04';
const routingProfile = 'b4d1e7a9-52c8-4f36-9e0b-7a3c6d8f1e25';
const providerArn = `arn:aws:iam::${account}:saml-provider/Connect-SSO`;
const policyArn = `arn:aws:iam::${account}:policy/Connect-SSO-Policy`;
const instanceArn = `arn:aws:sso:::instance/${ssoinsId}`;

const sandboxOf = (world: string, patch: WorldPatch = {}): Sandbox =>
  new Sandbox(mergeWorld(loadWorld(world), patch), { strict: true });
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const trust = (extra: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: providerArn }, Action: 'sts:AssumeRoleWithSAML', ...extra }],
  });

describe('writes act, and what undoes them leaves nothing behind', () => {
  test('IAM: provider, policy with versions, role', async () => {
    const sandbox = sandboxOf('after-step-2');
    const before = sandbox.snapshot();
    const { iam } = inProcess(sandbox);
    const metadata =
      new Sandbox(loadWorld('complete')).state.accounts[account]?.iam.samlProviders['Connect-SSO']?.metadata ?? '';
    await iam.createSAMLProvider({ Name: 'Connect-SSO', SAMLMetadataDocument: metadata });
    expect((await iam.getSAMLProvider({ SAMLProviderArn: providerArn })).SAMLMetadataDocument).toBe(metadata);
    await iam.updateSAMLProvider({ SAMLProviderArn: providerArn, AssertionEncryptionMode: 'Required' });
    expect((await iam.getSAMLProvider({ SAMLProviderArn: providerArn })).AssertionEncryptionMode).toBe('Required');
    await iam.createPolicy({ PolicyName: 'Connect-SSO-Policy', PolicyDocument: allow('connect:*') });
    const { PolicyVersion } = await iam.createPolicyVersion({
      PolicyArn: policyArn,
      PolicyDocument: allow('connect:GetFederationToken'),
      SetAsDefault: true,
    });
    expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    await iam.createRole({ RoleName: 'Connect-SSO', AssumeRolePolicyDocument: trust() });
    await iam.attachRolePolicy({ RoleName: 'Connect-SSO', PolicyArn: policyArn });
    await iam.putRolePolicy({ RoleName: 'Connect-SSO', PolicyName: 'more', PolicyDocument: allow('connect:*') });
    expect((await iam.getPolicy({ PolicyArn: policyArn })).Policy).toMatchObject({
      AttachmentCount: 1,
      DefaultVersionId: 'v2',
    });
    expect((await iam.listEntitiesForPolicy({ PolicyArn: policyArn })).PolicyRoles?.[0]?.RoleName).toBe('Connect-SSO');

    expect(await failureOf(iam.deletePolicy({ PolicyArn: policyArn }))).toMatchObject({
      name: 'DeleteConflictException',
      status: 409,
    });
    expect(await failureOf(iam.deleteRole({ RoleName: 'Connect-SSO' }))).toMatchObject({
      name: 'DeleteConflictException',
    });
    expect(await failureOf(iam.deletePolicyVersion({ PolicyArn: policyArn, VersionId: 'v2' }))).toMatchObject({
      name: 'DeleteConflictException',
    });
    await iam.setDefaultPolicyVersion({ PolicyArn: policyArn, VersionId: 'v1' });
    await iam.deletePolicyVersion({ PolicyArn: policyArn, VersionId: 'v2' });
    const third = await iam.createPolicyVersion({ PolicyArn: policyArn, PolicyDocument: allow('*') });
    expect(third.PolicyVersion?.VersionId).toBe('v3');
    await iam.deletePolicyVersion({ PolicyArn: policyArn, VersionId: 'v3' });
    await iam.detachRolePolicy({ RoleName: 'Connect-SSO', PolicyArn: policyArn });
    await iam.deleteRolePolicy({ RoleName: 'Connect-SSO', PolicyName: 'more' });
    await iam.deleteRole({ RoleName: 'Connect-SSO' });
    await iam.deletePolicy({ PolicyArn: policyArn });
    await iam.deleteSAMLProvider({ SAMLProviderArn: providerArn });
    expect(sandbox.snapshot()).toEqual(before);
  });

  test('organization, users, group, assignment', async () => {
    const sandbox = sandboxOf('empty');
    const before = sandbox.snapshot();
    const { organizations } = inProcess(sandbox);
    expect(await failureOf(organizations.describeOrganization({}))).toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
      status: 400,
    });
    await organizations.createOrganization({ FeatureSet: 'CONSOLIDATED_BILLING' });
    await organizations.enableAllFeatures({});
    expect((await organizations.describeOrganization({})).Organization?.FeatureSet).toBe('ALL');
    expect(await failureOf(organizations.createOrganization({}))).toMatchObject({
      name: 'AlreadyInOrganizationException',
    });
    await organizations.deleteOrganization({});
    expect(sandbox.snapshot()).toEqual(before);

    const other = sandboxOf('complete');
    const start = other.snapshot();
    const { identitystore, ssoAdmin, connect } = inProcess(other);
    const store = { IdentityStoreId: identityStoreId };
    const person = {
      UserName: 'agent3',
      DisplayName: 'Cy Young',
      Name: { GivenName: 'Cy', FamilyName: 'Young' },
      Emails: [{ Value: 'agent3@example.com', Primary: true }],
    };
    const { UserId = '' } = await identitystore.createUser({ ...store, ...person });
    expect(await failureOf(identitystore.createUser({ ...store, ...person }))).toMatchObject({
      name: 'ConflictException',
    });
    await identitystore.updateUser({
      ...store,
      UserId,
      Operations: [{ AttributePath: 'emails', AttributeValue: [{ value: 'third@example.com', primary: true }] }],
    });
    expect((await identitystore.describeUser({ ...store, UserId })).Emails).toEqual([
      { Value: 'third@example.com', Primary: true },
    ]);
    const { GroupId = '' } = await identitystore.createGroup({ ...store, DisplayName: 'More' });
    const { MembershipId = '' } = await identitystore.createGroupMembership({
      ...store,
      GroupId,
      MemberId: { UserId },
    });
    const { Results } = await identitystore.isMemberInGroups({
      ...store,
      MemberId: { UserId },
      GroupIds: [GroupId, groupId],
    });
    expect(Results?.map(({ MembershipExists }) => MembershipExists)).toEqual([true, false]);
    await ssoAdmin.createApplicationAssignment({
      ApplicationArn: applicationArn,
      PrincipalId: GroupId,
      PrincipalType: 'GROUP',
    });
    await ssoAdmin.updateApplication({ ApplicationArn: applicationArn, Status: 'DISABLED' });
    const added = await connect.createUser({
      InstanceId: instanceId,
      Username: 'agent3@example.com',
      SecurityProfileIds: [agentProfile],
      RoutingProfileId: routingProfile,
    });
    expect(other.snapshot()).not.toEqual(start);

    await connect.deleteUser({ InstanceId: instanceId, UserId: added.UserId });
    await ssoAdmin.updateApplication({ ApplicationArn: applicationArn, Status: 'ENABLED' });
    await ssoAdmin.deleteApplicationAssignment({
      ApplicationArn: applicationArn,
      PrincipalId: GroupId,
      PrincipalType: 'GROUP',
    });
    await identitystore.deleteGroupMembership({ ...store, MembershipId });
    await identitystore.deleteGroup({ ...store, GroupId });
    await identitystore.deleteUser({ ...store, UserId });
    expect(other.snapshot()).toEqual(start);
  });
});

test('documents are answered URL-encoded as RFC 3986 says, to the last character', async () => {
  const { iam } = inProcess(sandboxOf('complete'));
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: "it's!(so)*", Effect: 'Allow', Action: 'connect:*', Resource: '*' }],
  });
  await iam.putRolePolicy({ RoleName: 'Connect-SSO', PolicyName: 'p', PolicyDocument: text });
  const { PolicyDocument = '' } = await iam.getRolePolicy({ RoleName: 'Connect-SSO', PolicyName: 'p' });
  expect(PolicyDocument).toMatch(/^[\w.~%-]+$/);
  expect(decodeURIComponent(PolicyDocument)).toBe(text);
});

describe('IAM refuses to store', () => {
  const { iam } = inProcess(sandboxOf('complete'));
  test.each([
    ['no JSON', '{', 'MalformedPolicyDocumentException'],
    [
      'no Effect',
      '{"Version":"2012-10-17","Statement":[{"Action":"connect:*","Resource":"*"}]}',
      'MalformedPolicyDocumentException',
    ],
    [
      'the placeholder of the workshop text',
      allow('connect:GetFederationToken', '<connect instance ARN>/user/${aws:userid}'),
      'MalformedPolicyDocumentException',
    ],
    ['an action without a service', allow('GetFederationToken'), 'MalformedPolicyDocumentException'],
    [
      'a principal in a permissions policy',
      JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }),
      'MalformedPolicyDocumentException',
    ],
    [
      'an unknown version',
      JSON.stringify({ Version: '2013-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
      'MalformedPolicyDocumentException',
    ],
  ])('a policy with %s', async (_what, document, name) => {
    expect(await failureOf(iam.createPolicy({ PolicyName: 'x', PolicyDocument: document }))).toMatchObject({
      name,
      status: 400,
    });
  });
  test('a trust policy with a Resource, or for other actions than those of STS', async () => {
    expect(
      await failureOf(
        iam.updateAssumeRolePolicy({ RoleName: 'Connect-SSO', PolicyDocument: trust({ Resource: '*' }) }),
      ),
    ).toMatchObject({ name: 'MalformedPolicyDocumentException' });
    expect(
      await failureOf(
        iam.updateAssumeRolePolicy({ RoleName: 'Connect-SSO', PolicyDocument: trust({ Action: 'connect:*' }) }),
      ),
    ).toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });
  test('metadata that is none, or too short', async () => {
    expect(
      await failureOf(iam.createSAMLProvider({ Name: 'x', SAMLMetadataDocument: 'x'.repeat(1200) })),
    ).toMatchObject({ name: 'InvalidInputException', message: 'Could not parse metadata' });
    expect(await failureOf(iam.createSAMLProvider({ Name: 'x', SAMLMetadataDocument: 'short' }))).toMatchObject({
      name: 'ValidationError',
    });
  });
  test('a name that exists in another case, and a sixth version', async () => {
    expect(
      await failureOf(iam.createRole({ RoleName: 'connect-sso', AssumeRolePolicyDocument: trust() })),
    ).toMatchObject({ name: 'EntityAlreadyExistsException', status: 409 });
    for (let version = 2; version <= 5; version += 1)
      await iam.createPolicyVersion({ PolicyArn: policyArn, PolicyDocument: allow('*') });
    expect(
      await failureOf(iam.createPolicyVersion({ PolicyArn: policyArn, PolicyDocument: allow('*') })),
    ).toMatchObject({ name: 'LimitExceededException', status: 409 });
  });
});

test('Amazon Connect refuses an e-mail address, bad names and duplicates on SAML instances', async () => {
  const { connect } = inProcess(sandboxOf('complete'));
  const user = (Username: string, more: object = {}) =>
    failureOf(
      connect.createUser({
        InstanceId: instanceId,
        Username,
        SecurityProfileIds: [agentProfile],
        RoutingProfileId: routingProfile,
        ...more,
      }),
    );
  expect(await user('agent3@example.com', { IdentityInfo: { Email: 'agent3@example.com' } })).toEqual({
    name: 'InvalidRequestException',
    message: 'Email is not required for this directory type',
    status: 400,
  });
  expect(await user('agent3@example')).toMatchObject({ name: 'InvalidParameterException' });
  expect(await user('agent+3@example.com')).toMatchObject({ name: 'InvalidParameterException' });
  expect(await user('agent1@example.com')).toMatchObject({ name: 'DuplicateResourceException', status: 409 });
  expect(await user('agent3@example.com', { RoutingProfileId: 'nowhere' })).toMatchObject({
    name: 'InvalidParameterException',
  });
  await connect.createUser({
    InstanceId: instanceId,
    Username: 'Agent1@example.com',
    SecurityProfileIds: [agentProfile],
    RoutingProfileId: routingProfile,
  });
});

describe('Regions and accounts', () => {
  test('Identity Center and Amazon Connect show only in their Regions', async () => {
    const sandbox = sandboxOf('identity-center-elsewhere');
    const [virginia, ireland] = [inProcess(sandbox), inProcess(sandbox, { region: 'eu-west-1' })];
    expect((await virginia.ssoAdmin.listInstances({})).Instances).toEqual([]);
    expect((await ireland.ssoAdmin.listInstances({})).Instances).toHaveLength(1);
    expect((await virginia.connect.listInstances({})).InstanceSummaryList).toHaveLength(1);
    expect((await ireland.connect.listInstances({})).InstanceSummaryList).toEqual([]);
    expect(await failureOf(virginia.identitystore.listUsers({ IdentityStoreId: identityStoreId }))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('a replica Region reads, and the primary Region writes', async () => {
    const sandbox = sandboxOf('complete', { identityCenter: { [ssoinsId]: { replicas: ['eu-west-1'] } } });
    const replica = inProcess(sandbox, { region: 'eu-west-1' });
    expect((await replica.ssoAdmin.listInstances({})).Instances?.[0]).toMatchObject({
      PrimaryRegion: 'us-east-1',
      Regions: [
        { RegionName: 'us-east-1', IsPrimaryRegion: true },
        { RegionName: 'eu-west-1', IsPrimaryRegion: false },
      ],
    });
    expect((await replica.identitystore.listUsers({ IdentityStoreId: identityStoreId })).Users).toHaveLength(2);
    expect(
      await failureOf(replica.identitystore.createGroup({ IdentityStoreId: identityStoreId, DisplayName: 'x' })),
    ).toMatchObject({ name: 'ValidationException' });
    expect(
      await failureOf(replica.ssoAdmin.updateApplication({ ApplicationArn: applicationArn, Name: 'x' })),
    ).toMatchObject({ name: 'ValidationException' });
  });

  test('a member account sees the instance, its own application and the users, and writes nothing', async () => {
    const { organizations, ssoAdmin, identitystore } = inProcess(sandboxOf('member-account'));
    expect((await organizations.describeOrganization({})).Organization?.MasterAccountId).toBe('444455556666');
    expect(await failureOf(organizations.listAccounts({}))).toMatchObject({
      name: 'AccessDeniedException',
      status: 400,
    });
    expect((await ssoAdmin.listInstances({})).Instances?.[0]?.OwnerAccountId).toBe('444455556666');
    expect(await failureOf(ssoAdmin.listApplications({ InstanceArn: instanceArn }))).toMatchObject({
      name: 'AccessDeniedException',
    });
    const own = await ssoAdmin.listApplications({ InstanceArn: instanceArn, Filter: { ApplicationAccount: account } });
    expect(own.Applications).toHaveLength(1);
    expect((await identitystore.listUsers({ IdentityStoreId: identityStoreId })).Users).toHaveLength(2);
    expect(
      await failureOf(identitystore.createGroup({ IdentityStoreId: identityStoreId, DisplayName: 'x' })),
    ).toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('credentials', () => {
  const least = (policy: string): Sandbox =>
    sandboxOf('complete', {
      credentials: {
        AKIALEAST: { account, arn: `arn:aws:iam::${account}:user/least`, userId: 'AIDALEAST', policies: [policy] },
      },
    });
  const credentials = { accessKeyId: 'AKIALEAST', secretAccessKey: 'x' };

  test('unknown keys are refused in every protocol', async () => {
    const nobody = inProcess(sandboxOf('complete'), {
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
    });
    expect(await failureOf(nobody.sts.getCallerIdentity({}))).toMatchObject({
      name: 'InvalidClientTokenId',
      status: 403,
    });
    expect(await failureOf(nobody.organizations.describeOrganization({}))).toMatchObject({
      name: 'UnrecognizedClientException',
    });
    expect(await failureOf(nobody.connect.listInstances({}))).toMatchObject({
      name: 'UnrecognizedClientException',
      status: 403,
    });
  });

  test('with policies, every call needs its permission; who one is, none', async () => {
    const aws = inProcess(least(allow(['iam:GetRole', 'sso:ListInstances'])), { credentials });
    await aws.sts.getCallerIdentity({});
    await aws.iam.getRole({ RoleName: 'Connect-SSO' });
    await aws.ssoAdmin.listInstances({});
    expect(await failureOf(aws.iam.listRoles({}))).toEqual({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${account}:user/least is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${account}:role/ because no identity-based policy allows the iam:ListRoles action`,
      status: 403,
    });
    expect(await failureOf(aws.ssoAdmin.listApplications({ InstanceArn: instanceArn }))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`sso:ListApplications on resource: ${instanceArn}`),
      status: 400,
    });
    expect(await failureOf(aws.connect.listInstances({}))).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
    });
  });

  test('a permission for one resource is none for another', async () => {
    const aws = inProcess(least(allow('iam:GetRole', `arn:aws:iam::${account}:role/Other`)), { credentials });
    expect(await failureOf(aws.iam.getRole({ RoleName: 'Connect-SSO' }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('role Connect-SSO'),
    });
    expect(await failureOf(aws.iam.getRole({ RoleName: 'Other' }))).toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('AssumeRole: trust, external id, and then what the role may do', async () => {
    const sandbox = sandboxOf('class');
    const { sts } = inProcess(sandbox);
    const role = (learner: string) => `arn:aws:iam::2000000000${learner}:role/WorkshopAudit`;
    const session = { RoleSessionName: 'audit', ExternalId: 'workshop' };
    const { Credentials, AssumedRoleUser } = await sts.assumeRole({ RoleArn: role('01'), ...session });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::200000000001:assumed-role/WorkshopAudit/audit');
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const learner = inProcess(sandbox, {
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    });
    expect((await learner.sts.getCallerIdentity({})).Account).toBe('200000000001');
    await learner.iam.getRole({ RoleName: 'Connect-SSO' });
    expect(await failureOf(learner.iam.deleteRole({ RoleName: 'Connect-SSO' }))).toMatchObject({
      name: 'AccessDenied',
    });
    for (const attempt of [
      sts.assumeRole({ RoleArn: role('01'), RoleSessionName: 'audit' }),
      sts.assumeRole({ RoleArn: role('11'), ...session }),
      sts.assumeRole({ RoleArn: role('12'), ...session }),
      sts.assumeRole({ RoleArn: role('99'), ...session }),
    ]) {
      expect(await failureOf(attempt)).toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining('sts:AssumeRole'),
        status: 403,
      });
    }
    const wrongToken = inProcess(sandbox, {
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: 'x', sessionToken: 'other' },
    });
    expect(await failureOf(wrongToken.sts.getCallerIdentity({}))).toMatchObject({ name: 'InvalidClientTokenId' });
  });
});

test('the SDK’s own AssumeRole provider stays in process with its client', async () => {
  const sandbox = sandboxOf('class');
  const learner = inProcess(sandbox, {
    credentials: fromTemporaryCredentials({
      masterCredentials: defaultCredentials,
      params: {
        RoleArn: 'arn:aws:iam::200000000003:role/WorkshopAudit',
        RoleSessionName: 'audit',
        ExternalId: 'workshop',
      },
    }),
  });
  expect((await learner.organizations.describeOrganization({})).Organization?.MasterAccountId).toBe('200000000003');
  expect(sandbox.log.map(({ operation, account: by }) => `${operation} by ${by}`)).toEqual([
    'AssumeRole by 999900001111',
    'DescribeOrganization by 200000000003',
  ]);
});

test('the Region of the world decides the partition', async () => {
  const { iam } = inProcess(sandboxOf('complete', { region: 'us-gov-west-1' }), { region: 'us-gov-west-1' });
  expect((await iam.listSAMLProviders({})).SAMLProviderList?.[0]?.Arn).toBe(
    `arn:aws-us-gov:iam::${account}:saml-provider/Connect-SSO`,
  );
});

test('SimulatePrincipalPolicy decides by the policies of the role', async () => {
  const { iam } = inProcess(sandboxOf('complete'));
  const simulate = async (userId: string, action = 'connect:GetFederationToken') => {
    const { EvaluationResults } = await iam.simulatePrincipalPolicy({
      PolicySourceArn: `arn:aws:iam::${account}:role/Connect-SSO`,
      ActionNames: [action],
      ResourceArns: [`arn:aws:connect:us-east-1:${account}:instance/${instanceId}/user/AROAX:agent1@example.com`],
      ContextEntries: [{ ContextKeyName: 'aws:userid', ContextKeyType: 'string', ContextKeyValues: [userId] }],
    });
    return EvaluationResults?.[0]?.EvalDecision;
  };
  expect(await simulate('AROAX:agent1@example.com')).toBe('allowed');
  expect(await simulate('AROAX:agent2@example.com')).toBe('implicitDeny');
  expect(await simulate('AROAX:agent1@example.com', 'connect:DeleteUser')).toBe('implicitDeny');
});

test('CloudTrail shows the sign-in, newest first, by one attribute', async () => {
  const { cloudtrail } = inProcess(sandboxOf('signed-in'));
  const { Events } = await cloudtrail.lookupEvents({});
  expect(Events?.map(({ EventName }) => EventName)).toEqual(['GetFederationToken', 'AssumeRoleWithSAML']);
  const found = await cloudtrail.lookupEvents({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'AssumeRoleWithSAML' }],
  });
  expect(JSON.parse(found.Events?.[0]?.CloudTrailEvent ?? '{}').requestParameters.roleSessionName).toBe(
    'agent1@example.com',
  );
  expect((await inProcess(sandboxOf('signed-in'), { region: 'eu-west-1' }).cloudtrail.lookupEvents({})).Events).toEqual(
    [],
  );
});

test('a class: the accounts of the unit, page by page', async () => {
  const { organizations } = inProcess(sandboxOf('class'));
  const accounts = await everyPage(
    (NextToken) =>
      organizations.listAccountsForParent({
        ParentId: 'ou-clas-learners',
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    ({ Accounts, NextToken }) => ({ items: Accounts, next: NextToken }),
  );
  expect(accounts).toHaveLength(12);
  expect(await failureOf(organizations.listAccountsForParent({ ParentId: 'ou-clas-nobody' }))).toMatchObject({
    name: 'ParentNotFoundException',
  });
});

test('a token of one list is no token of another', async () => {
  const { connect } = inProcess(sandboxOf('complete'));
  const { NextToken } = await connect.listSecurityProfiles({ InstanceId: instanceId });
  expect(await failureOf(connect.searchUsers({ InstanceId: instanceId, NextToken }))).toMatchObject({
    name: 'InvalidParameterException',
  });
  expect(await failureOf(connect.listInstances({ MaxResults: 11 }))).toMatchObject({ name: 'InvalidRequestException' });
});

test('lag: a read sees a write only later', async () => {
  const sandbox = sandboxOf('complete', { lag: { calls: 2 } });
  const { iam } = inProcess(sandbox);
  await iam.detachRolePolicy({ RoleName: 'Connect-SSO', PolicyArn: policyArn });
  const attached = async () =>
    (await iam.listAttachedRolePolicies({ RoleName: 'Connect-SSO' })).AttachedPolicies?.length;
  expect([await attached(), await attached(), await attached()]).toEqual([1, 1, 0]);
});
