import { SignedXml } from 'xml-crypto';
import { runKey, selfSigned } from './certificate.ts';

/** What a response says. Null leaves a part out. */
export interface Facts {
  readonly status: string | null;
  readonly issuer: string | null;
  readonly destination: string | null;
  readonly recipient: string | null;
  readonly nameId: string | null;
  readonly audiences: readonly string[];
  readonly issueInstant: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  readonly sessionNotOnOrAfter: string | null;
  readonly attributes: readonly (readonly [string, ...string[]])[];
}

export const attributePrefix = 'https://aws.amazon.com/SAML/Attributes/';
const account = '111122223333';

/** The response of the world `complete`, for its first agent. */
export const complete: Facts = {
  status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
  issuer: `https://portal.sso.us-east-1.amazonaws.com/saml/assertion/${Buffer.from(`${account}_ins-72236face0cd1203`).toString('base64')}`,
  destination: 'https://signin.aws.amazon.com/saml',
  recipient: 'https://signin.aws.amazon.com/saml',
  nameId: 'agent1@example.com',
  audiences: ['urn:amazon:webservices'],
  issueInstant: '2026-11-20T10:00:00.000Z',
  notBefore: '2026-11-20T09:55:00.000Z',
  notOnOrAfter: '2026-11-20T10:05:00.000Z',
  sessionNotOnOrAfter: '2026-11-20T11:00:00.000Z',
  attributes: [
    [
      `${attributePrefix}Role`,
      `arn:aws:iam::${account}:role/Connect-SSO,arn:aws:iam::${account}:saml-provider/Connect-SSO`,
    ],
    [`${attributePrefix}RoleSessionName`, 'agent1@example.com'],
  ],
};

export const completeRelayState =
  'https://us-east-1.console.aws.amazon.com/connect/federate/3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47?destination=%2Fconnect%2Fccp';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const attribute = (name: string, text: string | null): string => (text === null ? '' : ` ${name}="${escape(text)}"`);
const element = (name: string, text: string | null, attributes = ''): string =>
  text === null ? '' : `<saml2:${name}${attributes}>${escape(text)}</saml2:${name}>`;

const saml = 'xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"';
const protocol = 'xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"';

export function assertionXml(changes: Partial<Facts> = {}, id = '_a1'): string {
  const facts = { ...complete, ...changes };
  const email = ' Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"';
  const confirmation = `<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData NotOnOrAfter="${facts.notOnOrAfter}"${attribute('Recipient', facts.recipient)}/></saml2:SubjectConfirmation>`;
  const audiences = facts.audiences.map((audience) => element('Audience', audience)).join('');
  const attributes = facts.attributes
    .map(
      ([name, ...values]) =>
        `<saml2:Attribute Name="${escape(name)}">${values.map((one) => element('AttributeValue', one)).join('')}</saml2:Attribute>`,
    )
    .join('');
  return [
    `<saml2:Assertion ${saml} ID="${id}" IssueInstant="${facts.issueInstant}" Version="2.0">`,
    element('Issuer', facts.issuer),
    `<saml2:Subject>${element('NameID', facts.nameId, email)}${confirmation}</saml2:Subject>`,
    `<saml2:Conditions NotBefore="${facts.notBefore}" NotOnOrAfter="${facts.notOnOrAfter}"><saml2:AudienceRestriction>${audiences}</saml2:AudienceRestriction></saml2:Conditions>`,
    `<saml2:AuthnStatement AuthnInstant="${facts.issueInstant}" SessionIndex="s1"${attribute('SessionNotOnOrAfter', facts.sessionNotOnOrAfter)}><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>`,
    attributes === '' ? '' : `<saml2:AttributeStatement>${attributes}</saml2:AttributeStatement>`,
    '</saml2:Assertion>',
  ].join('');
}

export function responseXml(changes: Partial<Facts> = {}, assertion = assertionXml(changes)): string {
  const facts = { ...complete, ...changes };
  const status =
    facts.status === null ? '' : `<saml2p:Status><saml2p:StatusCode Value="${escape(facts.status)}"/></saml2p:Status>`;
  const issuer = facts.issuer === null ? '' : `<saml2:Issuer ${saml}>${escape(facts.issuer)}</saml2:Issuer>`;
  return `<saml2p:Response ${protocol}${attribute('Destination', facts.destination)} ID="_r1" IssueInstant="${facts.issueInstant}" Version="2.0">${issuer}${status}${assertion}</saml2p:Response>`;
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export interface Signing {
  readonly key?: string;
  /** The certificate shown beside the signature; the key's own when left out. */
  readonly certificate?: string;
  readonly algorithm?:
    | 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
    | 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
    | 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
  /** The IDs of what is signed, '' for the whole document; the element that holds the signature when left out. */
  readonly refersTo?: readonly string[];
}

/** Signs the element with that ID in place, after its Issuer. */
export function signElement(
  xml: string,
  id: string,
  {
    key = runKey(),
    certificate,
    algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    refersTo = [id],
  }: Signing = {},
): string {
  const hmac = algorithm.endsWith('hmac-sha1');
  const signer = new SignedXml({
    privateKey: key,
    publicCert: certificate ?? (hmac ? '' : selfSigned(key).toString()),
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: exclusive,
  });
  if (hmac) signer.enableHMAC();
  const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive] as const;
  for (const one of refersTo)
    signer.addReference({
      ...(one === '' ? { xpath: '/*', isEmptyUri: true } : { xpath: `//*[@ID='${one}']`, uri: `#${one}` }),
      transforms: [...transforms],
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `//*[@ID='${id}']/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}

/** A response whose assertion is signed, as Identity Center sends it. */
export const signedResponse = (changes: Partial<Facts> = {}, signing: Signing = {}): string =>
  signElement(responseXml(changes), '_a1', signing);

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

export interface HarStep {
  readonly url: string;
  readonly status?: number;
  readonly at?: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** A HAR file as browsers save it. */
export function har(steps: readonly HarStep[], shape: 'text' | 'params' | 'encoded-params' = 'text'): string {
  const entries = steps.map(({ url, status = 200, at = '2026-11-20T10:00:00.000Z', form }) => ({
    startedDateTime: at,
    time: 100,
    request: {
      method: form === undefined ? 'GET' : 'POST',
      url,
      httpVersion: 'HTTP/2',
      headers: [],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: -1,
      ...(form === undefined ? {} : { postData: postData(form, shape) }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/2',
      headers: [],
      cookies: [],
      content: { size: 0, mimeType: 'text/html' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 1, wait: 98, receive: 1 },
  }));
  return JSON.stringify({
    log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries },
  });
}

function postData(form: Readonly<Record<string, string>>, shape: 'text' | 'params' | 'encoded-params'): object {
  const params = Object.entries(form).map(([name, value]) => ({
    name,
    value: shape === 'params' ? value : encodeURIComponent(value),
  }));
  const mimeType = 'application/x-www-form-urlencoded';
  return shape === 'text' ? { mimeType, text: new URLSearchParams(form).toString(), params } : { mimeType, params };
}

/** A sign-in of the world `complete` from the click in the portal to the agent page. */
export function signInHar(
  xml: string,
  relayState: string | undefined = completeRelayState,
  shape: Parameters<typeof har>[1] = 'text',
): string {
  return har(
    [
      { url: 'https://d-9067f2b3c4.awsapps.com/start/', at: '2026-11-20T09:59:58.000Z' },
      { url: 'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/x', at: '2026-11-20T09:59:59.000Z' },
      {
        url: 'https://signin.aws.amazon.com/saml',
        status: 302,
        at: '2026-11-20T10:00:00.000Z',
        form: { SAMLResponse: base64(xml), ...(relayState === undefined ? {} : { RelayState: relayState }) },
      },
      { url: completeRelayState, status: 302, at: '2026-11-20T10:00:01.000Z' },
      { url: 'https://workshop.my.connect.aws/auth/sign-in?token=secret', status: 302, at: '2026-11-20T10:00:02.000Z' },
      { url: 'https://workshop.my.connect.aws/ccp-v2', status: 200, at: '2026-11-20T10:00:03.000Z' },
    ],
    shape,
  );
}
