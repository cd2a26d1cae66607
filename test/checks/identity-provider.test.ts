import { application, both, center, iam, tryCheck } from './try-check.ts';

const provider = (changes: object | null) => iam({ samlProviders: { 'Connect-SSO': changes } });
const second = center({ applications: { 'apl-7223d19ae4b05c88': { name: 'Amazon Connect - Admin' } } });

tryCheck('identity-provider', {
  passes: {
    'the application’s metadata': {},
    'a certificate for another year': { world: provider({ metadata: { notAfter: '+365d' } }) },
  },
  fails: {
    'no provider': { world: provider(null), code: 'missing', message: 'no identity provider Connect-SSO' },
    'another application’s metadata': {
      world: both(second, provider({ metadata: { application: 'apl-7223d19ae4b05c88' } })),
      code: 'other-application',
      message: 'another application',
    },
    'an expired certificate': {
      world: provider({ metadata: { notBefore: '2020-01-01T00:00:00Z', notAfter: '-1d' } }),
      code: 'certificate-expired',
      message: 'expired on',
    },
    'encrypted assertions only': {
      world: provider({ assertionEncryptionMode: 'Required' }),
      code: 'encryption-required',
      message: 'encrypted',
      fix: ['iam.UpdateSAMLProvider'],
    },
  },
  warns: {
    'a certificate for another month': {
      world: provider({ metadata: { notAfter: '+30d' } }),
      code: 'certificate-expires-soon',
      message: 'expires in',
    },
  },
  blocked: {
    'no application to compare with': {
      world: both(application(null), provider({ metadata: { account: '111122223333', region: 'us-east-1' } })),
      by: ['application-added'],
    },
  },
});
