import { hasNoAddress, orWhen } from '../aws/errors.ts';
import { regionsBeside } from '../aws/regions.ts';
import type { AwsReader } from '../aws/surface.ts';
import { Absent, defineFact, demand, optional } from '../fact.ts';
import { caller } from './caller.ts';
import { organization } from './organization.ts';

export interface IdentityCenterInstance {
  readonly arn: string;
  readonly identityStoreId: string;
  readonly owner: string;
  readonly status: string;
  /** Where it was found: the Region to read in. */
  readonly region: string;
  /** Its home: the Region to write users and groups in. */
  readonly primaryRegion: string;
  /** Every Region that it is in. */
  readonly regions: readonly string[];
}

async function instancesIn(aws: AwsReader, region: string): Promise<IdentityCenterInstance[]> {
  const { Instances = [] } = await aws['sso-admin'].ListInstances({});
  return Instances.map((found) => {
    const regions = (found.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []);
    const primaryRegion = found.PrimaryRegion ?? found.Regions?.find((r) => r.IsPrimaryRegion)?.RegionName ?? region;
    return {
      arn: found.InstanceArn ?? '',
      identityStoreId: found.IdentityStoreId ?? '',
      owner: found.OwnerAccountId ?? '',
      status: found.Status ?? '',
      region,
      primaryRegion,
      regions: [...new Set([region, primaryRegion, ...regions])],
    };
  });
}

const instancesHere = defineFact({
  name: 'the Identity Center instances of the Region looked at first',
  gather(_, { aws, settings }) {
    const region = settings.identityCenterRegion ?? settings.region;
    return instancesIn(aws(region), region);
  },
});

/**
 * ListInstances answers for its own Region only, with an empty list where there is nothing. Unless an organization
 * instance is where one looks first, all other Regions are asked at once. A Region that the account has not enabled,
 * or where the service has no address, holds none.
 */
export const identityCenterInstances = defineFact({
  name: 'the Identity Center instances',
  needs: { instancesHere, organization: optional(organization) },
  async gather({ instancesHere, organization }, { aws, settings }) {
    const management = organization.seen ? organization.value?.managementAccountId : undefined;
    const settled = instancesHere.some(
      (found) => found.owner === management || (!organization.seen && found.status === 'ACTIVE'),
    );
    if (settled || (organization.seen && !organization.value)) return instancesHere;
    const others = regionsBeside(settings.identityCenterRegion ?? settings.region).map((region) =>
      orWhen(instancesIn(aws(region), region), 'disabled', []),
    );
    const answers = await Promise.allSettled(others);
    const elsewhere = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const failed = answers.find((answer) => answer.status === 'rejected' && !hasNoAddress(answer.reason));
    if (failed?.status === 'rejected' && !elsewhere.some((found) => found.owner === management)) throw failed.reason;
    return [...instancesHere, ...elsewhere];
  },
});

export interface Enablement {
  /** The organization instance, active. */
  readonly instance?: IdentityCenterInstance;
  /** The organization instance, not active (yet). */
  readonly pending?: IdentityCenterInstance;
  readonly managementAccountId?: string;
}

/**
 * An organization instance is the one that the management account owns: there is no field that says so (API reference
 * of InstanceMetadata). One that is visible here and owned by another account can be nothing else.
 */
export const enablement = defineFact({
  name: 'whether Identity Center is enabled for the organization',
  needs: { identityCenterInstances, organization: optional(organization), caller },
  gather({ identityCenterInstances, organization, caller }): Enablement {
    if (organization.seen && organization.value === null)
      throw new Absent('organization-present', 'IAM Identity Center needs an organization first.');
    const managementAccountId = organization.seen ? organization.value?.managementAccountId : undefined;
    const owned = identityCenterInstances.filter(({ owner }) =>
      managementAccountId ? owner === managementAccountId : owner !== caller.accountId,
    );
    const instance = owned.find(({ status }) => status === 'ACTIVE');
    if (instance) return { instance, ...(managementAccountId && { managementAccountId }) };
    const known = demand(organization);
    if (known?.featureSet !== 'ALL')
      throw new Absent('organization-present', 'IAM Identity Center needs an organization with all features first.');
    const [pending] = owned;
    return { ...(pending && { pending }), managementAccountId: known.managementAccountId };
  },
});

export const identityCenter = defineFact({
  name: 'the organization’s Identity Center instance',
  needs: { enablement },
  gather({ enablement }): IdentityCenterInstance {
    if (enablement.instance) return enablement.instance;
    throw new Absent('identity-center-enabled', 'IAM Identity Center is not enabled for the organization yet.');
  },
});
