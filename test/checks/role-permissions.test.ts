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

tryCheck('role-permissions', {
  passes: {
    'the policy attached': {},
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
    'a boundary in the way': { world: boundary, code: 'boundary', message: 'permissions boundary' },
  },
  warns: {
    'administrator access too': {
      world: role({
        attached: [
          'arn:aws:iam::111122223333:policy/Connect-SSO-Policy',
          'arn:aws:iam::aws:policy/AdministratorAccess',
        ],
      }),
      code: 'too-much',
      message: 'AdministratorAccess',
      fix: ['iam.DetachRolePolicy'],
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
