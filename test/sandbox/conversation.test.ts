import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWorld, Sandbox, serve, type Served } from '../../src/sandbox/index.ts';
import {
  account,
  applicationArn,
  clients,
  everyPage,
  failureOf,
  groupId,
  identityStoreId,
  inProcess,
  instanceId,
  ssoinsId,
} from './clients.ts';

const complete = (): Sandbox => new Sandbox(loadWorld('complete'), { strict: true });
const providerArn = `arn:aws:iam::${account}:saml-provider/Connect-SSO`;

describe.each(['in process', 'over a socket'])('the finished workshop, read %s', (transport) => {
  const sandbox = complete();
  let served: Served | undefined;
  let aws: ReturnType<typeof clients>;
  beforeAll(async () => {
    served = transport === 'over a socket' ? await serve(sandbox) : undefined;
    aws = served ? clients({ endpoint: served.url }) : inProcess(sandbox);
  });
  afterAll(() => served?.close());

  test('who, where, and which organization', async () => {
    expect(await aws.sts.getCallerIdentity({})).toMatchObject({
      Account: account,
      Arn: `arn:aws:iam::${account}:user/operator`,
    });
    const { Organization } = await aws.organizations.describeOrganization({});
    expect(Organization).toMatchObject({ FeatureSet: 'ALL', MasterAccountId: account });
  });

  test('Identity Center, its application, users and group', async () => {
    const { Instances } = await aws.ssoAdmin.listInstances({});
    expect(Instances).toHaveLength(1);
    expect(Instances?.[0]).toMatchObject({
      InstanceArn: `arn:aws:sso:::instance/${ssoinsId}`,
      OwnerAccountId: account,
      PrimaryRegion: 'us-east-1',
    });
    const { Applications } = await aws.ssoAdmin.listApplications({ InstanceArn: `arn:aws:sso:::instance/${ssoinsId}` });
    expect(Applications?.map(({ Name }) => Name)).toEqual(['Amazon Connect']);
    expect(Applications?.[0]?.CreatedDate).toEqual(new Date('2026-01-05T09:20:00Z'));
    const { ApplicationAssignments } = await aws.ssoAdmin.listApplicationAssignments({
      ApplicationArn: applicationArn,
    });
    expect(ApplicationAssignments).toEqual([
      { ApplicationArn: applicationArn, PrincipalId: groupId, PrincipalType: 'GROUP' },
    ]);
    const { Users } = await aws.identitystore.listUsers({ IdentityStoreId: identityStoreId });
    expect(Users?.map(({ Emails }) => Emails?.[0]?.Value)).toEqual(['agent1@example.com', 'agent2@example.com']);
    const { GroupId } = await aws.identitystore.getGroupId({
      IdentityStoreId: identityStoreId,
      AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'ConnectAgents' } },
    });
    expect(GroupId).toBe(groupId);
  });

  test('provider, policy and role', async () => {
    const { SAMLMetadataDocument = '' } = await aws.iam.getSAMLProvider({ SAMLProviderArn: providerArn });
    const token =
      /entityID="https:\/\/portal\.sso\.us-east-1\.amazonaws\.com\/saml\/assertion\/([^"]+)"/.exec(
        SAMLMetadataDocument,
      )?.[1] ?? '';
    expect(Buffer.from(token, 'base64').toString()).toBe(`${account}_ins-72236face0cd1203`);
    const { PolicyVersion } = await aws.iam.getPolicyVersion({
      PolicyArn: `arn:aws:iam::${account}:policy/Connect-SSO-Policy`,
      VersionId: 'v1',
    });
    const document = PolicyVersion?.Document ?? '';
    expect(document).not.toMatch(/[!'()*{" ]/);
    expect(JSON.parse(decodeURIComponent(document)).Statement[0].Resource).toEqual([
      `arn:aws:connect:us-east-1:${account}:instance/${instanceId}/user/\${aws:userid}`,
    ]);
    const { Role } = await aws.iam.getRole({ RoleName: 'Connect-SSO' });
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement[0].Principal).toEqual({
      Federated: providerArn,
    });
    const { AttachedPolicies } = await aws.iam.listAttachedRolePolicies({ RoleName: 'Connect-SSO' });
    expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['Connect-SSO-Policy']);
  });

  test('the Connect instance, by id and by ARN', async () => {
    const { InstanceSummaryList } = await aws.connect.listInstances({});
    const Arn = `arn:aws:connect:us-east-1:${account}:instance/${instanceId}`;
    expect(InstanceSummaryList).toEqual([
      expect.objectContaining({
        Id: instanceId,
        Arn,
        IdentityManagementType: 'SAML',
        InstanceStatus: 'ACTIVE',
        InstanceAlias: 'workshop',
        CreatedTime: new Date('2026-01-04T16:30:00Z'),
      }),
    ]);
    expect((await aws.connect.describeInstance({ InstanceId: Arn })).Instance?.Id).toBe(instanceId);
  });

  test('lists come in small pages, and their ends are reached', async () => {
    const first = await aws.connect.listSecurityProfiles({ InstanceId: instanceId });
    expect(first.SecurityProfileSummaryList).toHaveLength(3);
    const one = await aws.connect.listSecurityProfiles({ InstanceId: instanceId, MaxResults: 1 });
    expect(one.SecurityProfileSummaryList).toHaveLength(1);
    const all = await everyPage(
      (NextToken) =>
        aws.connect.listSecurityProfiles({ InstanceId: instanceId, ...(NextToken === undefined ? {} : { NextToken }) }),
      (page) => ({ items: page.SecurityProfileSummaryList, next: page.NextToken }),
    );
    expect(all.map(({ Name }) => Name)).toEqual(['Admin', 'Agent', 'CallCenterManager', 'QualityAnalyst']);
    const users = await everyPage(
      (NextToken) =>
        aws.connect.searchUsers({ InstanceId: instanceId, ...(NextToken === undefined ? {} : { NextToken }) }),
      (page) => ({ items: page.Users, next: page.NextToken }),
    );
    expect(users.map(({ Username }) => Username)).toEqual(['admin', 'agent1@example.com', 'agent2@example.com']);
  });

  test('what is not there is refused as AWS refuses it', async () => {
    expect(await failureOf(aws.iam.getRole({ RoleName: 'Nobody' }))).toEqual({
      name: 'NoSuchEntityException',
      message: 'The role with name Nobody cannot be found.',
      status: 404,
    });
    expect(await failureOf(aws.iam.getRole({ RoleName: 'constructor' }))).toMatchObject({
      name: 'NoSuchEntityException',
    });
    expect(
      await failureOf(aws.connect.listUsers({ InstanceId: '00000000-0000-4000-8000-000000000000' })),
    ).toMatchObject({ name: 'ResourceNotFoundException', status: 404 });
    expect(
      await failureOf(aws.identitystore.describeUser({ IdentityStoreId: identityStoreId, UserId: groupId })),
    ).toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
    expect(
      await failureOf(
        aws.connect.getMetricData({
          InstanceId: instanceId,
          StartTime: new Date(),
          EndTime: new Date(),
          Filters: {},
          HistoricalMetrics: [],
        }),
      ),
    ).toMatchObject({ name: 'UnknownOperationException' });
    expect(
      await failureOf(aws.ssoAdmin.listRegions({ InstanceArn: `arn:aws:sso:::instance/${ssoinsId}` })),
    ).toMatchObject({ name: 'UnknownOperationException' });
    expect(await failureOf(aws.iam.listUsers({}))).toMatchObject({ name: 'InvalidAction' });
  });
});
