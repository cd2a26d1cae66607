/**
 * Console pages, as AWS links to them; those that nobody has confirmed are left out in favour of the list above them.
 * GovCloud and China have consoles of their own.
 */
const hosts: Readonly<Record<string, string>> = {
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

const partitionOf = (region: string): string =>
  region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';

const global = (region: string): string => `https://${hosts[partitionOf(region)] ?? 'console.aws.amazon.com'}`;
const regional = (region: string): string => {
  const host = hosts[partitionOf(region)];
  return host ? `https://${host}` : `https://${region}.console.aws.amazon.com`;
};

/** Each takes the Region of what it shows. */
export const consolePage = {
  organizations: (region: string): string => `${global(region)}/organizations/v2`,
  identityCenter: (region: string): string => `${regional(region)}/singlesignon/home?region=${region}`,
  applications: (region: string): string => `${regional(region)}/singlesignon/applications/home?region=${region}`,
  /** `instanceArn` ends in `ssoins-<hex>`, `applicationId` is the hex after `apl-`. */
  application: (region: string, instanceArn: string, applicationId: string): string =>
    `${regional(region)}/singlesignon/applications/home?region=${region}#/instances/${instanceArn.split('ssoins-').at(-1) ?? ''}/ins-${applicationId}`,
  identityProviders: (region: string): string => `${global(region)}/iam/home#/identity_providers`,
  policies: (region: string): string => `${global(region)}/iam/home#/policies`,
  roles: (region: string): string => `${global(region)}/iam/home#/roles`,
  role: (region: string, name: string): string => `${global(region)}/iam/home#/roles/${encodeURIComponent(name)}`,
  connect: (region: string): string => `${regional(region)}/connect/v2/app/instances?region=${region}`,
};
