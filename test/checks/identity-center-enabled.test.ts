import { both, center, iam, tryCheck } from './try-check.ts';

const nowhere = both(
  { identityCenter: { 'ssoins-7223c0ffee5e1f04': null } },
  iam({ samlProviders: { 'Connect-SSO': null } }),
);
const member = {
  organization: { managementAccountId: '444455556666', accounts: { '444455556666': {} } },
  accounts: { '444455556666': {} },
};

tryCheck('identity-center-enabled', {
  passes: {
    'an active organization instance': {},
    'in another Region than Connect': { world: center({ region: 'eu-west-1' }) },
    'replicated here, at home elsewhere': { world: center({ region: 'eu-central-1', replicas: ['us-east-1'] }) },
  },
  fails: {
    'enabled in no Region': { world: nowhere, code: 'missing', message: 'in no Region' },
    'still being created': {
      world: center({ status: 'CREATE_IN_PROGRESS' }),
      code: 'not-active',
      message: 'is not active',
    },
    'being deleted': {
      world: center({ status: 'DELETE_IN_PROGRESS' }),
      code: 'being-deleted',
      message: 'is being deleted',
    },
    'an account instance': { world: member, code: 'account-instance', message: 'account instance' },
  },
  blocked: { 'no organization to enable it for': { world: { organization: null }, by: ['organization-present'] } },
});
