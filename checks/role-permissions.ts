import { coded, defineCheck, fail, type Fix, pass, unknown, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional } from '../src/fact.ts';
import { permission, soundPolicy } from '../src/facts/grant.ts';
import { namedPolicy, rolePolicies, type RolePolicies } from '../src/facts/policies.ts';
import { role } from '../src/facts/role.ts';
import { disagreement } from '../src/facts/second-opinion.ts';
import { settings } from '../src/facts/settings.ts';
import { permissionCauses } from '../src/iam/permissions.ts';

const causes: Readonly<Record<string, string>> = {
  ...permissionCauses,
  disagreement: 'AWS’s policy simulator and this tool come to different answers; neither is believed.',
};

export default defineCheck({
  id: 'role-permissions',
  step: 3,
  order: 4,
  title: 'The role really has the permission',
  why: 'A policy counts only where it is attached, and a deny or a permissions boundary anywhere takes it away again.',
  causes,
  needs: {
    role,
    permission,
    soundPolicy,
    policy: namedPolicy,
    policies: rolePolicies,
    disagreement: optional(disagreement),
    settings,
  },

  judge({ role, permission, policy, policies, disagreement }) {
    const { verdict, by, broad } = permission;
    // That the workshop's own policy is too broad is said once, where its scope is judged.
    const told = permission.problems.filter(({ actual }) => verdict !== 'too-much' || actual !== policy?.name);
    const [first, ...rest] = coded('role-permissions', told);
    const allowed = verdict === 'granted' || verdict === 'too-much';
    if (disagreement.seen && disagreement.value)
      return unknown(
        `AWS’s policy simulator answers ${disagreement.value}, and reading the policies says ${allowed ? 'allowed' : 'not allowed'}: look at what else applies to this account, such as a service control policy.`,
      );
    if (verdict === 'unsure') return unknown(first?.message ?? 'The role’s policies cannot be judged.');
    const take = (names: readonly string[], caution: string) =>
      takeAway(
        role.name,
        policies,
        names.filter((name) => name !== policy?.name),
        caution,
      );
    if (first && verdict === 'too-much')
      return warn([first, ...rest], take(broad, 'Whoever else uses this role loses what the policy allows.'));
    if (!first) return pass(`${role.name} is allowed to sign in to this instance${by ? ` by ${by.policy}` : ''}.`);
    const attach: Fix | undefined =
      policy?.arn && first.code.endsWith('/not-attached')
        ? {
            title: `Attach the policy ${policy.name} to the role ${role.name}`,
            calls: [
              { service: 'iam', operation: 'AttachRolePolicy', input: { RoleName: role.name, PolicyArn: policy.arn } },
            ],
          }
        : undefined;
    const denying =
      first.code.endsWith('/explicit-deny') && by
        ? take([by.policy], 'The policy denies more than it should; see that nothing else rests on it.')
        : {};
    return fail([first, ...rest], attach ? { fix: attach } : denying);
  },

  byHand: ({ role, settings }, cause = 'not-attached') => ({
    text: hands[cause] ?? `IAM, Roles, the role, Permissions. ${causes[cause] ?? ''}`,
    ...(settings && { url: role ? consolePage.role(settings.region, role.name) : consolePage.roles(settings.region) }),
    ...(settings && cause === 'not-attached' && { value: settings.names.policy }),
  }),
});

/** A boundary is somebody's rule about this role: nothing here takes it off. */
const boundaryOwner =
  'A boundary is often a rule of the company: ask whoever set it before you change it; companion fix never does.';
const hands: Readonly<Record<string, string>> = {
  'not-attached': 'IAM, Roles, the role, Permissions: choose Add permissions, Attach policies, and tick the policy.',
  boundary: `IAM, Roles, the role, Permissions, Permissions boundary: open the policy named there and allow connect:GetFederationToken in it, or choose Change boundary, Remove boundary. ${boundaryOwner}`,
  'boundary-deny': `IAM, Roles, the role, Permissions, Permissions boundary: open the policy named there and take the Deny out of it, or choose Change boundary, Remove boundary. ${boundaryOwner}`,
};

/** Policies off the role: attached ones stay in the account, inline ones are deleted with it. */
function takeAway(
  RoleName: string,
  { attached, inline }: RolePolicies,
  names: readonly string[],
  caution: string,
): { readonly fix?: Fix } {
  const calls = [
    ...attached.flatMap(({ name, arn }) =>
      arn && names.includes(name)
        ? [{ service: 'iam' as const, operation: 'DetachRolePolicy' as const, input: { RoleName, PolicyArn: arn } }]
        : [],
    ),
    ...inline.flatMap(({ name }) =>
      names.includes(name)
        ? [{ service: 'iam' as const, operation: 'DeleteRolePolicy' as const, input: { RoleName, PolicyName: name } }]
        : [],
    ),
  ];
  return calls.length > 0
    ? { fix: { title: `Take ${names.join(', ')} off the role ${RoleName}`, calls, caution, choice: true } }
    : {};
}
