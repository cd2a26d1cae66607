import { both, iam, trust, tryCheck } from './try-check.ts';

const correct = ['iam.UpdateAssumeRolePolicy'];

tryCheck('role-trust', {
  passes: {
    'the console’s trust policy': {},
    'sts:TagSession too': { world: trust({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] }) },
  },
  fails: {
    'no role': {
      world: iam({ roles: { 'Connect-SSO': null } }),
      code: 'missing',
      message: 'no role Connect-SSO',
      fix: ['iam.CreateRole'],
    },
    'no role, and one of nearly the name that trusts a service': {
      world: iam({
        roles: {
          'Connect-SSO': null,
          'Conect-SSO': {
            trust: {
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
            },
          },
        },
      }),
      code: 'missing',
      message: 'no role Connect-SSO',
      fix: ['iam.CreateRole'],
    },
    'a provider that does not exist': {
      world: trust({ Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Old' } }),
      code: 'provider-absent',
      message: 'does not exist',
      fix: correct,
    },
    'another action': {
      world: trust({ Action: 'sts:AssumeRole' }),
      code: 'wrong-action',
      message: 'sts:AssumeRoleWithSAML',
      fix: correct,
    },
    'another audience': {
      world: trust({ Condition: { StringEquals: { 'SAML:aud': 'urn:amazon:webservices' } } }),
      code: 'wrong-audience',
      message: 'SAML:aud',
      fix: correct,
    },
  },
  warns: {
    'this Region’s own endpoint': {
      world: trust({ Condition: { StringEquals: { 'SAML:aud': 'https://us-east-1.signin.aws.amazon.com/saml' } } }),
      code: 'other-endpoint',
      message: 'us-east-1.signin.aws.amazon.com',
    },
    'the agents of today, by name': {
      world: trust({
        Condition: {
          StringLike: {
            'SAML:aud': 'https://signin.aws.amazon.com/saml',
            'sts:RoleSessionName': ['agent1@example.com', 'agent2@example.com'],
          },
        },
      }),
      code: 'some-users',
      message: 'takes the sessions of agent1@example.com, agent2@example.com',
      fix: correct,
    },
    'no audience': {
      world: trust({ Condition: {} }),
      code: 'no-audience',
      message: 'no condition on SAML:aud',
      fix: correct,
    },
  },
  blocked: {
    'no provider to trust': { world: both(iam({ samlProviders: { 'Connect-SSO': null } })), by: ['identity-provider'] },
  },
  unknown: {
    'what only the sign-in shows': {
      world: trust({ Condition: { StringEquals: { 'SAML:sub': 'agent1' } } }),
      message: 'cannot be judged',
    },
  },
});
