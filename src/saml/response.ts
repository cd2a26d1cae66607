import { success } from './assertion.ts';
import type { Capture } from './capture.ts';
import { captureProblem, type CaptureProblem } from './capture-causes.ts';
import { judgeIssuer, judgeSignature } from './captured-origin.ts';
import { judgeIdentity } from './captured-identity.ts';
import { quote } from './judged.ts';
import type { Certificate } from './metadata.ts';
import { judgeRelayState, relayStateFor, type RelayExpected } from './relay-state.ts';
import type { RoleExpected } from './role-attribute.ts';
import type { SignatureState } from './signature.ts';

export { captureCauses, type CaptureCause, type CaptureProblem } from './capture-causes.ts';

/** What a captured sign-in is compared with. What is absent is not judged. */
export interface CaptureExpected {
  readonly partition: string;
  /** The entityID in the metadata that the IAM identity provider holds. */
  readonly providerEntityId?: string;
  /** The sixteen hex digits of the Identity Center application. */
  readonly application?: string;
  readonly signature?: SignatureState;
  /** The certificates that the signature was verified against, in that order. */
  readonly certificates?: readonly Certificate[];
  /** What the role's trust policy accepts as SAML:aud, with * and ? as wildcards; none when it does not say. */
  readonly audiences?: readonly string[];
  /** The actions that the trust policy allows. */
  readonly trustActions?: readonly string[];
  readonly pair?: RoleExpected;
  readonly connectUsernames?: readonly string[];
  /** In seconds. */
  readonly maxSessionDuration?: number;
  readonly relay?: RelayExpected;
}

/** What is wrong in a captured sign-in, link by link in the order in which AWS looks. Empty when it is right. */
export function judgeCapture(capture: Capture, expected: CaptureExpected): CaptureProblem[] {
  if (capture.status !== undefined && capture.status !== success)
    return [
      captureProblem(
        'fail',
        'status',
        `The identity provider answered ${quote(capture.status)} instead of Success.`,
        success,
        capture.status,
      ),
    ];
  const issuer = judgeIssuer(capture, expected);
  return [
    ...issuer,
    // Another application has another key: one mistake, told once.
    ...judgeSignature(capture, expected).filter(({ code }) => issuer.length === 0 || code !== 'other-key'),
    ...judgeRecipient(capture, expected),
    ...judgeAudience(capture, expected),
    ...judgeLifetime(capture),
    ...judgeIdentity(capture, expected),
    ...judgeRelay(capture, expected),
    ...judgeAnswers(capture),
  ];
}

const signInAddress =
  /^https:\/\/(?:(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)\/saml(?:\/acs\/[A-Za-z0-9-]+)?|[a-z0-9.-]+\.sign-in\.connect\.aws\/saml.*)$/;

/** Whether responses may be posted there: AWS's sign-in endpoints, and Connect's own for Global Resiliency. */
const isSignInAddress = (address: string): boolean => signInAddress.test(address);

function judgeRecipient({ recipient, destination }: Capture, { audiences = [] }: CaptureExpected): CaptureProblem[] {
  const wanted = audiences.length === 0 ? 'https://signin.aws.amazon.com/saml' : audiences.join(', ');
  if (recipient === undefined || recipient === '')
    return [captureProblem('fail', 'no-recipient', 'The response names no recipient.', wanted)];
  const accepted =
    audiences.length === 0 ? isSignInAddress(recipient) : audiences.some((audience) => matches(audience, recipient));
  if (!accepted) {
    const who =
      audiences.length === 0
        ? 'is no sign-in address of AWS'
        : "is not accepted as SAML:aud by the role's trust policy";
    return [captureProblem('fail', 'recipient', `The recipient ${quote(recipient)} ${who}.`, wanted, recipient)];
  }
  if (destination === undefined || destination === recipient) return [];
  return [
    captureProblem(
      'warn',
      'destination',
      `The response's Destination ${quote(destination)} differs from its Recipient.`,
      recipient,
      destination,
    ),
  ];
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

const serviceNames: Readonly<Record<string, string>> = {
  'aws-us-gov': 'urn:amazon:webservices:govcloud',
  'aws-cn': 'urn:amazon:webservices:cn-north-1',
};

function judgeAudience({ audiences }: Capture, { partition }: CaptureExpected): CaptureProblem[] {
  const right = serviceNames[partition] ?? 'urn:amazon:webservices';
  if (audiences.includes(right)) return [];
  const said = audiences.join(', ');
  if (audiences.length === 0) return [captureProblem('warn', 'no-audience', 'The response names no audience.', right)];
  if (audiences.some((audience) => isSignInAddress(audience)))
    return [
      captureProblem(
        'warn',
        'audience-address',
        `The audience is ${quote(said)}; AWS accepts it, and the catalog application sends ${right}.`,
        right,
        said,
      ),
    ];
  return [captureProblem('fail', 'audience', `The audience is ${quote(said)} instead of ${right}.`, right, said)];
}

/** Judged at the moment of the capture; a browser's clock may be wrong, so that AWS went on counts for more. */
function judgeLifetime(capture: Capture): CaptureProblem[] {
  const { at, notBefore, notOnOrAfter } = capture;
  const severity = reachedConnect(capture) ? 'warn' : 'fail';
  const minute = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');
  if (notOnOrAfter !== undefined && at >= notOnOrAfter)
    return [
      captureProblem(
        severity,
        'expired',
        `The response expired at ${minute(notOnOrAfter)} UTC and was posted at ${minute(at)}.`,
        `before ${notOnOrAfter.toISOString()}`,
        at.toISOString(),
      ),
    ];
  if (notBefore !== undefined && at < notBefore)
    return [
      captureProblem(
        severity,
        'not-yet-valid',
        `The response is not valid before ${minute(notBefore)} UTC and was posted at ${minute(at)}.`,
        `from ${notBefore.toISOString()}`,
        at.toISOString(),
      ),
    ];
  return [];
}

const federateAddress = /^https:\/\/[^/]+\/connect\/federate\//;
const isConnect = (url: string): boolean =>
  /^https:\/\/[^/]+\.(?:my\.connect\.aws|connect\.aws|awsapps\.com\/connect)(?:\/|$)/.test(url) &&
  !/\.sign-in\.connect\.aws\//.test(url);

/** Whether the recording shows the browser inside Amazon Connect afterwards. */
export const reachedConnect = ({ followed }: Pick<Capture, 'followed'>): boolean =>
  followed.some(({ url, status }) => isConnect(url) && status > 0 && status < 400);

function judgeRelay(capture: Capture, { relay }: CaptureExpected): CaptureProblem[] {
  const recorded = capture.format === 'har' || capture.format === 'saml-tracer';
  // The endpoint of Global Resiliency needs none.
  if (relay === undefined || /\.sign-in\.connect\.aws\//.test(capture.postedTo ?? '')) return [];
  const right = relayStateFor(relay);
  if (right === undefined) return [];
  if (capture.relayState === undefined)
    return recorded
      ? [captureProblem('fail', 'no-relay-state', 'No relay state was sent with the response.', right)]
      : [];
  const judgement = judgeRelayState(capture.relayState, relay);
  const [first] = judgement?.problems ?? [];
  if (judgement?.verdict !== 'wrong' || first === undefined) return [];
  return [captureProblem('fail', 'relay-state-sent', first.message, right, capture.relayState)];
}

function judgeAnswers({ followed: [answer, ...later] }: Capture): CaptureProblem[] {
  if (answer !== undefined && answer.status >= 400)
    return [
      captureProblem(
        'fail',
        'refused-by-sign-in',
        `AWS's sign-in page answered ${answer.status} to the response.`,
        'a redirection',
        String(answer.status),
      ),
    ];
  const federated = later.findLast(({ url }) => federateAddress.test(url));
  if (federated === undefined || federated.status < 400) return [];
  return [
    captureProblem(
      'fail',
      'refused-by-connect',
      `The federate address of Amazon Connect answered ${federated.status}.`,
      'a redirection',
      String(federated.status),
    ),
  ];
}
