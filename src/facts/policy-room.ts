import { defineFact } from '../fact.ts';
import { scope } from './grant.ts';
import { namedPolicy } from './policies.ts';

/** IAM keeps so many versions of a managed policy, and refuses the next. */
const MOST_VERSIONS = 5;

/**
 * The version that has to go before another can be added: the oldest that is not the default. Undefined where there
 * is room. Only looked for where the policy has to be corrected.
 */
export const policyRoom = defineFact({
  name: 'the policy’s versions',
  needs: { namedPolicy, scope },
  async gather({ namedPolicy, scope }, { aws }): Promise<string | undefined> {
    if (!namedPolicy?.arn || scope?.verdict === 'grants') return undefined;
    const { Versions = [] } = await aws().iam.ListPolicyVersions({ PolicyArn: namedPolicy.arn });
    if (Versions.length < MOST_VERSIONS) return undefined;
    const spare = Versions.flatMap(({ VersionId, IsDefaultVersion }) =>
      VersionId && !IsDefaultVersion ? [VersionId] : [],
    );
    return spare.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))[0];
  },
});
