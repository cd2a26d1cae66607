import type { AwsReader } from '../aws/surface.ts';
import { defineFact } from '../fact.ts';
import { decoded, namedRoles, role, roleBoundary } from './role.ts';
import { settings } from './settings.ts';

export interface Policy {
  readonly name: string;
  /** Absent for an inline policy. */
  readonly arn?: string;
  /** The version that counts; absent for an inline policy. */
  readonly version?: string;
  /** How many users, groups and roles have it; absent where that was not asked. */
  readonly attachments?: number;
  /** The document as text, decoded. */
  readonly document: string;
}

/** Customer managed policies, without their documents. */
export const localPolicies = defineFact({
  name: 'the customer managed policies',
  async gather(_, { aws }) {
    const { Policies = [] } = await aws().iam.ListPolicies({ Scope: 'Local' });
    return Policies.map((found) => ({
      name: found.PolicyName ?? '',
      arn: found.Arn ?? '',
      version: found.DefaultVersionId ?? 'v1',
      attachments: found.AttachmentCount ?? 0,
    }));
  },
});

/** The workshop's policy by name, in its default version; null where there is none. */
export const namedPolicy = defineFact({
  name: 'the workshop’s policy',
  needs: { localPolicies, settings },
  async gather({ localPolicies, settings }, { aws }): Promise<Policy | null> {
    const found = localPolicies.find(({ name }) => name === settings.names.policy);
    if (!found) return null;
    const { PolicyVersion } = await aws().iam.GetPolicyVersion({ PolicyArn: found.arn, VersionId: found.version });
    return { ...found, document: decoded(PolicyVersion?.Document) };
  },
});

export interface RolePolicies {
  readonly attached: readonly Policy[];
  readonly inline: readonly Policy[];
  readonly boundary?: Policy;
}

/** What is attached to a role, and the policies inside it. */
interface Held {
  readonly attached: readonly { readonly arn: string; readonly name: string }[];
  readonly inline: readonly Policy[];
}

async function heldBy(iam: AwsReader['iam'], RoleName: string): Promise<Held> {
  const attached = async () => {
    const { AttachedPolicies = [] } = await iam.ListAttachedRolePolicies({ RoleName });
    return AttachedPolicies.map(({ PolicyArn = '', PolicyName = '' }) => ({ arn: PolicyArn, name: PolicyName }));
  };
  const inline = async () => {
    const { PolicyNames = [] } = await iam.ListRolePolicies({ RoleName });
    return Promise.all(
      PolicyNames.map(async (name) => ({
        name,
        document: decoded((await iam.GetRolePolicy({ RoleName, PolicyName: name })).PolicyDocument),
      })),
    );
  };
  const [a, i] = await Promise.all([attached(), inline()]);
  return { attached: a, inline: i };
}

/** Read before it is known which of the roles counts, so that the whole check stays three round trips deep. */
const heldByNamed = defineFact({
  name: 'what the roles called by name hold',
  needs: { namedRoles },
  gather: async ({ namedRoles }, { aws }) =>
    new Map(
      await Promise.all(
        namedRoles.map(async ({ arn, name }): Promise<[string, Held]> => [arn, await heldBy(aws().iam, name)]),
      ),
    ),
});

const held = defineFact({
  name: 'what the role holds',
  needs: { role, heldByNamed },
  gather: ({ role, heldByNamed }, { aws }): Held | Promise<Held> =>
    heldByNamed.get(role.arn) ?? heldBy(aws().iam, role.name),
});

/** Everything that decides what the role may do, documents included. */
export const rolePolicies = defineFact({
  name: 'the role’s policies',
  needs: { held, roleBoundary, localPolicies, namedPolicy },
  async gather({ held, roleBoundary, localPolicies, namedPolicy }, { aws }): Promise<RolePolicies> {
    const { iam } = aws();
    const managed = async (arn: string, name: string): Promise<Policy> => {
      if (arn === namedPolicy?.arn) return namedPolicy;
      const known = localPolicies.find((policy) => policy.arn === arn)?.version;
      const version = known ?? (await iam.GetPolicy({ PolicyArn: arn })).Policy?.DefaultVersionId ?? 'v1';
      const { PolicyVersion } = await iam.GetPolicyVersion({ PolicyArn: arn, VersionId: version });
      return { name, arn, version, document: decoded(PolicyVersion?.Document) };
    };
    const boundary =
      roleBoundary === undefined
        ? undefined
        : managed(roleBoundary, roleBoundary.slice(roleBoundary.lastIndexOf('/') + 1));
    const [attached, b] = await Promise.all([
      Promise.all(held.attached.map(({ arn, name }) => managed(arn, name))),
      boundary,
    ]);
    return { attached, inline: held.inline, ...(b && { boundary: b }) };
  },
});
