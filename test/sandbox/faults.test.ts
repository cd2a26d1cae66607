import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fault, loadWorld, mergeWorld, Sandbox, serve, type Served } from '../../src/sandbox/index.ts';
import { account, clients, failureOf, inProcess, instanceId } from './clients.ts';

const sandbox = new Sandbox(loadWorld('complete'), { strict: true });
let served: Served;
beforeAll(async () => {
  served = await serve(sandbox);
});
afterAll(() => served.close());

describe.each(['in process', 'over a socket'])('faults, %s', (transport) => {
  const aws = (maxAttempts = 1) =>
    transport === 'in process' ? inProcess(sandbox, { maxAttempts }) : clients({ endpoint: served.url, maxAttempts });
  const withFault = (fault: Fault): void => {
    sandbox.faults.clear();
    sandbox.inject(fault);
    sandbox.log.length = 0;
  };

  test('denied: in each service its own name and status, with the action of the policy', async () => {
    withFault({ match: '*', kind: 'denied' });
    const { iam, ssoAdmin, connect } = aws();
    expect(await failureOf(iam.getRole({ RoleName: 'Connect-SSO' }))).toEqual({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${account}:user/operator is not authorized to perform: iam:GetRole on resource: role Connect-SSO because no identity-based policy allows the iam:GetRole action`,
      status: 403,
    });
    expect(await failureOf(ssoAdmin.listInstances({}))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('sso:ListInstances'),
      status: 400,
    });
    expect(await failureOf(connect.listInstances({}))).toMatchObject({ name: 'AccessDeniedException', status: 403 });
  });

  test('throttle: so many times, and then the SDK has its answer', async () => {
    withFault({ match: 'connect:ListInstances', kind: 'throttle', times: 2 });
    expect(await failureOf(aws().connect.listInstances({}))).toMatchObject({
      name: 'ThrottlingException',
      status: 429,
    });
    expect((await aws(3).connect.listInstances({})).InstanceSummaryList).toHaveLength(1);
    expect(sandbox.log.map(({ code }) => code)).toEqual(['ThrottlingException', 'ThrottlingException', undefined]);
    withFault({ match: 'iam:*', kind: 'throttle' });
    expect(await failureOf(aws().iam.listRoles({}))).toMatchObject({ name: 'Throttling', status: 400 });
    withFault({ match: 'organizations:*', kind: 'throttle' });
    expect(await failureOf(aws().organizations.describeOrganization({}))).toMatchObject({
      name: 'TooManyRequestsException',
      status: 400,
    });
  });

  test('server: 500, retried', async () => {
    withFault({ match: 'sts:*', kind: 'server', times: 1 });
    expect(await failureOf(aws().sts.getCallerIdentity({}))).toMatchObject({ name: 'ServiceFailure', status: 500 });
    withFault({ match: 'sts:*', kind: 'server', times: 1 });
    expect((await aws(2).sts.getCallerIdentity({})).Account).toBe(account);
  });

  test('html503: a page where an answer should be', async () => {
    withFault({ match: 'sso-admin:*', kind: 'html503' });
    expect(await failureOf(aws().ssoAdmin.listInstances({}))).toMatchObject({ status: 503 });
  });

  test('reset: the connection is gone, whether the server has acted or not', async () => {
    withFault({ match: 'iam:CreatePolicy', kind: 'reset' });
    const policy = {
      PolicyName: 'p',
      PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    };
    expect((await failureOf(aws().iam.createPolicy(policy))).message).toMatch(/hang up|ECONNRESET|aborted/);
    expect(Object.keys(sandbox.state.accounts[account]?.iam.policies ?? {})).not.toContain('p');
    withFault({ match: 'iam:CreatePolicy', kind: 'reset', after: true });
    await failureOf(aws().iam.createPolicy(policy));
    expect(Object.keys(sandbox.state.accounts[account]?.iam.policies ?? {})).toContain('p');
    sandbox.faults.clear();
    await aws().iam.deletePolicy({ PolicyArn: `arn:aws:iam::${account}:policy/p` });
  });

  test('truncated: half an answer is no answer', async () => {
    withFault({ match: 'connect:ListUsers', kind: 'truncated' });
    await failureOf(aws().connect.listUsers({ InstanceId: instanceId }));
    expect(sandbox.log.at(-1)).toMatchObject({ ok: false, code: 'truncated' });
  });

  test('latency: the answer is late and right', async () => {
    withFault({ match: 'sts:*', kind: 'latency', ms: 500 });
    const order: string[] = [];
    await Promise.all([
      aws()
        .sts.getCallerIdentity({})
        .then(({ Account }) => order.push(`late ${Account}`)),
      aws()
        .organizations.describeOrganization({})
        .then(() => order.push('not late')),
    ]);
    expect(order).toEqual(['not late', `late ${account}`]);
  });

  test('expired: as each protocol says it', async () => {
    withFault({ match: '*', kind: 'expired' });
    expect(await failureOf(aws().sts.getCallerIdentity({}))).toMatchObject({ name: 'ExpiredToken', status: 403 });
    expect(await failureOf(aws().organizations.describeOrganization({}))).toMatchObject({
      name: 'ExpiredTokenException',
      status: 400,
    });
    expect(await failureOf(aws().connect.listInstances({}))).toMatchObject({
      name: 'ExpiredTokenException',
      status: 403,
    });
  });

  test('skew: refused until the SDK has set its clock by the answer', async () => {
    withFault({ match: 'sts:*', kind: 'skew', ms: 3_600_000 });
    expect(await failureOf(aws().sts.getCallerIdentity({}))).toMatchObject({
      name: 'SignatureDoesNotMatch',
      status: 403,
    });
    expect((await aws(3).sts.getCallerIdentity({})).Account).toBe(account);
  });

  test('only where it was meant: operation, account, Region', async () => {
    withFault({ match: 'iam:Get*', kind: 'denied' });
    await aws().iam.listRoles({});
    expect(await failureOf(aws().iam.getRole({ RoleName: 'Connect-SSO' }))).toMatchObject({ name: 'AccessDenied' });
    withFault({ match: '*', kind: 'denied', account: '999999999999' });
    await aws().iam.getRole({ RoleName: 'Connect-SSO' });
    withFault({ match: '*', kind: 'denied', region: 'eu-west-1' });
    await aws().connect.listInstances({});
  });
});

test('chance is seeded: the same calls fail each time', async () => {
  const run = async (): Promise<boolean[]> => {
    const world = mergeWorld(loadWorld('complete'), {
      faults: [{ match: 'sts:*', kind: 'throttle', probability: 0.3 }],
    });
    const lucky = new Sandbox(world);
    const { sts } = inProcess(lucky);
    for (let i = 0; i < 40; i += 1) await sts.getCallerIdentity({}).catch(() => undefined);
    return lucky.log.map(({ ok }) => ok);
  };
  const [first, second] = [await run(), await run()];
  expect(first).toEqual(second);
  expect(first.filter((ok) => !ok).length).toBeGreaterThan(3);
  expect(first.filter((ok) => ok).length).toBeGreaterThan(20);
});

test('whatever else is called in between, and in whatever order', async () => {
  const luckOf = async (others: number): Promise<boolean[]> => {
    const world = mergeWorld(loadWorld('complete'), {
      faults: [{ match: '*', kind: 'throttle', probability: 0.3 }],
    });
    const lucky = new Sandbox(world);
    const { sts, iam } = inProcess(lucky);
    for (let i = 0; i < 20; i += 1) {
      for (let other = 0; other < others; other += 1) await iam.listRoles({}).catch(() => undefined);
      await sts.getCallerIdentity({}).catch(() => undefined);
    }
    return lucky.log.flatMap(({ service, ok }) => (service === 'sts' ? [ok] : []));
  };
  expect(await luckOf(2)).toEqual(await luckOf(0));
});
