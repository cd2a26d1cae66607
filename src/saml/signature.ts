// Loaded only when a capture was given: the XML signature library costs more than everything else that reads SAML.
import { X509Certificate } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { readAssertion } from './assertion.ts';
import type { Capture } from './capture.ts';
import { attempt } from './attempt.ts';
import { namespaces } from './xml.ts';

/**
 * `verified`: one of the certificates signed exactly what we read. `not-signed`: no signature where SAML puts one.
 * `no-match`: signed, by none of the certificates. `altered`: what we read is not what was signed.
 */
export interface SignatureState {
  readonly state: 'verified' | 'not-signed' | 'no-match' | 'altered';
  /** Which of the certificates, by index. */
  readonly by?: number;
  readonly covers?: 'assertion' | 'response';
}

/** Verifies the capture's signature against the provider's certificates. Whether they are still valid is not asked here. */
export function verifySignature(
  capture: Pick<Capture, 'xml' | 'format'>,
  certificates: readonly { readonly pem: string }[],
): SignatureState {
  const state = verifyText(capture.xml, certificates);
  if (capture.format !== 'xml') return state;
  // XML copied from a page is often indented, which breaks the signature without changing a word of what it says.
  const unindented = verifyText(capture.xml.replace(/>\s+</g, '><'), certificates);
  return unindented.state === 'verified' ? unindented : state;
}

function verifyText(xml: string, certificates: readonly { readonly pem: string }[]): SignatureState {
  return attempt<SignatureState>(
    () => {
      const signatures = signaturesOf(xml);
      if (signatures.length === 0) return { state: 'not-signed' };
      const states = signatures.map((signature) => verifyOne(xml, signature, certificates));
      return (
        states.find(({ state }) => state !== 'verified') ??
        states.find(({ covers }) => covers === 'assertion') ??
        states[0] ?? { state: 'not-signed' }
      );
    },
    () => ({ state: 'altered' }),
  );
}

interface Placed {
  readonly element: Element;
  readonly id: string;
  readonly covers: 'assertion' | 'response';
}

/** Only those where SAML puts them: directly inside the response that is the document, or inside its assertion. */
function signaturesOf(xml: string): Placed[] {
  const { documentElement: root } = new DOMParser({ errorHandler: refuse }).parseFromString(xml, 'text/xml');
  const assertions =
    root.localName === 'Assertion'
      ? [root]
      : elements(root).filter(
          ({ localName, namespaceURI }) => localName === 'Assertion' && namespaceURI === namespaces.assertion,
        );
  const holders = root.localName === 'Assertion' ? assertions : [root, ...assertions];
  return holders.flatMap((holder) =>
    elements(holder)
      .filter(({ localName, namespaceURI }) => localName === 'Signature' && namespaceURI === namespaces.signature)
      .map((element): Placed => ({
        element,
        id: holder.getAttribute('ID') ?? '',
        covers: holder.localName === 'Assertion' ? 'assertion' : 'response',
      })),
  );
}

const refuse = (level: string, message: string): void => {
  if (level !== 'warning') throw new SyntaxError(message);
};

function elements(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) if (isElementNode(node)) found.push(node);
  return found;
}
const isElementNode = (node: Node): node is Element => node.nodeType === 1;

function verifyOne(
  xml: string,
  { element, id, covers }: Placed,
  certificates: readonly { readonly pem: string }[],
): SignatureState {
  if (!isPlain(element, id)) return { state: 'altered' };
  for (const [by, { pem }] of certificates.entries()) {
    const answer = checkWith(xml, element, pem);
    if (answer === 'altered') return { state: 'altered' };
    if (answer !== 'other-key')
      return saysWhatWeRead(answer, xml, covers) ? { state: 'verified', by, covers } : { state: 'altered' };
  }
  // A known certificate beside a signature that it did not make: the signature itself was changed.
  return { state: namesOneOf(element, certificates) ? 'altered' : 'no-match' };
}

const algorithms = {
  SignatureMethod: /#(?:rsa-sha(?:1|256|384|512)|sha256-rsa-MGF1|ecdsa-sha\d+)$/,
  Transform: /(?:#enveloped-signature|xml-exc-c14n#(?:WithComments)?|REC-xml-c14n-20010315(?:#WithComments)?)$/,
} as const;

/** One reference, to the element that holds the signature, and no algorithm that computes or hides anything. */
function isPlain(signature: Element, id: string): boolean {
  const below = (name: string): Element[] => Array.from(signature.getElementsByTagNameNS(namespaces.signature, name));
  const references = below('Reference');
  return (
    id !== '' &&
    references.length === 1 &&
    references[0]?.getAttribute('URI') === `#${id}` &&
    below('SignedInfo').length === 1 &&
    below('SignatureMethod').every((method) =>
      algorithms.SignatureMethod.test(method.getAttribute('Algorithm') ?? ''),
    ) &&
    below('Transform').every((transform) => algorithms.Transform.test(transform.getAttribute('Algorithm') ?? ''))
  );
}

/** What the certificate's key signed, as text; or why there is nothing to believe. */
function checkWith(xml: string, signature: Element, pem: string): readonly string[] | 'altered' | 'other-key' {
  // Never the key that the message itself brings along.
  const signed = new SignedXml({ publicCert: pem, getCertFromKeyInfo: () => null });
  return attempt<readonly string[] | 'altered' | 'other-key'>(
    () => {
      signed.loadSignature(signature);
      return signed.checkSignature(xml) ? signed.getSignedReferences() : 'altered';
    },
    // The library answers a wrong digest with false and everything else by throwing.
    (error) =>
      error instanceof Error &&
      /signature value .* is incorrect|not supported|not implemented|unsupported/is.test(error.message)
        ? 'other-key'
        : 'altered',
  );
}

/** Believes only the text that was signed: read again, it has to say word for word what the whole message said. */
function saysWhatWeRead(references: readonly string[], xml: string, covers: Placed['covers']): boolean {
  const [text, ...more] = references;
  if (text === undefined || more.length > 0) return false;
  return said(text, covers) === said(xml, covers);
}

/** An assertion's signature says nothing of the response around it. */
function said(xml: string, covers: Placed['covers']): string {
  const { status, destination, issuedAt, ...assertion } = readAssertion(xml);
  return JSON.stringify(covers === 'assertion' ? assertion : { ...assertion, status, destination, issuedAt });
}

function namesOneOf(signature: Element, certificates: readonly { readonly pem: string }[]): boolean {
  const known = certificates.map(({ pem }) => new X509Certificate(pem).publicKey);
  return Array.from(signature.getElementsByTagNameNS(namespaces.signature, 'X509Certificate')).some((named) => {
    const key = attempt(
      () => new X509Certificate(Buffer.from(named.textContent ?? '', 'base64')).publicKey,
      () => undefined,
    );
    return key !== undefined && known.some((one) => one.equals(key));
  });
}
