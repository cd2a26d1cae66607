import { X509Certificate } from 'node:crypto';
import { attempt } from './attempt.ts';
import { SamlError, allOf, childrenOf, isElement, isWebPage, namespaces, readXml, type XmlElement } from './xml.ts';

export { SamlError } from './xml.ts';

/** One signing certificate of an identity provider. */
export interface Certificate {
  readonly pem: string;
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256, upper-case hex with colons. */
  readonly fingerprint: string;
}

/** The Identity Center application that an entityID names. */
export interface EntityApplication {
  /** Home Region of the Identity Center instance. */
  readonly region: string;
  /** Account that owns the Identity Center instance. */
  readonly account: string;
  /** The sixteen hex digits that the application's ARN has after `apl-`. */
  readonly id: string;
}

/** A SAML metadata document, read. */
export interface Metadata {
  readonly text: string;
  readonly entityId: string;
  /** Absent when the entityID has not the shape of an Identity Center application's. */
  readonly application?: EntityApplication;
  readonly certificates: readonly Certificate[];
  /** The end of the document's own validity; Identity Center writes none. */
  readonly validUntil?: Date;
}

const what = 'The metadata file';

/** Reads an identity provider's SAML metadata; throws SamlError with one sentence when it is none. */
export function readMetadata(text: string): Metadata {
  const notMetadata = otherThanXml(text);
  if (notMetadata !== undefined) throw new SamlError(`${what} ${notMetadata}.`);
  const entity = entityOf(readXml(text, what));
  const entityId = entity.attributes.get('entityID')?.trim() ?? '';
  if (entityId === '') throw new SamlError(`${what} has no entityID.`);
  const identityProviders = childrenOf(entity, namespaces.metadata, 'IDPSSODescriptor');
  if (identityProviders.length === 0) throw new SamlError(`${what} ${noIdentityProvider(entity)}.`);
  const certificates = identityProviders.flatMap(signingCertificates);
  if (certificates.length === 0) throw new SamlError(`${what} has no signing certificate.`);
  const application = decodeEntityId(entityId);
  const validUntil = new Date(entity.attributes.get('validUntil') ?? Number.NaN);
  return {
    text,
    entityId,
    certificates,
    ...(application === undefined ? {} : { application }),
    ...(Number.isNaN(validUntil.getTime()) ? {} : { validUntil }),
  };
}

/** What people pick by mistake, named by how it begins. */
function otherThanXml(text: string): string | undefined {
  const start = text.slice(0, 2000).trimStart();
  // String.trim takes a byte order mark for a blank; IAM answers "Could not parse metadata" to one.
  if (text.startsWith('\ufeff'))
    return 'begins with a byte order mark, which IAM does not accept: save it as UTF-8 without BOM';
  if (start === '') return 'is empty';
  if (start.startsWith('-----BEGIN CERTIFICATE'))
    return 'is a certificate: download the IAM Identity Center SAML metadata file instead';
  if (isWebPage(start)) return 'is a web page: download the IAM Identity Center SAML metadata file itself';
  if (/^[[{]/.test(start)) return 'is JSON, not SAML metadata';
  if (start.includes('\0') || start.startsWith('PK')) return 'is not text';
  return start.startsWith('<') ? undefined : 'is not XML';
}

function entityOf(root: XmlElement): XmlElement {
  if (isElement(root, namespaces.metadata, 'EntityDescriptor')) return root;
  if (isElement(root, namespaces.metadata, 'EntitiesDescriptor'))
    throw new SamlError(`${what} lists several entities; IAM takes the file of one application.`);
  const captured = root.namespace === namespaces.protocol || root.namespace === namespaces.assertion;
  throw new SamlError(
    captured
      ? `${what} is a captured SAML message, not metadata: it belongs to --saml.`
      : `${what} is XML, but not SAML metadata.`,
  );
}

const noIdentityProvider = (entity: XmlElement): string =>
  childrenOf(entity, namespaces.metadata, 'SPSSODescriptor').length > 0
    ? "describes a service provider (such as AWS's own sign-in), not the identity provider"
    : 'describes no identity provider (it has no IDPSSODescriptor)';

function signingCertificates(identityProvider: XmlElement): Certificate[] {
  return childrenOf(identityProvider, namespaces.metadata, 'KeyDescriptor')
    .filter((key) => (key.attributes.get('use') ?? 'signing') === 'signing')
    .flatMap((key) => allOf(key, namespaces.signature, 'X509Certificate'))
    .map(({ text }) => readCertificate(text));
}

function readCertificate(text: string): Certificate {
  const unreadable = (): never => {
    throw new SamlError(`${what} has a signing certificate that cannot be read.`);
  };
  const base64 = text.replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, '').replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return unreadable();
  const certificate = attempt(() => new X509Certificate(Buffer.from(base64, 'base64')), unreadable);
  return {
    pem: certificate.toString(),
    subject: certificate.subject.replaceAll('\n', ', '),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

const entityIdForm =
  /^https:\/\/portal\.sso\.([a-z]{2}(?:-[a-z]+)+-\d+)\.amazonaws\.com\/saml\/assertion\/([A-Za-z0-9+/]+={0,2})$/;
const applicationForm = /^(\d{12})_ins-([0-9a-f]{16})$/;

/** AWS does not document this form of an entityID, so another form says nothing: undefined, not wrong. */
export function decodeEntityId(entityId: string): EntityApplication | undefined {
  const [, region, encoded] = entityIdForm.exec(entityId) ?? [];
  if (region === undefined || encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64');
  const [, account, id] = applicationForm.exec(decoded.toString('latin1')) ?? [];
  // Decoding passes over what does not belong there, such as a slash at the end; IAM compares every character.
  if (account === undefined || id === undefined || decoded.toString('base64') !== encoded) return undefined;
  return { region, account, id };
}
