import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/saml/capture.ts';
import { verifySignature, type SignatureState } from '../../src/saml/signature.ts';
import { newKey, runKey, selfSigned } from './certificate.ts';
import { assertionXml, base64, responseXml, signElement, signInHar, signedResponse } from './sign.ts';

const own = { pem: selfSigned(runKey()).toString() };
const expired = { pem: selfSigned(runKey(), '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z').toString() };
const strangerKey = newKey();
const stranger = { pem: selfSigned(strangerKey).toString() };
const signed = signedResponse();
const verify = (xml: string, certificates = [own]): SignatureState =>
  verifySignature({ format: 'base64', xml }, certificates);

describe('verified', () => {
  test('the assertion', () => expect(verify(signed)).toEqual({ state: 'verified', by: 0, covers: 'assertion' }));
  test('the assertion, bare', () =>
    expect(verify(signElement(assertionXml(), '_a1'))).toEqual({ state: 'verified', by: 0, covers: 'assertion' }));
  test('the response', () =>
    expect(verify(signElement(responseXml(), '_r1'))).toEqual({ state: 'verified', by: 0, covers: 'response' }));
  test('both', () =>
    expect(verify(signElement(signed, '_r1'))).toEqual({ state: 'verified', by: 0, covers: 'assertion' }));
  test('by whichever certificate it is', () =>
    expect(verify(signed, [stranger, own])).toEqual({ state: 'verified', by: 1, covers: 'assertion' }));
  test('though the certificate has expired', () => expect(verify(signed, [expired]).state).toBe('verified'));
  test('with SHA-1', () =>
    expect(verify(signedResponse({}, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })).state).toBe(
      'verified',
    ));
  test('as read from every form of a capture', () => {
    for (const form of [signed, base64(signed), signInHar(signed)])
      expect(verifySignature(readCapture(form), [own]).state).toBe('verified');
  });
  test('though the XML was indented when it was copied', () => {
    const indented = signed.replaceAll('><', '>\n  <');
    expect(verifySignature({ format: 'xml', xml: indented }, [own])).toEqual({
      state: 'verified',
      by: 0,
      covers: 'assertion',
    });
    expect(verify(indented).state).toBe('altered');
    expect(verifySignature({ format: 'xml', xml: indented.replace('agent1@', 'agent2@') }, [own]).state).toBe(
      'altered',
    );
  });
  test('though it was indented and shows no certificate, or another one', () => {
    const shown = [
      signed.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/s, ''),
      signedResponse({}, { certificate: stranger.pem }),
    ];
    for (const xml of shown)
      expect(verifySignature({ format: 'xml', xml: xml.replaceAll('><', '> <') }, [own]).state).toBe('verified');
  });
  test('with the blanks that were there when it was signed', () => {
    const xml = signElement(responseXml().replaceAll('><', '>\n<'), '_a1');
    expect(verifySignature({ format: 'xml', xml }, [own]).state).toBe('verified');
  });
  test('though another certificate is shown beside it', () =>
    expect(verify(signedResponse({}, { certificate: stranger.pem })).state).toBe('verified'));
  test("an assertion's signature says nothing of the response around it", () => {
    const around = signed.replace('status:Success', 'status:Responder').replace('T10:00:00.000Z', 'T09:00:00.000Z');
    expect(verify(around)).toEqual({ state: 'verified', by: 0, covers: 'assertion' });
  });
});

describe('not verified', () => {
  test('not signed', () => expect(verify(responseXml()).state).toBe('not-signed'));
  test('signed by another key', () => expect(verify(signedResponse({}, { key: strangerKey })).state).toBe('no-match'));
  test('no certificate to compare with', () => expect(verify(signed, []).state).toBe('no-match'));
  test("by another key that shows the provider's certificate", () =>
    expect(verify(signedResponse({}, { key: strangerKey, certificate: own.pem })).state).toBe('altered'));
  test("by another key that shows the provider's certificate after its own", () => {
    const certificate = stranger.pem + own.pem;
    expect(verify(signedResponse({}, { key: strangerKey, certificate })).state).toBe('altered');
  });
  test('by another key that shows what is no certificate', () => {
    const xml = signedResponse({}, { key: strangerKey });
    expect(verify(xml.replace(/(?<=<ds:X509Certificate>)[^<]*/, 'AAAA')).state).toBe('no-match');
  });
  // SAML 2.0 core, 5.4.2: one reference, to the ID of the element that holds the signature.
  test.each([
    ['another element', ['_r1']],
    ['the whole document', ['']],
    ['another element as well', ['_a1', '_r1']],
    ['the same element twice', ['_a1', '_a1']],
  ])('by the right key, but of %s', (_, refersTo) =>
    expect(verify(signElement(responseXml(), '_a1', { refersTo })).state).toBe('altered'),
  );
  test('one of two signatures by another key', () =>
    expect(verify(signElement(signed, '_r1', { key: strangerKey })).state).toBe('no-match'));

  test.each<[string, (xml: string) => string]>([
    ['a name', (xml) => xml.replaceAll('agent1@example.com', 'admin@example.com')],
    ['the role', (xml) => xml.replace('role/Connect-SSO', 'role/Admin')],
    ['the recipient', (xml) => xml.replace(/Recipient="[^"]*"/, 'Recipient="https://x.example"')],
    ['a lifetime', (xml) => xml.replaceAll('2026-11-20T10:05', '2027-11-20T10:05')],
    [
      'an attribute added',
      (xml) =>
        xml.replace(
          '</saml2:AttributeStatement>',
          '<saml2:Attribute Name="x"><saml2:AttributeValue>y</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement>',
        ),
    ],
    [
      'an attribute removed',
      (xml) => xml.replace(/<saml2:Attribute Name="[^"]*RoleSessionName.*?<\/saml2:Attribute>/, ''),
    ],
    ['a blank', (xml) => xml.replace('agent1@example.com<', 'agent1@example.com <')],
    ['the digest, to fit', (xml) => xml.replace(/<ds:DigestValue>[^<]*/, '<ds:DigestValue>AAAA')],
    // The key is another in each run, and so is what stands there.
    ['the signature value', (xml) => xml.replace(/(?<=<ds:SignatureValue>)./, (was) => (was === 'A' ? 'B' : 'A'))],
    ['the reference', (xml) => xml.replace('URI="#_a1"', 'URI="#_r1"')],
    ['the reference, to everything', (xml) => xml.replace('URI="#_a1"', 'URI=""')],
    [
      'a transform that selects',
      (xml) =>
        xml.replace(
          'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
          'http://www.w3.org/TR/1999/REC-xpath-19991116',
        ),
    ],
    [
      'the algorithm, to HMAC',
      (xml) =>
        xml.replace(
          /http:\/\/www\.w3\.org\/2001\/04\/xmldsig-more#rsa-sha256/,
          'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
        ),
    ],
    ['no signed info', (xml) => xml.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/s, '')],
    ['a second reference', (xml) => xml.replace('</ds:SignedInfo>', '<ds:Reference URI="#x"/></ds:SignedInfo>')],
  ])('altered: %s', (_, change) => {
    expect(change(signed)).not.toBe(signed);
    expect(verify(change(signed)).state).toBe('altered');
  });

  test('HMAC with the public certificate as its key', () => {
    const forged = signElement(responseXml({ nameId: 'admin@example.com' }), '_a1', {
      key: own.pem,
      algorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    });
    expect(verify(forged).state).not.toBe('verified');
  });
});

describe('signature wrapping', () => {
  const original = signElement(assertionXml(), '_a1');
  const evil = assertionXml({ nameId: 'admin@example.com' }, '_evil');
  const signature = /<ds:Signature.*<\/ds:Signature>/s.exec(original)?.[0] ?? '';
  const withSignature = evil.replace('</saml2:Issuer>', `</saml2:Issuer>${signature}`);
  const same = evil.replace('_evil', '_a1').replace('</saml2:Issuer>', `</saml2:Issuer>${signature}`);

  test.each([
    ['the signed assertion beside the evil one', 'altered', responseXml({}, evil + original)],
    [
      'the signed assertion inside the evil one',
      'not-signed',
      responseXml({}, evil.replace('</saml2:Assertion>', `<saml2:Advice>${original}</saml2:Advice></saml2:Assertion>`)),
    ],
    ['the signed assertion in the extensions', 'not-signed', responseXml({}, `<x>${original}</x>${evil}`)],
    [
      'the signed assertion in the signature',
      'altered',
      responseXml(
        {},
        withSignature.replace(
          '</ds:Signature>',
          `<ds:Object>${original.replace(signature, '')}</ds:Object></ds:Signature>`,
        ),
      ),
    ],
    ['the signature moved to the evil assertion', 'altered', responseXml({}, withSignature)],
    ['the same ID twice', 'altered', responseXml({}, same)],
    [
      'the same ID on another element',
      'altered',
      responseXml({}, original).replace('<saml2:Subject>', '<saml2:Subject ID="_a1">'),
    ],
    [
      'the signature elsewhere',
      'not-signed',
      responseXml({}, evil).replace('</saml2p:Response>', `<x>${signature}</x></saml2p:Response>`),
    ],
    [
      'the signed assertion under another name',
      'not-signed',
      responseXml({}, evil + original.replaceAll('saml2:Assertion', 'saml2:Evidence')),
    ],
  ])('%s: %s', (_, state, xml) => {
    expect(verify(xml)).toEqual({ state });
  });

  test('the reader itself refuses more than one assertion', () =>
    expect(() => readCapture(responseXml({}, evil + original))).toThrow('2 assertions'));
  test('a comment inside a signed name changes nothing of what is read', () => {
    const commented = signed.replaceAll('agent1@example.com', 'agent1@example<!-- x -->.com');
    expect(readCapture(commented).nameId).toBe('agent1@example.com');
    expect(verify(commented).state).toBe('verified');
    const cut = signedResponse({ nameId: 'admin@example.com.evil.example' }).replace(
      'admin@example.com.',
      'admin@example.com<!---->.',
    );
    expect(readCapture(cut).nameId).toBe('admin@example.com.evil.example');
  });
});
