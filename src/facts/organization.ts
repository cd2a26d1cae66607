import { orAbsent } from '../aws/errors.ts';
import { defineFact } from '../fact.ts';

export interface Organization {
  readonly id: string;
  /** `ALL` or `CONSOLIDATED_BILLING`. */
  readonly featureSet: string;
  readonly managementAccountId: string;
}

/** Null where the account is in no organization. Every account in an organization may ask. */
export const organization = defineFact({
  name: 'the organization',
  async gather(_, { aws }): Promise<Organization | null> {
    const { Organization: found } = (await orAbsent(aws().organizations.DescribeOrganization({}))) ?? {};
    if (!found) return null;
    return { id: found.Id ?? '', featureSet: found.FeatureSet ?? '', managementAccountId: found.MasterAccountId ?? '' };
  },
});
