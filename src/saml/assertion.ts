import { SamlError, allOf, childOf, childrenOf, isElement, namespaces, readXml, type XmlElement } from './xml.ts';

/** What a SAML response (or a bare assertion) says. Members that it does not have are absent. */
export interface Assertion {
  /** `urn:oasis:names:tc:SAML:2.0:status:…`; absent for a bare assertion. */
  readonly status?: string;
  readonly issuer?: string;
  readonly destination?: string;
  readonly recipient?: string;
  readonly nameId?: string;
  readonly audiences: readonly string[];
  readonly issuedAt?: Date;
  readonly notBefore?: Date;
  readonly notOnOrAfter?: Date;
  readonly sessionNotOnOrAfter?: Date;
  /** Every attribute of the assertion, names and values as they are. */
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const what = 'The SAML response';
export const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Reads a SAML response or bare assertion; throws SamlError with one sentence when it is something else. */
export function readAssertion(xml: string): Assertion {
  const root = readXml(xml, what);
  refuseOthers(root);
  const assertions = allOf(root, namespaces.assertion, 'Assertion');
  if (assertions.length > 1)
    throw new SamlError(`${what} holds ${assertions.length} assertions; a sign-in to AWS has exactly one.`);
  const [assertion] = assertions;
  const response = assertion === root ? undefined : root;
  const status = childOf(
    childOf(response, namespaces.protocol, 'Status'),
    namespaces.protocol,
    'StatusCode',
  )?.attributes.get('Value');
  if (allOf(root, namespaces.assertion, 'EncryptedAssertion').length > 0)
    throw new SamlError(
      'The assertion is encrypted, so it cannot be read; IAM Identity Center sends it unencrypted to AWS.',
    );
  if (assertion === undefined && (status === undefined || status === success))
    throw new SamlError(`${what} holds no assertion.`);
  if (assertion !== undefined && response !== undefined && !response.children.includes(assertion))
    throw new SamlError(`${what} hides its assertion inside another element, as no identity provider does.`);
  return compact({
    status,
    issuer: textOf(
      childOf(assertion, namespaces.assertion, 'Issuer') ?? childOf(response, namespaces.assertion, 'Issuer'),
    ),
    destination: response?.attributes.get('Destination'),
    issuedAt: earliest(dateOf(response, 'IssueInstant'), dateOf(assertion, 'IssueInstant')),
    ...subjectOf(assertion),
    ...conditionsOf(assertion),
    attributes: attributesOf(assertion),
  });
}

function refuseOthers(root: XmlElement): void {
  if (isElement(root, namespaces.protocol, 'Response') || isElement(root, namespaces.assertion, 'Assertion')) return;
  if (isElement(root, namespaces.protocol, 'AuthnRequest'))
    throw new SamlError('This is a SAML request, which starts a sign-in; the SAML response, which ends it, is needed.');
  if (isElement(root, namespaces.protocol, 'LogoutRequest') || isElement(root, namespaces.protocol, 'LogoutResponse'))
    throw new SamlError('This is a SAML logout message, not the SAML response of a sign-in.');
  if (isElement(root, namespaces.assertion, 'EncryptedAssertion'))
    throw new SamlError(
      'The assertion is encrypted, so it cannot be read; IAM Identity Center sends it unencrypted to AWS.',
    );
  if (root.namespace === namespaces.metadata)
    throw new SamlError('This is SAML metadata, not a captured sign-in: it belongs to --metadata.');
  if (root.namespace.startsWith('urn:oasis:names:tc:SAML:1.'))
    throw new SamlError('This is SAML 1; AWS takes SAML 2.0 only.');
  throw new SamlError('This is XML, but neither a SAML response nor a SAML assertion.');
}

function subjectOf(assertion: XmlElement | undefined): {
  nameId: string | undefined;
  recipient: string | undefined;
  confirmedUntil: Date | undefined;
} {
  const subject = childOf(assertion, namespaces.assertion, 'Subject');
  const confirmations = childrenOf(subject, namespaces.assertion, 'SubjectConfirmation');
  const confirmation = confirmations.find((one) => one.attributes.get('Method') === bearer) ?? confirmations[0];
  const data = childOf(confirmation, namespaces.assertion, 'SubjectConfirmationData');
  return {
    nameId: childOf(subject, namespaces.assertion, 'NameID')?.text,
    recipient: data?.attributes.get('Recipient'),
    confirmedUntil: dateOf(data, 'NotOnOrAfter'),
  };
}

function conditionsOf(assertion: XmlElement | undefined): Pick<Assertion, 'audiences'> & {
  notBefore: Date | undefined;
  conditionsUntil: Date | undefined;
  sessionNotOnOrAfter: Date | undefined;
} {
  const conditions = childOf(assertion, namespaces.assertion, 'Conditions');
  return {
    audiences: childrenOf(conditions, namespaces.assertion, 'AudienceRestriction')
      .flatMap((restriction) => childrenOf(restriction, namespaces.assertion, 'Audience'))
      .map(({ text }) => text.trim()),
    notBefore: dateOf(conditions, 'NotBefore'),
    conditionsUntil: dateOf(conditions, 'NotOnOrAfter'),
    sessionNotOnOrAfter: dateOf(childOf(assertion, namespaces.assertion, 'AuthnStatement'), 'SessionNotOnOrAfter'),
  };
}

const attributesOf = (assertion: XmlElement | undefined): Assertion['attributes'] =>
  childrenOf(assertion, namespaces.assertion, 'AttributeStatement')
    .flatMap((statement) => childrenOf(statement, namespaces.assertion, 'Attribute'))
    .map((attribute) => ({
      name: attribute.attributes.get('Name') ?? '',
      values: childrenOf(attribute, namespaces.assertion, 'AttributeValue').map(({ text }) => text),
    }));

const textOf = (element: XmlElement | undefined): string | undefined => element?.text.trim();

/** An xs:dateTime; without a time zone it is UTC, as SAML requires. */
function dateOf(element: XmlElement | undefined, name: string): Date | undefined {
  const text = element?.attributes.get(name) ?? '';
  const [, moment, zone = 'Z'] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const date = new Date(`${moment}${zone}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const earliest = (...dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.filter((date) => date !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];

type Loose = { readonly [K in keyof Assertion]: Assertion[K] | undefined } & Pick<
  Assertion,
  'audiences' | 'attributes'
> & { readonly confirmedUntil?: Date | undefined; readonly conditionsUntil?: Date | undefined };

/** The members that are there. */
function compact({ confirmedUntil, conditionsUntil, audiences, attributes, ...rest }: Loose): Assertion {
  const members = Object.entries({ ...rest, notOnOrAfter: earliest(confirmedUntil, conditionsUntil) });
  return { ...Object.fromEntries(members.filter(([, value]) => value !== undefined)), audiences, attributes };
}
