import { roleAttributeName } from '../saml/role-attribute.ts';
import type { ReportRow } from '../report/model.ts';
import type { Capture } from '../saml/capture.ts';

/** What of a captured sign-in leads to other rows than those that rest on it: no response, no token, no address with a query. */
export interface BundledCapture extends Pick<Capture, 'format' | 'at' | 'attributes' | 'issuer' | 'recipient'> {
  readonly older?: readonly BundledCapture[];
}

const withoutQuery = (address: string): string => address.split(/[?#]/, 1)[0] ?? '';

export const kept = ({ format, at, attributes, issuer, recipient, older }: Capture): BundledCapture => ({
  format,
  at,
  attributes: attributes.filter(({ name }) => name === roleAttributeName),
  ...(issuer !== undefined && { issuer: withoutQuery(issuer) }),
  ...(recipient !== undefined && { recipient: withoutQuery(recipient) }),
  ...(older && { older: older.map(kept) }),
});

export const again = ({ older, ...capture }: BundledCapture): Capture => ({
  audiences: [],
  followed: [],
  ...capture,
  xml: '',
  ...(older && { older: older.map(again) }),
});

/** The rows that only the capture itself can give: those that rest on it, and those that wait for one of these. */
export function restingOn(checks: readonly ReportRow[]): readonly ReportRow[] {
  const captured = new Set(checks.filter(({ evidence }) => evidence === 'captured').map(({ id }) => id));
  return checks.filter(({ id, blockedBy }) => captured.has(id) || blockedBy?.some((other) => captured.has(other)));
}

/** Takes out of a text what a relay state carries besides addresses: such a token may be good for a sign-in. */
export function withoutTokens({ relayState = '' }: Capture): (text: string) => string {
  const tokens = tokensIn(relayState).sort((a, b) => b.length - a.length);
  return (text) =>
    tokens.reduce(
      (left, token) =>
        left.replaceAll(token, '(masked)').replace(/\S+…/gu, (cut) => {
          // A long value is shown by its beginning.
          const at = cut.indexOf(token.slice(0, shortest));
          return at < 0 ? cut : `${cut.slice(0, at)}(masked)…`;
        }),
      text,
    );
}

/** Who signed in, where that is no e-mail address: as the name itself and in attributes that are misnamed. */
export const personsIn = ({ nameId = '', attributes }: Capture): string[] =>
  [nameId, ...attributes.filter(({ name }) => name !== roleAttributeName).flatMap(({ values }) => values)].filter(
    (value) => /\p{L}/u.test(value) && value.length > 3 && !/[@:/]/.test(value),
  );

const shortest = 8;

function tokensIn(relayState: string): string[] {
  const value = relayState.trim();
  // What is no address at all, nor an id or ARN in place of one, is the token of whoever began the sign-in.
  const pieces = /^(?:https?(?::|%3a)|arn:|[0-9a-f-]{36}$)/i.test(value)
    ? value.split(/[?#&=]|%(?:25)*(?:3f|23|26|3d)/i).slice(1)
    : [value];
  return pieces.filter((piece) => piece.length >= shortest && !/^(?:destination$|\/|%(?:25)*2f|https?)/i.test(piece));
}
