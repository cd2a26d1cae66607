import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import { SamlError, decodeEntityId, readMetadata } from '../../src/saml/metadata.ts';
import { runKey, selfSigned } from './certificate.ts';

const certificate = selfSigned(runKey(), '2024-02-21T00:00:00Z', '2029-02-21T00:00:00Z');
const encoded = certificate.raw.toString('base64');
const entityId =
  'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMzX2lucy03MjIzNmZhY2UwY2QxMjAz';
const key = (text = encoded, use = ' use="signing"'): string =>
  `<KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`;
const metadata = (keys = key(), id = entityId, role = 'IDPSSODescriptor'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${id}"><${role} WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys}<NameIDFormat/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://x.example/"/></${role}></EntityDescriptor>`;

const refusal = (text: string): string => {
  try {
    readMetadata(text);
  } catch (error) {
    if (error instanceof SamlError) return error.message;
    throw error;
  }
  return 'read';
};

describe('a metadata file', () => {
  test('is read', () => {
    expect(readMetadata(metadata())).toEqual({
      text: metadata(),
      entityId,
      application: { region: 'us-east-1', account: '111122223333', id: '72236face0cd1203' },
      certificates: [
        {
          pem: certificate.toString(),
          subject: 'CN=amazonaws.com',
          notBefore: new Date('2024-02-21T00:00:00Z'),
          notAfter: new Date('2029-02-21T00:00:00Z'),
          fingerprint: certificate.fingerprint256,
        },
      ],
    });
  });
  test('may have a certificate over several lines, with its PEM frame, without a use, and several of them', () => {
    const lines = encoded.replace(/.{64}/g, '$&\n      ');
    const framed = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----`;
    const both = readMetadata(metadata(key(lines) + key(framed, '') + key('no certificate', ' use="encryption"')));
    expect(both.certificates.map(({ fingerprint }) => fingerprint)).toEqual([
      certificate.fingerprint256,
      certificate.fingerprint256,
    ]);
  });
  test('may use any prefix', () => {
    const prefixed = metadata()
      .replace('xmlns="urn', 'xmlns:md="urn')
      .replace(/<(\/?)(?=[A-Z])/g, '<$1md:');
    expect(readMetadata(prefixed).entityId).toBe(entityId);
  });
  test('may say until when it is valid', () => {
    expect(readMetadata(metadata().replace(' entityID', ' validUntil="2027-01-01T00:00:00Z"$&')).validUntil).toEqual(
      new Date('2027-01-01T00:00:00Z'),
    );
    expect(readMetadata(metadata().replace(' entityID', ' validUntil="never"$&'))).not.toHaveProperty('validUntil');
  });
  test('of another vendor names no application', () =>
    expect(readMetadata(metadata(key(), 'http://www.okta.com/exk1')).application).toBeUndefined());
});

describe('refused, with one sentence', () => {
  test.each([
    ['', 'The metadata file is empty.'],
    [' \n', 'The metadata file is empty.'],
    ['metadata', 'The metadata file is not XML.'],
    [
      `\ufeff${metadata()}`,
      'The metadata file begins with a byte order mark, which IAM does not accept: save it as UTF-8 without BOM.',
    ],
    [
      certificate.toString(),
      'The metadata file is a certificate: download the IAM Identity Center SAML metadata file instead.',
    ],
    [
      '<!DOCTYPE html><html><body>Sign in</body></html>',
      'The metadata file is a web page: download the IAM Identity Center SAML metadata file itself.',
    ],
    ['{"log":{"entries":[]}}', 'The metadata file is JSON, not SAML metadata.'],
    ['PK\u0003\u0004', 'The metadata file is not text.'],
    ['<a/>', 'The metadata file is XML, but not SAML metadata.'],
    [metadata().slice(0, 600), 'The metadata file ends in the middle: it is cut off.'],
    [
      metadata().replace('</NameIDFormat>', '').replace('<NameIDFormat/>', '<NameIDFormat>'),
      'The metadata file is not well-formed XML',
    ],
    [
      metadata().replace('<Ent', '<!DOCTYPE x [<!ENTITY a "b">]><Ent'),
      'The metadata file contains a DOCTYPE, which SAML never has and which is refused for safety.',
    ],
    [
      metadata().replace('<NameIDFormat/>', '<NameIDFormat>&xxe;</NameIDFormat>'),
      'The metadata file refers to an entity that XML does not define, which is refused for safety.',
    ],
    [`\n${certificate.toString()}`, 'The metadata file is a certificate'],
    [metadata(key(), ''), 'The metadata file has no entityID.'],
    [metadata().replace(/ entityID="[^"]*"/, ''), 'The metadata file has no entityID.'],
    [
      metadata(key(), entityId, 'SPSSODescriptor'),
      "The metadata file describes a service provider (such as AWS's own sign-in), not the identity provider.",
    ],
    [
      metadata(key(), entityId, 'PDPDescriptor'),
      'The metadata file describes no identity provider (it has no IDPSSODescriptor).',
    ],
    [metadata(''), 'The metadata file has no signing certificate.'],
    [metadata(key(encoded, ' use="encryption"')), 'The metadata file has no signing certificate.'],
    [metadata(key('')), 'The metadata file has a signing certificate that cannot be read.'],
    [metadata(key('!!!')), 'The metadata file has a signing certificate that cannot be read.'],
    [metadata(key(`${encoded}=,`)), 'The metadata file has a signing certificate that cannot be read.'],
    [metadata(key(`!${encoded}`)), 'The metadata file has a signing certificate that cannot be read.'],
    [metadata(key('AAAA')), 'The metadata file has a signing certificate that cannot be read.'],
    [metadata(key(encoded.slice(0, 400))), 'The metadata file has a signing certificate that cannot be read.'],
    [
      '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>',
      'The metadata file lists several entities; IAM takes the file of one application.',
    ],
    [
      '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      'The metadata file is a captured SAML message, not metadata: it belongs to --saml.',
    ],
    [
      '<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"/>',
      'The metadata file is a captured SAML message, not metadata: it belongs to --saml.',
    ],
    [metadata().replace('SAML:2.0:metadata', 'SAML:1.0:metadata'), 'The metadata file is XML, but not SAML metadata.'],
    [`<a>${'<b/>'.repeat(100_001)}</a>`, 'The metadata file has more elements than a SAML document can have.'],
    ['<a>'.repeat(200_000), 'The metadata file is nested more deeply than a SAML document can be.'],
    [
      `<a ${Array.from({ length: 100_000 }, (_, index) => `a${index}="x"`).join(' ')}/>`,
      'The metadata file has an element with more attributes than a SAML document can have.',
    ],
    [`<a>${'x'.repeat(10_000_001)}</a>`, 'The metadata file is larger than 10 MB.'],
  ])('%.60j', (text, sentence) => expect(refusal(text)).toContain(sentence));

  test('as deep as it may be, and one deeper', () => {
    const deep = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    expect(refusal(deep(64))).toBe('The metadata file is XML, but not SAML metadata.');
    expect(refusal(deep(65))).toContain('nested more deeply');
  });

  test('a billion laughs end', () => {
    const laughs = Array.from('bcdefghij')
      .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`)
      .join('');
    expect(refusal(`<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">${laughs}]><l>&j;</l>`)).toContain('DOCTYPE');
  }, 20_000);

  test('whatever is given: metadata or one sentence', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<',
        '>',
        '</',
        '<EntityDescriptor',
        ' entityID="x"',
        '&',
        ']]>',
        '<![CDATA[',
        '<!--',
        '<?',
        '__proto__="x"',
        metadata().slice(0, 300),
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        expect(refusal(pieces.join(''))).toMatch(/^(read|[^\n]*\.)$/);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.nat(metadata().length), fc.nat(40), fc.string(), (from, count, text) => {
        expect(refusal(metadata().slice(0, from) + text + metadata().slice(from + count))).toMatch(/^(read|[^\n]*\.)$/);
      }),
    );
  }, 30_000);

  test('names from a prototype are only names', () => {
    expect(readMetadata(metadata().replace('entityID=', '__proto__="x" constructor="y" entityID=')).entityId).toBe(
      entityId,
    );
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect({}).not.toHaveProperty('x');
  });
});

describe('an entityID', () => {
  const portal = (region: string, content: string): string =>
    `https://portal.sso.${region}.amazonaws.com/saml/assertion/${Buffer.from(content).toString('base64')}`;
  test.each([
    [
      portal('us-east-1', '113496420080_ins-68044c9cb4b51402'),
      { region: 'us-east-1', account: '113496420080', id: '68044c9cb4b51402' },
    ],
    [
      portal('eu-central-2', '660075424663_ins-72236face0cd1203'),
      { region: 'eu-central-2', account: '660075424663', id: '72236face0cd1203' },
    ],
    [
      portal('us-gov-west-1', '660075424663_ins-72236face0cd1203'),
      { region: 'us-gov-west-1', account: '660075424663', id: '72236face0cd1203' },
    ],
    [portal('us-east-1', '11349642008_ins-68044c9cb4b51402'), undefined],
    [portal('us-east-1', '113496420080_apl-68044c9cb4b51402'), undefined],
    [portal('us-east-1', '113496420080_ins-68044c9cb4b5140'), undefined],
    [portal('us-east-1', '113496420080_ins-68044c9cb4b514020'), undefined],
    // Decodes to the same, and is another name.
    [`${portal('us-east-1', '113496420080_ins-68044c9cb4b51402')}/`, undefined],
    [portal('us-east-1', '113496420080_ins-68044C9CB4B51402'), undefined],
    [portal('us-east-1', 'x113496420080_ins-68044c9cb4b51402'), undefined],
    [portal('nowhere', '113496420080_ins-68044c9cb4b51402'), undefined],
    [portal('us-east-1', '113496420080_ins-68044c9cb4b51402').replace('https', 'http'), undefined],
    [portal('us-east-1', '113496420080_ins-68044c9cb4b51402').replace('assertion', 'metadata'), undefined],
    [
      portal('us-east-1', '113496420080_ins-68044c9cb4b51402').replace('amazonaws.com', 'amazonaws.com.evil.example'),
      undefined,
    ],
    ['https://portal.sso.us-east-1.amazonaws.com/saml/assertion/!!!', undefined],
    [`<${portal('us-east-1', '113496420080_ins-68044c9cb4b51402')}`, undefined],
    [`${portal('us-east-1', '113496420080_ins-68044c9cb4b51402')}?x`, undefined],
    ['https://d-1234567890.signin.aws-us-gov/platform/saml/x', undefined],
    ['http://www.okta.com/exk1', undefined],
    ['', undefined],
  ])('%s', (entity, application) => expect(decodeEntityId(entity)).toEqual(application));
});
