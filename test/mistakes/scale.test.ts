import { describe, expect, test } from 'vitest';
import { loadWorld, mergeWorld, Sandbox } from '../../src/sandbox/index.ts';
import { evidence, reportOn, rowOf, troubles } from '../account.ts';

const people = 5_000;
const agents = 1_200;
const email = (n: number): string => `person${n}@example.com`;
const uuid = (kind: number, n: number): string => `${kind}${String(n).padStart(7, '0')}-0000-4000-8000-000000000000`;
const of = <T>(count: number, entry: (n: number) => readonly [string, T]): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => entry(n)));

/** A call center: every agent is in Identity Center and in the group; pages are as large as AWS's. */
const crowd = mergeWorld(loadWorld('complete'), {
  pageSize: 1_000,
  identityCenter: {
    'ssoins-7223c0ffee5e1f04': {
      users: of(people, (n) => [uuid(2, n), { userName: `person${n}`, emails: [{ value: email(n), primary: true }] }]),
      groups: {
        '14f8e4a8-20d1-7055-9b3e-5f0c8a1d2e60': {
          members: [
            '24a814c8-a0b1-70d9-6f2a-0b7e5a94c311',
            '94e8a4f8-1051-70a7-2d8c-61c3f0be7d52',
            ...Array.from({ length: agents }, (_, n) => uuid(2, n)),
          ],
        },
      },
    },
  },
  accounts: {
    '111122223333': {
      connect: {
        'us-east-1': {
          '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47': {
            users: of(agents, (n) => [
              uuid(3, n),
              {
                username: email(n),
                securityProfileIds: ['8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04'],
                routingProfileId: 'b4d1e7a9-52c8-4f36-9e0b-7a3c6d8f1e25',
              },
            ]),
          },
        },
      },
    },
  },
});

test('1,200 agents among 5,000 people are judged from lists alone', async () => {
  const sandbox = new Sandbox(crowd);
  const report = await reportOn(sandbox, evidence);
  expect(troubles(report)).toBe('sign-in: unverified');
  expect(rowOf(report, 'email-parity').message).toContain('1202 agents');
  const calls = (service: string, operation?: string): number =>
    sandbox.log.filter((call) => call.service === service && (!operation || call.operation === operation)).length;
  // 500, 100 and 100 a page (AWS's service models); Connect takes two requests a second, Identity Store twenty.
  expect(calls('connect', 'SearchUsers')).toBe(3);
  expect(calls('connect')).toBeLessThanOrEqual(6);
  expect(calls('identitystore', 'ListUsers')).toBe(51);
  expect(calls('identitystore', 'ListGroupMemberships')).toBe(13);
  expect(calls('identitystore')).toBeLessThanOrEqual(65);
});

test('the one agent of 1,200 who cannot sign in is named', async () => {
  const world = mergeWorld(crowd, {
    accounts: {
      '111122223333': {
        connect: {
          'us-east-1': {
            '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47': {
              users: { [uuid(3, 777)]: { username: 'Person777@example.com' } },
            },
          },
        },
      },
    },
  });
  const report = await reportOn(world, evidence);
  expect(troubles(report)).toBe('email-parity: fail, sign-in: unverified');
  const [problem, ...more] = rowOf(report, 'email-parity').problems;
  expect(problem).toMatchObject({ code: 'email-parity/case', expected: email(777), actual: 'Person777@example.com' });
  expect(more).toEqual([]);
});

test('1,200 agents whom nobody in Identity Center knows: the row stays short', async () => {
  const world = mergeWorld(crowd, {
    identityCenter: {
      'ssoins-7223c0ffee5e1f04': {
        users: of(people, (n) => [uuid(2, n), { emails: [{ value: `other${n}@elsewhere.example`, primary: true }] }]),
      },
    },
  });
  const report = await reportOn(world, evidence);
  const row = rowOf(report, 'email-parity');
  expect(row.status).toBe('fail');
  expect(row.problems.length).toBeLessThanOrEqual(20);
  expect(JSON.stringify(report).length).toBeLessThan(100_000);
});

describe('a busy CloudTrail', () => {
  const role = 'arn:aws:iam::111122223333:role/Connect-SSO';
  const signIn = {
    eventSource: 'connect.amazonaws.com',
    eventName: 'GetFederationToken',
    eventTime: '-2d',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROASANDBOXCONNECTSSO:agent1@example.com',
      sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
    },
  };
  const broker = (n: number) => ({
    eventSource: 'sts.amazonaws.com',
    eventName: 'GetFederationToken',
    eventTime: `-${n + 2}m`,
  });
  /** So many records of STS under the same name since an agent signed in. */
  const behind = (count: number): Sandbox =>
    new Sandbox(
      mergeWorld(loadWorld('complete'), {
        pageSize: 50,
        accounts: {
          '111122223333': {
            cloudTrail: { 'us-east-1': [...Array.from({ length: count }, (_, n) => broker(n)), signIn] as never[] },
          },
        },
      }),
    );
  const lookUps = (sandbox: Sandbox): number =>
    sandbox.log.filter(({ operation }) => operation === 'LookupEvents').length;

  test('is read back to the newest sign-in that worked', async () => {
    const sandbox = behind(120);
    const row = rowOf(await reportOn(sandbox, evidence), 'sign-in');
    expect(row).toMatchObject({ status: 'pass', evidence: 'observed' });
    // Fifty a page: three for GetFederationToken, and one for AssumeRoleWithSAML.
    expect(lookUps(sandbox)).toBe(4);
  });

  test('is not read for ever, and the row says so', async () => {
    const sandbox = behind(400);
    const row = rowOf(await reportOn(sandbox, evidence), 'sign-in');
    expect(row.status).toBe('unverified');
    expect(row.message).toContain('The newest records of CloudTrail, which are all that was read');
    expect(lookUps(sandbox)).toBe(5);
  });
});
