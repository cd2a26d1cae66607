import type { Problem } from '../check.ts';
import type { Certificate, Metadata } from './metadata.ts';

/** The application that the metadata should be of. */
export interface Belongs {
  /** Account that owns the Identity Center instance. */
  readonly account: string;
  /** Every Region that the instance is in. */
  readonly regions: readonly string[];
  /** The sixteen hex digits of the application's ARN. */
  readonly application: string;
}

/** An address of AWS, in whatever partition. */
const ofAws =
  /^https?:\/\/(?:[^/:]+\.)?(?:amazonaws\.com(?:\.cn)?|amazonaws\.cn|amazonaws-us-gov\.com|aws\.amazon\.com|awsapps\.com|aws|aws-us-gov)(?:[:/]|$)/i;

/**
 * Whether the metadata is another application's; `code` is the cause alone. An entityID that looks like Identity
 * Center's and does not decode decides nothing: AWS does not document its form.
 */
export function wrongMetadata({ entityId, application }: Metadata, expected: Belongs): Problem | 'unknown' | undefined {
  if (!application) {
    if (ofAws.test(entityId)) return 'unknown';
    return {
      code: 'other-vendor',
      message: `The metadata is not IAM Identity Center’s: its entityID is ${entityId}.`,
      expected: `https://portal.sso.${expected.regions[0]}.amazonaws.com/saml/assertion/…`,
      actual: entityId,
    };
  }
  const { account, region, id } = application;
  if (account !== expected.account)
    return {
      code: 'other-account',
      message: `The metadata comes from the Identity Center of account ${account}.`,
      expected: expected.account,
      actual: account,
    };
  if (!expected.regions.includes(region))
    return {
      code: 'other-region',
      message: `The metadata comes from an Identity Center instance in ${region}.`,
      expected: expected.regions.join(' or '),
      actual: region,
    };
  if (id !== expected.application)
    return {
      code: 'other-application',
      message: 'The metadata is that of another application of this Identity Center instance.',
      expected: `apl-${expected.application}`,
      actual: `apl-${id}`,
    };
  return undefined;
}

const DAY = 86_400_000;
/** The console begins to warn then (Identity Center user guide, "Manage SAML 2.0 certificates"). */
const WARN_DAYS = 90;
const day = (date: Date): string => date.toISOString().slice(0, 10);
const count = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** What is wrong with the certificates, if the best of them is not good for long; `code` is the cause alone. */
export function expiry(certificates: readonly Certificate[], now: Date): Problem | undefined {
  const valid = certificates.filter(({ notBefore, notAfter }) => notBefore <= now && now < notAfter);
  const last = (some: readonly Certificate[]) => some.reduce((a, b) => (a.notAfter > b.notAfter ? a : b));
  if (valid.length > 0) {
    const { notAfter } = last(valid);
    const days = Math.floor((notAfter.getTime() - now.getTime()) / DAY);
    if (days > WARN_DAYS) return undefined;
    return {
      code: 'certificate-expires-soon',
      message: `The signing certificate expires ${days === 0 ? 'within a day' : `in ${count(days)}`}, on ${day(notAfter)}.`,
      expected: `more than ${WARN_DAYS} days`,
      actual: count(days),
    };
  }
  const next = certificates.find(({ notBefore }) => notBefore > now);
  if (next)
    return {
      code: 'certificate-not-yet-valid',
      message: `The signing certificate is not valid before ${day(next.notBefore)}.`,
      expected: `valid on ${day(now)}`,
      actual: `from ${day(next.notBefore)}`,
    };
  const { notAfter } = last(certificates);
  return {
    code: 'certificate-expired',
    message: `The signing certificate expired on ${day(notAfter)}.`,
    expected: `valid on ${day(now)}`,
    actual: `until ${notAfter.toISOString().slice(0, 16)}Z`,
  };
}
