import { X509Certificate } from 'node:crypto';
import { certificate } from './certificate.ts';

/** The SAML metadata that Identity Center offers for an application, as its console's download gives it. */
export function applicationMetadata(application: {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly validity: readonly { readonly notBefore: Date; readonly notAfter: Date }[];
}): string {
  // The portal's name for an application: owner account, then the sixteen hex digits of the application's ARN.
  const token = Buffer.from(`${application.account}_${application.id.replace(/^apl-/, 'ins-')}`).toString('base64');
  const portal = `https://portal.sso.${application.region}.amazonaws.com/saml`;
  const bindings = (element: string, location: string): string[] =>
    ['POST', 'Redirect'].map(
      (binding) =>
        `    <md:${element} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${binding}" Location="${location}"/>`,
    );
  const keys = application.validity.map(({ notBefore, notAfter }) =>
    [
      '    <md:KeyDescriptor use="signing">',
      '      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
      '        <ds:X509Data>',
      `          <ds:X509Certificate>${certificate(notBefore, notAfter).toString('base64')}</ds:X509Certificate>`,
      '        </ds:X509Data>',
      '      </ds:KeyInfo>',
      '    </md:KeyDescriptor>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>' +
      `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${portal}/assertion/${token}">`,
    '  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    ...keys,
    ...bindings('SingleLogoutService', `${portal}/logout/${token}`),
    '    <md:NameIDFormat/>',
    ...bindings('SingleSignOnService', `${portal}/assertion/${token}`),
    '  </md:IDPSSODescriptor>',
    '</md:EntityDescriptor>',
    '',
  ].join('\n');
}

/** Why IAM would refuse a metadata document, in its words; undefined when it takes it. */
export function metadataFault(text: string): string | undefined {
  if (!/^<\?xml|^<(?:\w+:)?EntityDescriptor/.test(text)) return 'Could not parse metadata';
  if (!/<(?:\w+:)?EntityDescriptor[^>]*\sentityID="[^"]+"/.test(text)) return 'Could not parse metadata';
  if (!/<(?:\w+:)?IDPSSODescriptor\b/.test(text)) return 'Could not parse metadata';
  if (!/<\/(?:\w+:)?EntityDescriptor>\s*$/.test(text)) return 'Could not parse metadata';
  const certificates = [...text.matchAll(/<(?:\w+:)?X509Certificate>([^<]+)</g)].map(([, base64 = '']) => base64);
  if (certificates.length === 0) return 'Metadata must contain a signing certificate';
  return certificates.every(isUsable) ? undefined : 'Unable to parse certificate in metadata';
}

function isUsable(base64: string): boolean {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'));
    return (publicKey.asymmetricKeyDetails?.modulusLength ?? 1024) >= 1024;
  } catch {
    return false;
  }
}
