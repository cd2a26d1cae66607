import { defineFact } from '../fact.ts';
import { decoded, role, roleBoundary } from './role.ts';
import { settings } from './settings.ts';

export interface Policy {
  readonly name: string;
  /** Absent for an inline policy. */
  readonly arn?: string;
  /** The version that counts; absent for an inline policy. */
  readonly version?: string;
  /** The document as text, decoded. */
  readonly document: string;
}

/** Customer managed policies, without their documents. */
export const localPolicies = defineFact({
  name: 'the customer managed policies',
  async gather(_, { aws }) {
    const { Policies = [] } = await aws().iam.ListPolicies({ Scope: 'Local' });
    return Policies.map((found) => ({ name: found.PolicyName ?? '', arn: found.Arn ?? '', version: found.DefaultVersionId ?? 'v1' }));
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

/** Everything that decides what the role may do, documents included. */
export const rolePolicies = defineFact({
  name: 'the role’s policies',
  needs: { role, roleBoundary, localPolicies, namedPolicy },
  async gather({ role, roleBoundary, localPolicies, namedPolicy }, { aws }): Promise<RolePolicies> {
    const { iam } = aws();
    const managed = async (arn: string, name: string): Promise<Policy> => {
      if (arn === namedPolicy?.arn) return namedPolicy;
      const known = localPolicies.find((policy) => policy.arn === arn)?.version;
      const version = known ?? (await iam.GetPolicy({ PolicyArn: arn })).Policy?.DefaultVersionId ?? 'v1';
      const { PolicyVersion } = await iam.GetPolicyVersion({ PolicyArn: arn, VersionId: version });
      return { name, arn, version, document: decoded(PolicyVersion?.Document) };
    };
    const attached = async () => {
      const { AttachedPolicies = [] } = await iam.ListAttachedRolePolicies({ RoleName: role.name });
      return Promise.all(AttachedPolicies.map(({ PolicyArn = '', PolicyName = '' }) => managed(PolicyArn, PolicyName)));
    };
    const inline = async () => {
      const { PolicyNames = [] } = await iam.ListRolePolicies({ RoleName: role.name });
      return Promise.all(PolicyNames.map(async (name) => {
        const { PolicyDocument } = await iam.GetRolePolicy({ RoleName: role.name, PolicyName: name });
        return { name, document: decoded(PolicyDocument) };
      }));
    };
    const boundary = roleBoundary === undefined ? undefined : managed(roleBoundary, roleBoundary.slice(roleBoundary.lastIndexOf('/') + 1));
    const [a, i, b] = await Promise.all([attached(), inline(), boundary]);
    return { attached: a, inline: i, ...(b && { boundary: b }) };
  },
});
