import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials, loadWorld, Sandbox, serve, type Served } from '../../src/sandbox/index.ts';
import { account, identityStoreId, instanceId } from './clients.ts';

const hasAws = spawnSync('aws', ['--version']).status === 0;
if (!hasAws) console.warn('The aws command is not installed: the sandbox is not tried with it.');

/** The `aws` command is another implementation of every protocol (botocore), so it reads what the SDK might forgive. */
describe.skipIf(!hasAws)('the aws command against the sandbox', { timeout: 60_000 }, () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(new Sandbox(loadWorld('signed-in'), { strict: true }));
  });
  afterAll(() => served.close());

  const aws = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json'], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: served.url,
        AWS_ACCESS_KEY_ID: defaultCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: defaultCredentials.secretAccessKey,
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_CONFIG_FILE: '/nowhere',
        AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      },
    });
    return stdout === '' ? {} : JSON.parse(stdout);
  };

  test('one call of each service, pages joined, documents decoded', async () => {
    const [identity, organization, instances, users, role, connectUsers, events] = await Promise.all([
      aws('sts', 'get-caller-identity'),
      aws('organizations', 'describe-organization'),
      aws('sso-admin', 'list-instances'),
      aws('identitystore', 'list-users', '--identity-store-id', identityStoreId),
      aws('iam', 'get-role', '--role-name', 'Connect-SSO'),
      aws('connect', 'list-users', '--instance-id', instanceId),
      aws('cloudtrail', 'lookup-events'),
    ]);
    expect(identity.Account).toBe(account);
    expect(organization.Organization.FeatureSet).toBe('ALL');
    expect(instances.Instances[0].OwnerAccountId).toBe(account);
    expect(users.Users).toHaveLength(2);
    expect(role.Role.AssumeRolePolicyDocument.Statement[0].Action).toBe('sts:AssumeRoleWithSAML');
    expect(connectUsers.UserSummaryList.map(({ Username }: { Username: string }) => Username)).toEqual([
      'admin',
      'agent1@example.com',
      'agent2@example.com',
    ]);
    expect(events.Events).toHaveLength(2);
  });

  test('an error and a write', async () => {
    await expect(aws('iam', 'get-role', '--role-name', 'Nobody')).rejects.toThrow(/NoSuchEntity.*GetRole/);
    await expect(
      aws('connect', 'describe-user', '--instance-id', instanceId, '--user-id', '00000000-0000-4000-8000-000000000000'),
    ).rejects.toThrow(/ResourceNotFoundException/);
    const { GroupId } = await aws(
      'identitystore',
      'create-group',
      '--identity-store-id',
      identityStoreId,
      '--display-name',
      'From the aws command',
    );
    const { DisplayName } = await aws(
      'identitystore',
      'describe-group',
      '--identity-store-id',
      identityStoreId,
      '--group-id',
      GroupId,
    );
    expect(DisplayName).toBe('From the aws command');
  });
});
