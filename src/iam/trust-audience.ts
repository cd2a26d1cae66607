import { difference, nearest } from '../text/near.ts';

/** Where each partition's console takes SAML assertions (AWS General Reference, "AWS sign-in endpoints"). */
const hosts = new Map([
  ['aws', 'signin.aws.amazon.com'],
  ['aws-us-gov', 'signin.amazonaws-us-gov.com'],
  ['aws-cn', 'signin.amazonaws.cn'],
  ['aws-iso', 'signin.c2shome.ic.gov'],
  ['aws-iso-b', 'signin.sc2shome.sgov.gov'],
]);

/** The endpoint that the catalog application posts to unless someone changes it; undefined for a partition not known here. */
export function globalAudience(partition: string): string | undefined {
  const host = hosts.get(partition);
  return host === undefined ? undefined : `https://${host}/saml`;
}

/** The Region of a Region's own endpoint, such as `https://eu-west-1.signin.aws.amazon.com/saml`. */
export function regionalAudience(url: string, partition: string): string | undefined {
  const [, region, rest] = /^https:\/\/([a-z]{2}(?:-[a-z]+)+-\d)\.([^/]+)\/saml$/.exec(url) ?? [];
  return rest === hosts.get(partition) ? region : undefined;
}

/**
 * Whether AWS documents the address as one that takes responses, besides the global one: a Region's own endpoint, one
 * with the identity provider's id (IAM User Guide, "Configure SAML assertions"), Connect's own for Global Resiliency.
 * Which of them the application posts to is in its ACS URL, and that no API shows.
 */
export function isOtherEndpoint(url: string, partition: string): boolean {
  const [, where = '', path = ''] = /^https:\/\/([^/]+)(\/saml.*)$/.exec(url) ?? [];
  const [, region, host] = /^(?:([a-z]{2}(?:-[a-z]+)+-\d)\.)?(.+)$/.exec(where) ?? [];
  if (host !== undefined && host === hosts.get(partition))
    return path === '/saml' ? region !== undefined : /^\/saml\/acs\/[\w-]+$/.test(path);
  return /^[\w-]+\.[a-z]{2}(?:-[a-z]+)+-\d\.sign-in\.connect\.aws$/.test(where);
}

/** Whether the address is one of the partition's that take responses: another one's cannot be what a role is to trust. */
export const takesResponses = (url: string, partition: string): boolean =>
  url === globalAudience(partition) || isOtherEndpoint(url, partition);

/** Half a sentence: how an audience differs from the right one. */
export function audienceHint(written: string, right: string, partition: string): string {
  if (regionalAudience(written, partition) !== undefined)
    return 'it is a Region’s own endpoint, and the application posts to the global one';
  if (written === right.replace('https:', 'http:')) return 'it begins with http:// in place of https://';
  if (written === `${right}/`) return 'it ends with a slash';
  if (`${written.replace(/\/$/, '')}/saml` === right) return 'it lacks /saml at the end';
  if (`https://${written}` === right) return 'it lacks https:// in front';
  if (written.toLowerCase() === right.toLowerCase()) return 'it differs in upper and lower case';
  if (/^urn:amazon:webservices/i.test(written))
    return 'that is the assertion’s Audience, and SAML:aud is compared with its Recipient';
  if (written === '') return 'it is empty';
  if (nearest(written, [right]) !== undefined) return difference(right, written);
  const other = [...hosts].find(([name, host]) => name !== partition && written.includes(host));
  return other === undefined ? 'it is another address' : `it is the endpoint of the partition ${other[0]}`;
}
