import { Absent, defineFact, demand, optional, type Seen } from '../fact.ts';
import { judgePermissions, permissionHangsOnName, type PermissionJudgement } from '../iam/permissions.ts';
import { judgeScope, scopeHangsOnName, type ScopeExpected, type ScopeJudgement } from '../iam/scope.ts';
import { caller } from './caller.ts';
import { chosenProvider } from './chain.ts';
import { connectInstance } from './connect-instance.ts';
import { someAgents } from './connect-users.ts';
import { organization } from './organization.ts';
import { namedPolicy, rolePolicies } from './policies.ts';
import { decoded, role } from './role.ts';
import { now } from './settings.ts';

/** What a sign-in to this instance asks IAM for, as far as it is known. */
export const session = defineFact({
  name: 'the request that a sign-in makes',
  needs: {
    instance: connectInstance,
    caller,
    role: optional(role),
    provider: optional(chosenProvider),
    agents: optional(someAgents),
    organization: optional(organization),
    now,
  },
  gather({ instance, caller, role, provider, agents, organization, now }): ScopeExpected {
    return {
      instanceArn: instance.arn,
      instanceId: instance.id,
      region: instance.region,
      account: caller.accountId,
      partition: caller.partition,
      ...(role.seen && { roleArn: role.value.arn, roleId: role.value.roleId }),
      ...(provider.seen && provider.value && { providerArn: provider.value.arn }),
      ...(organization.seen && { organizationId: organization.value && organization.value.id }),
      ...(agents.seen && { sessionNames: agents.value.map(({ user }) => user.username) }),
      now,
    };
  },
});

/** Where the doubt is of the organization, what kept that from being read is what stands in the way. */
function decided<J extends ScopeJudgement | PermissionJudgement>(judgement: J, organization: Seen<unknown>): J {
  const [first] = judgement.problems;
  if (judgement.verdict === 'unsure' && /aws:\w+orgid/i.test(first?.message ?? '')) demand(organization);
  return judgement;
}

/** Whether the role as a whole is allowed what the sign-in asks for. */
export const permission = defineFact({
  name: 'what the role is allowed',
  needs: { rolePolicies, session, agents: optional(someAgents), organization: optional(organization) },
  gather({ rolePolicies, session, agents, organization }): PermissionJudgement {
    if (permissionHangsOnName(rolePolicies, session)) demand(agents);
    return decided(judgePermissions(rolePolicies, session), organization);
  },
});

/** The workshop's policy against the request, by itself; null where there is no policy by that name. */
export const scope = defineFact({
  name: 'what the workshop’s policy grants',
  needs: { namedPolicy, session, agents: optional(someAgents), organization: optional(organization) },
  gather({ namedPolicy, session, agents, organization }): ScopeJudgement | null {
    if (!namedPolicy) return null;
    if (scopeHangsOnName(namedPolicy.document, session)) demand(agents);
    return decided(judgeScope(namedPolicy.document, session), organization);
  },
});

/** A version of the workshop's policy that is right and not the default. Only looked for where the default one is wrong. */
export const rightVersion = defineFact({
  name: 'a version of the policy that is right',
  needs: { namedPolicy, scope, session },
  async gather({ namedPolicy, scope, session }, { aws }): Promise<string | undefined> {
    if (!namedPolicy?.arn || scope?.verdict !== 'refuses') return undefined;
    const { iam } = aws();
    const PolicyArn = namedPolicy.arn;
    const { Versions = [] } = await iam.ListPolicyVersions({ PolicyArn });
    const others = Versions.flatMap(({ VersionId, IsDefaultVersion }) =>
      VersionId && !IsDefaultVersion ? [VersionId] : [],
    );
    const read = await Promise.all(
      others.map(async (VersionId) => ({ VersionId, answer: await iam.GetPolicyVersion({ PolicyArn, VersionId }) })),
    );
    return read.find(({ answer }) => judgeScope(decoded(answer.PolicyVersion?.Document), session).verdict === 'grants')
      ?.VersionId;
  },
});

/** That the permission is there somewhere: in the workshop's policy, or in another that the role has. */
export const soundPolicy = defineFact({
  name: 'a policy that grants the sign-in',
  needs: { scope, permission: optional(permission) },
  gather({ scope, permission }): true {
    const granted = permission.seen && permission.value.verdict !== 'refuses';
    if (!granted && (scope === null || scope.verdict === 'refuses'))
      throw new Absent('policy-scope', 'There is no policy yet that grants the sign-in to this instance.');
    return true;
  },
});
