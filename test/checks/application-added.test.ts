import { application, both, iam, tryCheck } from './try-check.ts';

const gone = both(application(null), iam({ samlProviders: { 'Connect-SSO': null } }));

tryCheck('application-added', {
  passes: {
    'the catalog’s application': {},
    'a custom SAML application': {
      world: application({ providerArn: 'arn:aws:sso::aws:applicationProvider/custom-saml' }),
    },
  },
  fails: {
    'an OAuth application of another name': {
      world: both(
        application({ providerArn: 'arn:aws:sso::aws:applicationProvider/custom', name: 'Payroll' }),
        iam({ samlProviders: { 'Connect-SSO': null } }),
      ),
      code: 'missing',
      message: 'no Amazon Connect application',
    },
    'no application': { world: gone, code: 'missing', message: 'no Amazon Connect application' },
    'an OAuth application': {
      world: application({ providerArn: 'arn:aws:sso::aws:applicationProvider/custom' }),
      code: 'oauth',
      message: 'needs SAML',
    },
    disabled: {
      world: application({ status: 'DISABLED' }),
      code: 'disabled',
      message: 'is disabled',
      fix: ['sso-admin.UpdateApplication'],
    },
    hidden: { world: application({ visibility: 'DISABLED' }), code: 'hidden', message: 'not visible' },
    'a start URL': {
      world: application({ signInOptions: { origin: 'APPLICATION', applicationUrl: 'https://example.com' } }),
      code: 'start-url',
      message: 'start URL',
      fix: ['sso-admin.UpdateApplication'],
    },
  },
  warns: { 'another name': { world: application({ name: 'Call center' }), code: 'name', message: 'harmless' } },
  blocked: {
    'no Identity Center': {
      world: {
        identityCenter: { 'ssoins-7223c0ffee5e1f04': null },
        ...iam({ samlProviders: { 'Connect-SSO': null } }),
      },
      by: ['identity-center-enabled'],
    },
  },
});
