import { anotherName, defineCheck, fail, pass, type Problem, unknown, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { application, chosenProvider } from '../src/facts/chain.ts';
import { caller } from '../src/facts/caller.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { samlProviders } from '../src/facts/saml-providers.ts';
import { now, settings } from '../src/facts/settings.ts';
import { type Belongs, expiry, wrongMetadata } from '../src/saml/judge-metadata.ts';
import type { Metadata } from '../src/saml/metadata.ts';
import { difference, nearest } from '../src/text/near.ts';

const code = (cause: string) => `identity-provider/${cause}`;

export default defineCheck({
  id: 'identity-provider',
  step: 3,
  order: 1,
  title: 'The IAM identity provider holds the application’s metadata',
  why: 'IAM believes a SAML response only if its issuer and its signature are those in the metadata of the identity provider; every application has its own.',
  causes: {
    missing: 'IAM has no such identity provider: add one of type SAML with the application’s metadata file.',
    unreadable: 'The metadata document cannot be read: download it again from the application’s page and replace it.',
    'other-application': 'The metadata is that of another application of the same Identity Center instance.',
    'other-account': 'The metadata comes from the Identity Center of another account.',
    'other-region': 'The metadata comes from an Identity Center instance in another Region.',
    'other-vendor': 'The metadata comes from something else than IAM Identity Center.',
    'certificate-expired':
      'The signing certificate in the metadata has expired: rotate it in Identity Center and upload the new metadata.',
    'certificate-not-yet-valid': 'The signing certificate in the metadata is not valid yet.',
    'certificate-expires-soon':
      'The signing certificate expires within 90 days: rotate it in time and upload the new metadata.',
    'metadata-expired':
      'The metadata says of itself that it is out of date, and AWS does not document that it is believed after that: download it again from the application’s page and replace it.',
    'encryption-required':
      'The identity provider accepts only encrypted assertions, and Identity Center sends none: switch encryption to Allowed.',
    name: 'The identity provider has another name than the workshop’s; that is harmless as long as the role and the Role attribute name it.',
  },
  needs: { samlProviders, provider: chosenProvider, application, identityCenter, caller, now, settings },

  judge({ samlProviders, provider, application, identityCenter, caller, now, settings }) {
    const expected = settings.names.provider;
    const belongs = { account: identityCenter.owner, regions: identityCenter.regions, application: application.id };
    const upload = settings.metadata && isSound(settings.metadata, belongs, now) ? settings.metadata.text : undefined;
    if (!provider) {
      const fix = upload && {
        title: `Create the identity provider ${expected}`,
        calls: [
          { service: 'iam', operation: 'CreateSAMLProvider', input: { Name: expected, SAMLMetadataDocument: upload } },
        ] as const,
      };
      const near = nearest(
        expected,
        samlProviders.map(({ name }) => name),
      );
      return fail(
        [
          {
            code: code('missing'),
            message: `IAM has no identity provider ${expected}${near ? `, and ${near} does not hold this application’s metadata` : ''}.`,
            expected: `arn:${caller.partition}:iam::${caller.accountId}:saml-provider/${expected}`,
            ...(near && { actual: near }),
          },
        ],
        fix ? { fix } : {},
      );
    }
    const change = (title: string, input: { SAMLMetadataDocument?: string; AssertionEncryptionMode?: 'Allowed' }) => ({
      title,
      calls: [
        { service: 'iam', operation: 'UpdateSAMLProvider', input: { SAMLProviderArn: provider.arn, ...input } },
      ] as const,
    });
    const replace = upload
      ? {
          fix: change(`Replace the metadata of the identity provider ${provider.name}`, {
            SAMLMetadataDocument: upload,
          }),
        }
      : {};
    if (!provider.metadata)
      return fail(
        [
          {
            code: code('unreadable'),
            message: `The metadata of the identity provider ${provider.name} cannot be read: ${provider.trouble ?? ''}`,
            expected: `the SAML metadata file of the application ${application.name}`,
          },
        ],
        replace,
      );
    const wrong = wrongMetadata(provider.metadata, belongs);
    if (wrong === 'unknown')
      return unknown(
        `The identity provider ${provider.name} has the entityID ${provider.metadata.entityId}, which does not tell the application that it belongs to.`,
      );
    if (wrong) return fail([{ ...wrong, code: code(wrong.code) }], replace);
    const certificate = expiry(provider.metadata.certificates, now);
    if (certificate && certificate.code !== 'certificate-expires-soon')
      return fail([{ ...certificate, code: code(certificate.code) }], replace);
    if (provider.encryption === 'Required')
      return fail(
        [
          {
            code: code('encryption-required'),
            message: `The identity provider ${provider.name} accepts only encrypted assertions.`,
            expected: 'Allowed',
            actual: provider.encryption,
          },
        ],
        {
          fix: change(`Let the identity provider ${provider.name} accept plain assertions`, {
            AssertionEncryptionMode: 'Allowed',
          }),
        },
      );
    const notes: Problem[] = [];
    if (provider.name !== expected)
      notes.push({
        code: code('name'),
        message: `The identity provider is called ${provider.name}: ${difference(expected, provider.name)}; that is harmless.`,
        expected,
        actual: provider.name,
      });
    if (certificate) notes.push({ ...certificate, code: code(certificate.code) });
    const { validUntil } = provider.metadata;
    if (validUntil && validUntil <= now)
      notes.push({
        code: code('metadata-expired'),
        message: `The metadata says that it was valid until ${validUntil.toISOString().slice(0, 10)}.`,
        expected: `valid on ${now.toISOString().slice(0, 10)}`,
        actual: `until ${validUntil.toISOString().slice(0, 10)}`,
      });
    const [first, ...rest] = notes;
    return first
      ? warn(
          [first, ...rest],
          rest.length > 0 || first.code !== code('name') ? replace : { byHand: anotherName('--provider-name') },
        )
      : pass(`${provider.name} holds the metadata of the application ${application.name}.`);
  },

  byHand: ({ settings, provider, application, identityCenter }, cause = '') => {
    const url = settings && consolePage.identityProviders(settings.region);
    if (provider && cause === 'encryption-required')
      return {
        text: `IAM, Identity providers, ${provider.name}: in the settings of SAML encryption allow assertions that are not encrypted.`,
        ...(url && { url }),
      };
    const rotate = cause.startsWith('certificate-')
      ? ' In Identity Center, on the application’s page, choose Actions, Manage certificate, and make a new certificate the active one.'
      : '';
    const from =
      application && identityCenter
        ? ` Download the metadata file from the application’s page first: ${consolePage.application(identityCenter.region, identityCenter.arn, application.id)}`
        : '';
    return {
      text: provider
        ? `${rotate && `${rotate.trim()} Then `}IAM, Identity providers, ${provider.name}: choose Replace metadata and upload the application’s metadata file.${from}`
        : `IAM, Identity providers: choose Add provider, SAML, give it the name and upload the application’s metadata file.${from}`,
      ...(url && { url }),
      ...(settings && !provider && { value: settings.names.provider }),
    };
  },
});

/** A file that would not put it right is not offered. */
function isSound(metadata: Metadata, belongs: Belongs, now: Date): boolean {
  const certificate = expiry(metadata.certificates, now);
  return (
    wrongMetadata(metadata, belongs) === undefined &&
    (certificate === undefined || certificate.code === 'certificate-expires-soon')
  );
}
