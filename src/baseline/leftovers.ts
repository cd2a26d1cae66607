import type { Run } from '../engine.ts';
import { Absent, type Fact, type Needs, type Seen } from '../fact.ts';
import { caller } from '../facts/caller.ts';
import { chosenApplication } from '../facts/chain.ts';
import { connectInstances } from '../facts/connect-instance.ts';
import { groups } from '../facts/groups.ts';
import { identityCenterInstances } from '../facts/identity-center.ts';
import { organization } from '../facts/organization.ts';
import { localPolicies } from '../facts/policies.ts';
import { namedRoles } from '../facts/role.ts';
import { samlProviders } from '../facts/saml-providers.ts';
import type { Names } from '../fact.ts';
import { skeleton } from '../text/near.ts';

/** What a fact shows to be left of the workshop, under the check that is about it; or why that cannot be told. */
export type Leftovers = ReadonlyMap<string, Seen<readonly string[]>>;

const alike = (a: string, b: string): boolean => skeleton(a).toLowerCase() === skeleton(b).toLowerCase();

/**
 * What of the workshop is still there. An organization or an Identity Center that another account owns was there
 * before and is nothing that this account could hand back.
 */
export async function findLeftovers(run: Run, names: Names): Promise<Leftovers> {
  const who = await run.see(caller);
  const account = who.seen ? who.value.accountId : undefined;
  const look = async <T>(
    check: string,
    fact: Fact<T, Needs>,
    left: (value: T) => readonly string[],
  ): Promise<readonly [string, Seen<readonly string[]>]> => {
    const seen = await run.see(fact);
    if (seen.seen) return [check, { seen: true, value: left(seen.value) }];
    return [check, seen.error instanceof Absent ? { seen: true, value: [] } : seen];
  };
  return new Map(
    await Promise.all([
      look('organization-present', organization, (found) =>
        found && found.managementAccountId === account ? ['the organization that this account made'] : [],
      ),
      look('identity-center-enabled', identityCenterInstances, (found) =>
        found
          .filter(({ owner }) => owner === account)
          .map(({ arn, region }) => `the Identity Center instance ${arn} in ${region}`),
      ),
      look('connect-instance', connectInstances, (found) =>
        found.map(({ alias, id }) => `the Connect instance ${alias || id}`),
      ),
      look('application-added', chosenApplication, (found) =>
        found ? [`the application ${found.name} (${found.arn})`] : [],
      ),
      look('identity-provider', samlProviders, (found) =>
        found.filter(({ name }) => alike(name, names.provider)).map(({ arn }) => `the identity provider ${arn}`),
      ),
      look('policy-scope', localPolicies, (found) =>
        found.filter(({ name }) => alike(name, names.policy)).map(({ arn }) => `the policy ${arn}`),
      ),
      look('role-trust', namedRoles, (found) =>
        found.filter(({ name }) => alike(name, names.role)).map(({ arn }) => `the role ${arn}`),
      ),
      look('agents-group', groups, (found) =>
        found.filter(({ name }) => alike(name, names.group)).map(({ name, id }) => `the group ${name} (${id})`),
      ),
    ]),
  );
}
