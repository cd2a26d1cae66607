import { iam, providerArn, roleArn, tryCheck } from './try-check.ts';

const says = (roleAttribute: string) => ({ says: { roleAttribute } });

tryCheck('attribute-mapping', {
  passes: {
    'role and provider': {},
    'a role with a path': {
      world: iam({ roles: { 'Connect-SSO': { path: '/workshop/' } } }),
      ...says(`${roleArn.replace('role/', 'role/workshop/')},${providerArn}`),
    },
  },
  fails: {
    'the role alone': { ...says(roleArn), code: 'only-role', message: 'missing' },
    'the sample account': {
      ...says(`${roleArn},${providerArn}`.replaceAll('111122223333', '123456789012')),
      code: 'sample',
      message: '123456789012',
    },
    'another case': {
      ...says(`${roleArn.replace('role/Connect', 'role/connect')},${providerArn}`),
      code: 'role-case',
      message: 'case',
    },
    'the policy for the role': {
      ...says(`${roleArn.replace('role/Connect-SSO', 'policy/Connect-SSO-Policy')},${providerArn}`),
      code: 'policy-arn',
      message: 'policy',
    },
  },
  warns: {
    'the other order': { ...says(`${providerArn},${roleArn}`), code: 'swapped', message: 'either order' },
    'a blank after the comma': { ...says(`${roleArn}, ${providerArn}`), code: 'white-space', message: 'comma' },
  },
  unverified: { 'nobody said it': { silent: true, message: '--role-attribute' } },
  blocked: { 'no role to name': { world: iam({ roles: { 'Connect-SSO': null } }), by: ['role-trust'] } },
});
