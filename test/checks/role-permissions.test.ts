import { both, iam, role, statement, tryCheck } from './try-check.ts';

const inline = (changes: object) =>
  role({ inline: { Extra: { Version: '2012-10-17', Statement: [{ Resource: '*', ...changes }] } } });
const boundary = both(
  iam({
    policies: {
      Limit: {
        versions: {
          v1: { document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } },
        },
      },
    },
  }),
  role({ boundary: 'arn:aws:iam::111122223333:policy/Limit' }),
);

const administratorToo = role({
  attached: ['arn:aws:iam::111122223333:policy/Connect-SSO-Policy', 'arn:aws:iam::aws:policy/AdministratorAccess'],
});

tryCheck('role-permissions', {
  passes: {
    'the policy attached': {},
    // Said where its scope is judged.
    'the workshop’s own policy allows everything': { world: statement({ Action: '*', Resource: '*' }) },
    'a deny that never meets a sign-in': {
      world: inline({ Effect: 'Deny', Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    },
  },
  fails: {
    'not attached': {
      world: role({ attached: [] }),
      code: 'not-attached',
      message: 'No policy of the role allows',
      fix: ['iam.AttachRolePolicy'],
    },
    'a deny': {
      world: inline({ Effect: 'Deny', Action: 'connect:*' }),
      code: 'explicit-deny',
      message: 'Extra',
      fix: ['iam.DeleteRolePolicy'],
    },
    'a boundary in the way that is attached, too': {
      world: both(
        boundary,
        role({ attached: ['Connect-SSO-Policy', 'Limit'].map((name) => `arn:aws:iam::111122223333:policy/${name}`) }),
      ),
      code: 'boundary',
      message: 'permissions boundary',
    },
    'a boundary in the way': { world: boundary, code: 'boundary', message: 'permissions boundary' },
  },
  warns: {
    'administrator access too': {
      world: administratorToo,
      code: 'too-much',
      message: 'AdministratorAccess',
      fix: ['iam.DetachRolePolicy'],
    },
    'administrator access too, and the workshop’s own policy, which stays, is no narrower': {
      world: both(statement({ Action: '*', Resource: '*' }), administratorToo),
      code: 'too-much',
      message: 'AdministratorAccess',
      fix: ['iam.DetachRolePolicy'],
    },
    'a policy of its own too': {
      world: inline({ Effect: 'Allow', Action: 's3:*' }),
      code: 'too-much',
      message: 'Extra',
      fix: ['iam.DeleteRolePolicy'],
    },
  },
  blocked: {
    'the policy itself is wrong': { world: statement({ Action: 'sts:GetFederationToken' }), by: ['policy-scope'] },
  },
  unknown: {
    'a deny that may meet it': {
      world: inline({ Effect: 'Deny', Action: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      message: 'cannot be judged',
    },
  },
});
