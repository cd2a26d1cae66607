import { applicationMetadata } from '../../src/sandbox/metadata.ts';
import { readMetadata } from '../../src/saml/metadata.ts';
import { application, both, center, iam, providerArn, trust, tryCheck } from './try-check.ts';

const provider = (changes: object | null) => iam({ samlProviders: { 'Connect-SSO': changes } });
const second = center({ applications: { 'apl-7223d19ae4b05c88': { name: 'Amazon Connect - Admin' } } });

/** The application's metadata file, with a certificate that is valid until then. */
const file = (notAfter: string) =>
  applicationMetadata({
    id: 'apl-72236face0cd1203',
    account: '111122223333',
    region: 'us-east-1',
    validity: [{ notBefore: new Date('2026-01-01'), notAfter: new Date(notAfter) }],
  });
const good = file('2028-01-01');
const until = (day: string) => good.replace(' entityID=', ` validUntil="${day}T00:00:00Z" entityID=`);
const at = (metadata: string) => ({ metadata: readMetadata(metadata) });
const otherApplication = both(second, provider({ metadata: { application: 'apl-7223d19ae4b05c88' } }));

tryCheck('identity-provider', {
  passes: {
    'the application’s metadata': {},
    'a certificate for another year': { world: provider({ metadata: { notAfter: '+365d' } }) },
    'metadata that says until when it is valid': { world: provider({ metadata: until('2027-01-01') }) },
  },
  fails: {
    'no provider': { world: provider(null), code: 'missing', message: 'no identity provider Connect-SSO' },
    'none, and the file is at hand': {
      world: provider(null),
      says: at(good),
      code: 'missing',
      message: 'no identity provider',
      fix: ['iam.CreateSAMLProvider'],
    },
    'none, and the file has to be renewed in a month': {
      world: provider(null),
      says: at(file('2026-07-01')),
      code: 'missing',
      message: 'no identity provider',
      fix: ['iam.CreateSAMLProvider'],
    },
    'none, and the file is another application’s': {
      world: both(second, provider(null)),
      says: at(
        good.replaceAll('MTExMTIyMjIzMzMzX2lucy03MjIzNmZhY2UwY2QxMjAz', 'MTExMTIyMjIzMzMzX2lucy03MjIzZDE5YWU0YjA1Yzg4'),
      ),
      code: 'missing',
      message: 'no identity provider',
    },
    'none, and the file has expired': {
      world: provider(null),
      says: at(file('2026-02-01')),
      code: 'missing',
      message: 'no identity provider',
    },
    'one of nearly the name with another application’s metadata': {
      world: both(
        second,
        provider(null),
        iam({ samlProviders: { 'Conect-SSO': { metadata: { application: 'apl-7223d19ae4b05c88' } } } }),
      ),
      code: 'missing',
      message: 'and Conect-SSO does not hold this application’s metadata',
    },
    'metadata that cannot be read': {
      world: provider({ metadata: '<EntityDescriptor' }),
      code: 'unreadable',
      message: 'cannot be read: ',
    },
    'another application’s metadata, and the file is at hand': {
      world: otherApplication,
      says: at(good),
      code: 'other-application',
      message: 'another application',
      fix: ['iam.UpdateSAMLProvider'],
    },
    'another application’s metadata': {
      world: otherApplication,
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
    'another name that everything else names, and a new file at hand': {
      world: both(
        iam({ samlProviders: { 'Connect-SSO': null, 'connect-sso': { metadata: good } } }),
        trust({ Principal: { Federated: providerArn.replace('Connect', 'connect').replace('SSO', 'sso') } }),
      ),
      says: at(good),
      code: 'name',
      message: 'is called connect-sso',
    },
    'metadata that says that it is out of date': {
      world: provider({ metadata: until('2026-03-01') }),
      code: 'metadata-expired',
      message: 'valid until 2026-03-01.',
    },
    'metadata that goes out of date this very moment': {
      world: provider({ metadata: good.replace(' entityID=', ' validUntil="2026-06-01T12:00:00Z" entityID=') }),
      code: 'metadata-expired',
      message: 'valid until 2026-06-01.',
    },
    'such metadata, and a new file at hand': {
      world: provider({ metadata: until('2026-03-01') }),
      says: at(good),
      code: 'metadata-expired',
      message: 'valid until 2026-03-01.',
      fix: ['iam.UpdateSAMLProvider'],
    },
  },
  blocked: {
    'no application to compare with': {
      world: both(application(null), provider({ metadata: { account: '111122223333', region: 'us-east-1' } })),
      by: ['application-added'],
    },
  },
});
