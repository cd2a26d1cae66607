import { both, iam, instance, instanceArn, role, statement, tryCheck } from './try-check.ts';

const policy = (changes: object | null) => iam({ policies: { 'Connect-SSO-Policy': changes } });
const none = both(policy(null), role({ attached: [] }));
const own = { Effect: 'Allow', Action: 'connect:GetFederationToken', Resource: `${instanceArn}/user/\${aws:userid}` };
const star = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const version = 'iam.CreatePolicyVersion';

tryCheck('policy-scope', {
  passes: {
    'the workshop’s statement': {},
    'any resource under a condition on the instance': {
      world: statement({ Resource: '*', Condition: { StringEquals: { 'connect:InstanceId': instanceArn } } }),
    },
  },
  fails: {
    'no policy': { world: none, code: 'missing', message: 'no policy Connect-SSO-Policy', fix: ['iam.CreatePolicy'] },
    'no policy, and one of nearly the name': {
      world: both(none, iam({ policies: { 'Connect-SSO-Polcy': { versions: { v1: { document: {} } } } } })),
      code: 'missing',
      message: 'no policy Connect-SSO-Policy',
      fix: ['iam.CreatePolicy'],
    },
    'wrong in five versions, which are as many as IAM keeps': {
      world: policy({
        defaultVersion: 'v5',
        versions: Object.fromEntries(['v1', 'v2', 'v3', 'v4', 'v5'].map((id) => [id, { document: star }])),
      }),
      code: 'other-action',
      message: 'does not allow connect:GetFederationToken',
      fix: ['iam.DeletePolicyVersion', version],
    },
    'the placeholder left in': {
      world: statement({ Resource: ['<connect instance ARN>/user/${aws:userid}'] }),
      code: 'placeholder',
      message: '<connect instance ARN>',
      fix: [version],
    },
    'no user': {
      world: statement({ Resource: [instanceArn] }),
      code: 'instance-only',
      message: '/user/${aws:userid} is missing',
      fix: [version],
    },
    'wrong in a policy that another role has too': {
      world: both(
        statement({ Action: 'connect:GetFederationTokens' }),
        iam({ roles: { Other: { trust: {}, attached: ['arn:aws:iam::111122223333:policy/Connect-SSO-Policy'] } } }),
      ),
      code: 'action-plural',
      message: 'GetFederationTokens',
      fix: [version],
    },
    'the plural': {
      world: statement({ Action: 'connect:GetFederationTokens' }),
      code: 'action-plural',
      message: 'GetFederationTokens',
      fix: [version],
    },
    'no Version': {
      world: policy({ versions: { v1: { document: { Version: null } } } }),
      code: 'no-version',
      message: 'plain text',
      fix: [version],
    },
    'a right version that is not the default': {
      world: both(
        statement({ Effect: 'Deny' }),
        policy({ versions: { v2: { document: { Version: '2012-10-17', Statement: [own] } } } }),
      ),
      code: 'not-default',
      message: 'The version v2',
      fix: ['iam.SetDefaultPolicyVersion'],
    },
  },
  warns: {
    'every resource': {
      world: statement({ Resource: '*' }),
      code: 'any-instance',
      message: 'every instance',
      fix: [version],
    },
    'the agents of today, by name': {
      world: statement({ Resource: [`${instanceArn}/user/*:*@example.com`] }),
      code: 'some-users',
      message: 'the agents of today',
      fix: [version],
    },
    'an inline policy instead': {
      world: both(none, role({ inline: { Own: { Version: '2012-10-17', Statement: [own] } } })),
      code: 'elsewhere',
      message: 'by Own',
    },
  },
  blocked: { 'no instance to name': { world: instance(null), by: ['connect-instance'] } },
  unknown: {
    'what only the sign-in shows': {
      world: statement({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      message: 'cannot be judged',
    },
  },
});
