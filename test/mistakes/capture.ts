import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Capture, readCapture } from '../../src/saml/capture.ts';
import { base64, complete, completeRelayState, type Facts, har, responseXml, signedResponse } from '../saml/sign.ts';
import type { CaptureChanges } from './entries.ts';

const known = readFileSync(new URL('../../fixtures/worlds/sandbox-signing-key.pem', import.meta.url), 'utf8').replace(
  /^[\s\S]*?(?=-----BEGIN)/,
  '',
);
let stranger: string | undefined;
const strange = (): string =>
  (stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString());

const ago = (minutes: number): string => new Date(Date.now() + minutes * -60_000).toISOString();

/** A sign-in as the first agent of the finished world would record it, with what differs. */
export function captureOf(changes: CaptureChanges): Capture {
  if (changes.format === 'xml') return readCapture(responseOf(changes));
  if (changes.format === 'base64') return readCapture(base64(responseOf(changes)));
  return readCapture(har([...(changes.older ? [posted(changes.older, 2)] : []), posted(changes, 1)]));
}

function posted(changes: CaptureChanges, minutesAgo: number): Parameters<typeof har>[0][number] {
  const { relayState = completeRelayState } = changes;
  return {
    url: changes.destination ?? complete.destination ?? '',
    status: 302,
    at: ago(minutesAgo),
    form: { SAMLResponse: base64(responseOf(changes)), ...(relayState !== null && { RelayState: relayState }) },
  };
}

function responseOf({ signed, ...changes }: CaptureChanges): string {
  const facts = factsOf(changes);
  if (signed === 'no') return responseXml(facts);
  const xml = signedResponse(facts, { key: signed === 'other-key' ? strange() : known });
  return signed === 'altered'
    ? xml.replace('agent1@example.com</saml2:AttributeValue>', 'agent2@example.com</saml2:AttributeValue>')
    : xml;
}

function factsOf({ attributes = {}, audience, ...changes }: CaptureChanges): Partial<Facts> {
  const named = new Map(
    complete.attributes.map(([name, ...values]): [string, readonly string[] | null] => [name, values]),
  );
  for (const [name, values] of Object.entries(attributes)) named.set(name, values);
  const { issuer, recipient, destination, nameId, status, sessionNotOnOrAfter } = changes;
  const given = { issuer, recipient, destination, nameId, status, sessionNotOnOrAfter };
  return {
    issueInstant: ago(1),
    notBefore: ago(6),
    notOnOrAfter: ago(-4),
    sessionNotOnOrAfter: ago(-59),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(audience !== undefined && { audiences: audience === null ? [] : [audience] }),
    attributes: [...named].flatMap(([name, values]): (readonly [string, ...string[]])[] =>
      values === null ? [] : [[name, ...values]],
    ),
  };
}
