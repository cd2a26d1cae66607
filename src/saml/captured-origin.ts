import type { Capture } from './capture.ts';
import { captureProblem, type CaptureProblem } from './capture-causes.ts';
import { quote } from './judged.ts';
import { decodeEntityId } from './metadata.ts';
import type { CaptureExpected } from './response.ts';

/** Which application the response comes from. */
export function judgeIssuer({ issuer }: Capture, { providerEntityId, application }: CaptureExpected): CaptureProblem[] {
  if (issuer === undefined || issuer === '')
    return [captureProblem('fail', 'no-issuer', 'The response does not say who issued it.', providerEntityId)];
  if (issuer === providerEntityId) return [];
  const decoded = decodeEntityId(issuer);
  if (providerEntityId === undefined) {
    if (application === undefined || decoded === undefined || decoded.id === application) return [];
    return [
      captureProblem(
        'fail',
        'other-application',
        `The response comes from the application apl-${decoded.id}.`,
        `apl-${application}`,
        `apl-${decoded.id}`,
      ),
    ];
  }
  const whose =
    decoded === undefined
      ? quote(issuer)
      : `the application apl-${decoded.id} of account ${decoded.account} in ${decoded.region}`;
  return [
    captureProblem(
      'fail',
      'other-application',
      `The response comes from ${whose}, not from the application whose metadata the identity provider holds.`,
      providerEntityId,
      issuer,
    ),
  ];
}

/** Whether it was signed by that application, with a certificate that was valid then. */
export function judgeSignature(capture: Capture, { signature, certificates }: CaptureExpected): CaptureProblem[] {
  if (signature === undefined) return [];
  if (signature.state === 'not-signed') return [captureProblem('fail', 'not-signed', 'The response is not signed.')];
  if (signature.state === 'altered')
    return [
      captureProblem(
        'fail',
        'altered',
        'The captured response is not what was signed: it was changed, or copied incompletely.',
      ),
    ];
  if (signature.state === 'no-match')
    return [
      captureProblem(
        'fail',
        'other-key',
        "The response is signed with a key that is not in the identity provider's metadata.",
      ),
    ];
  const signer = signature.by === undefined ? undefined : certificates?.[signature.by];
  if (signer === undefined) return [];
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  if (capture.at >= signer.notAfter)
    return [
      captureProblem(
        'fail',
        'certificate-expired',
        `The certificate that signed the response expired on ${day(signer.notAfter)}.`,
        `valid on ${day(capture.at)}`,
        `until ${day(signer.notAfter)}`,
      ),
    ];
  if (capture.at < signer.notBefore)
    return [
      captureProblem(
        'fail',
        'certificate-not-yet-valid',
        `The certificate that signed the response is not valid before ${day(signer.notBefore)}.`,
        `valid on ${day(capture.at)}`,
        `from ${day(signer.notBefore)}`,
      ),
    ];
  return [];
}
