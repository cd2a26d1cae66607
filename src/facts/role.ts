import { orAbsent } from '../aws/errors.ts';
import { Absent, defineFact, demand, isUnread, optional, type Seen, Undecided } from '../fact.ts';
import { application } from './application.ts';
import type { Application } from './applications.ts';
import { named } from './evidence.ts';
import { settings } from './settings.ts';
import { nameOf, type SamlProvider, samlProviders } from './saml-providers.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly roleId: string;
  /** The trust policy as text, decoded. */
  readonly trust: string;
  readonly maxSessionDuration: number;
  readonly boundaryArn?: string;
}

/** IAM sends documents URL-encoded (RFC 3986). */
export const decoded = (document: string | undefined): string => decodeURIComponent(document ?? '');

/** The roles that the workshop or the evidence names, those of them that exist; role names are unique whatever their case. */
export const namedRoles = defineFact({
  name: 'the roles called by name',
  needs: { settings, named },
  async gather({ settings, named }, { aws }): Promise<Role[]> {
    const names = new Map([settings.names.role, ...named.roles.map(nameOf)].map((name) => [name.toLowerCase(), name]));
    const wellFormed = [...names.values()].filter((name) => /^[\w+=,.@-]{1,64}$/.test(name));
    const answers = await Promise.all(wellFormed.map((RoleName) => orAbsent(aws().iam.GetRole({ RoleName }))));
    return answers.flatMap((answer) => (answer?.Role ? [read(answer.Role)] : []));
  },
});

/** Only asked where none of the named roles exists: another role may trust a SAML provider, or bear a similar name. */
export const otherRoles = defineFact({
  name: 'the other roles of the account',
  needs: { namedRoles },
  async gather({ namedRoles }, { aws }): Promise<Role[]> {
    if (namedRoles.length > 0) return [];
    const { Roles = [] } = await aws().iam.ListRoles({});
    return Roles.filter((role) => !role.Path?.startsWith('/aws-')).map(read);
  },
});

const trustsSaml = (role: Role) =>
  role.trust.includes(':saml-provider/') && !/saml-provider\/AWSSSO_[0-9a-f]{16}_DO_NOT_DELETE/.test(role.trust);

/** It trusts a provider that holds the application's metadata, as far as those can be seen. */
const isWired = ({ trust }: Role, providers: Seen<readonly SamlProvider[]>, application: Seen<Application>): boolean =>
  !providers.seen ||
  !application.seen ||
  providers.value.some(
    ({ arn, metadata }) => metadata?.application?.id === application.value.id && trust.includes(`"${arn}"`),
  );

/**
 * The role that sign-in would assume: the one that the evidence names if it is of this application, the workshop's by
 * name, or the only one with SAML trust. Evidence that names another application's role is a mistake of its own.
 */
export const role = defineFact({
  name: 'the role',
  needs: {
    namedRoles,
    otherRoles,
    named,
    settings,
    samlProviders: optional(samlProviders),
    application: optional(application),
  },
  gather({ namedRoles, otherRoles, named, settings, samlProviders, application }): Role {
    const byName = namedRoles.find(({ name }) => name.toLowerCase() === settings.names.role.toLowerCase());
    const said = namedRoles.filter((role) => named.roles.includes(role.arn) && trustsSaml(role));
    if (byName && said.some((role) => role !== byName))
      for (const need of [application, samlProviders]) if (isUnread(need)) demand<unknown>(need);
    const told = said.find((role) => !byName || isWired(role, samlProviders, application));
    const found = told ?? byName ?? namedRoles[0];
    if (found) return found;
    const candidates = otherRoles.filter(trustsSaml);
    const [only] = candidates;
    if (!only) throw new Absent('role-trust', `There is no role ${settings.names.role}.`);
    if (candidates.length > 1)
      throw new Undecided(
        `There is no role ${settings.names.role}, and ${candidates.length} others trust a SAML provider (${candidates.map(({ name }) => name).join(', ')}): say which with --role-name.`,
      );
    return only;
  },
});

/** The boundary comes with GetRole alone, so a role that was found in a list is read again. */
export const roleBoundary = defineFact({
  name: 'the role’s permissions boundary',
  needs: { role, namedRoles },
  async gather({ role, namedRoles }, { aws }): Promise<string | undefined> {
    if (namedRoles.includes(role)) return role.boundaryArn;
    const { Role: found } = await aws().iam.GetRole({ RoleName: role.name });
    return found && read(found).boundaryArn;
  },
});

interface Answer {
  readonly RoleName: string | undefined;
  readonly Arn: string | undefined;
  readonly RoleId: string | undefined;
  readonly AssumeRolePolicyDocument?: string | undefined;
  readonly MaxSessionDuration?: number | undefined;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
}

function read(found: Answer): Role {
  const boundaryArn = found.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    name: found.RoleName ?? '',
    arn: found.Arn ?? '',
    roleId: found.RoleId ?? '',
    trust: decoded(found.AssumeRolePolicyDocument),
    maxSessionDuration: found.MaxSessionDuration ?? 3600,
    ...(boundaryArn && { boundaryArn }),
  };
}
