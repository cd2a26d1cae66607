import { readAssertion } from './assertion.ts';
import { decodeMessage, readRecording, type Recorded } from './recording.ts';
import { attempt } from './attempt.ts';
import { SamlError, isWebPage, maxBytes } from './xml.ts';

export { SamlError } from './xml.ts';

/** A sign-in that a browser recorded, read. Secrets stay in `xml` and go nowhere. */
export interface Capture {
  readonly format: 'har' | 'saml-tracer' | 'xml' | 'base64';
  /** When it was captured: the HAR entry's start, else the response's IssueInstant. */
  readonly at: Date;
  /** The SAML response (or bare assertion) as text, guarded: no DOCTYPE, bounded size and depth. */
  readonly xml: string;
  /** Only a HAR or tracer export has it: the form field beside the SAMLResponse. */
  readonly relayState?: string;
  /** The address that the response was posted to, without its query. */
  readonly postedTo?: string;
  /** `urn:oasis:names:tc:SAML:2.0:status:…`; absent for a bare assertion. */
  readonly status?: string;
  readonly issuer?: string;
  readonly destination?: string;
  readonly recipient?: string;
  readonly nameId?: string;
  readonly audiences: readonly string[];
  readonly notBefore?: Date;
  readonly notOnOrAfter?: Date;
  readonly sessionNotOnOrAfter?: Date;
  /** Every attribute of the assertion, names and values as they are. */
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  /**
   * What the capture shows once the response was posted, oldest first (HAR and tracer only): AWS's answer to the post
   * itself, then the later requests. Queries are left out, except of the federate address.
   */
  readonly followed: readonly { readonly url: string; readonly status: number }[];
  /** The sign-ins that the same recording shows before this one, newest first. */
  readonly older?: readonly Capture[];
}

/** Reads a captured sign-in in whichever form; throws SamlError with one sentence when it is none. */
export function readCapture(given: Uint8Array | string): Capture {
  // String.trim takes a byte order mark for a blank, too.
  const text = textOf(given).trim();
  if (text === '') throw new SamlError('The capture is empty.');
  const { format, older = [], ...recorded } = sourceOf(text);
  const before = older.flatMap((one) =>
    attempt<Capture[]>(
      () => [readSignIn(format, one)],
      () => [],
    ),
  );
  return { ...readSignIn(format, recorded), ...(before.length > 0 && { older: before }) };
}

function readSignIn(format: Capture['format'], { at, ...recorded }: Recorded): Capture {
  const { issuedAt, ...assertion } = readAssertion(recorded.xml);
  const moment = at ?? issuedAt ?? assertion.notBefore;
  if (moment === undefined) throw new SamlError('The SAML response does not say when it was issued (IssueInstant).');
  return { format, at: moment, ...recorded, ...assertion };
}

function textOf(given: Uint8Array | string): string {
  if (given.length > maxBytes)
    throw new SamlError(
      'The capture is larger than 10 MB: record the sign-in alone, or save the HAR without the content of the answers.',
    );
  if (typeof given === 'string') return given;
  const encoding = given[0] === 0xff && given[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return attempt(
    () => new TextDecoder(encoding, { fatal: true }).decode(given),
    () => {
      throw new SamlError('The capture is not text.');
    },
  );
}

type Source = Recorded & { readonly format: Capture['format']; readonly older?: readonly Recorded[] };

function sourceOf(text: string): Source {
  if (/^[{[]/.test(text)) return readRecording(text);
  if (isWebPage(text)) throw new SamlError('The capture is a web page, not the SAML response.');
  if (text.startsWith('<')) return { format: 'xml', xml: text, followed: [] };
  const { message, relayState } = formBody(text);
  const xml = decodeMessage(message);
  if (xml === undefined)
    throw new SamlError(
      'The capture is neither a HAR file, nor SAML XML, nor the base64 text of a SAMLResponse; it may be cut off.',
    );
  return { format: 'base64', xml, followed: [], ...(relayState === undefined ? {} : { relayState }) };
}

/** Some copy the whole form that the browser sent. */
function formBody(text: string): { message: string; relayState?: string } {
  if (!/(?:^|&)SAMLResponse=/.test(text)) return { message: text };
  const fields = new URLSearchParams(text);
  const relayState = fields.get('RelayState');
  return { message: fields.get('SAMLResponse') ?? '', ...(relayState === null ? {} : { relayState }) };
}
