import type { Call } from '../aws/surface.ts';
import { defineFact, optional } from '../fact.ts';
import {
  agents,
  type ConnectUser,
  connectUsers,
  type Profile,
  routingProfiles,
  securityProfiles,
} from './connect-users.ts';
import { agentsGroup } from './groups.ts';
import type { IdentityCenterInstance } from './identity-center.ts';
import { canSignIn, type IdentityUser, identityUsers } from './identity-users.ts';

/** What a Connect login may be in an instance with SAML (API reference, CreateUser). */
const isLogin = (email: string): boolean => /^[\w.\\-]+@[\w-]+(\.[\w-]+)+$/.test(email) && email.length <= 64;

/** Who has one of these is no agent of the workshop. */
const moreThanAgent = ['Admin', 'CallCenterManager', 'QualityAnalyst'];

/** Which routing profile is meant where nobody says: the only one, or the one that Connect makes with every instance. */
export const usualRouting = (profiles: readonly Profile[]): Profile | undefined =>
  profiles.length === 1 ? profiles[0] : profiles.find(({ name }) => name === 'Basic Routing Profile');

/** Who could be an agent and is not yet, and with which profiles. */
export interface NewAgents {
  /** The id of the security profile Agent. */
  readonly securityProfile: string;
  /** The only routing profile, or the one that comes with every instance; else a person has to choose. */
  readonly routingProfile: string;
  /** Connect users by the e-mail address of somebody who can sign in, and with no more rights than an agent. */
  readonly users: readonly ConnectUser[];
  /** Identity Center users who can sign in and have no Connect user: those in the agents’ group, or all where nobody is in it. */
  readonly people: readonly IdentityUser[];
}

/** Null where it takes a person to say who, or with which profiles. */
export const newAgents = defineFact({
  name: 'who could be an agent',
  needs: { connectUsers, securityProfiles, routingProfiles, identityUsers, group: optional(agentsGroup) },
  gather({ connectUsers, securityProfiles, routingProfiles, identityUsers, group }): NewAgents | null {
    const profile = securityProfiles.find(({ name }) => name === 'Agent');
    const routing = usualRouting(routingProfiles);
    if (!profile || !routing) return null;
    const known = new Set(connectUsers.map(({ username }) => username.toLowerCase()));
    const able = identityUsers.filter((user) => canSignIn(user) && isLogin(user.primaryEmail ?? ''));
    const people = able.filter(({ primaryEmail = '' }) => !known.has(primaryEmail.toLowerCase()));
    const members = people.filter(({ id }) => group.seen && group.value?.members.has(id));
    const more = new Set(securityProfiles.flatMap(({ id, name }) => (moreThanAgent.includes(name) ? [id] : [])));
    const users = connectUsers.filter(
      ({ username, securityProfileIds }) =>
        able.some(({ primaryEmail }) => primaryEmail === username) && !securityProfileIds.some((id) => more.has(id)),
    );
    return {
      securityProfile: profile.id,
      routingProfile: routing.id,
      users,
      people: members.length > 0 ? members : people,
    };
  },
});

/** The agents’ usernames that are e-mail addresses and belong to nobody in Identity Center. */
export const agentsWithoutPerson = defineFact({
  name: 'the agents who are not in Identity Center',
  needs: { agents: optional(agents), identityUsers },
  gather({ agents, identityUsers }): string[] {
    const taken = new Set(
      identityUsers.flatMap(({ userName, emails }) => [userName, ...emails]).map((name) => name.toLowerCase()),
    );
    const names = agents.seen ? agents.value.map(({ user }) => user.username) : [];
    return names.filter((name) => isLogin(name) && !taken.has(name.toLowerCase()));
  },
});

/** "ana.lopez@example.com" is Ana Lopez until somebody says otherwise: Identity Center insists on both names. */
export function nameFrom(email: string): { readonly given: string; readonly family: string } {
  const words = (email.split('@')[0] ?? '')
    .split(/[._\\-]+/)
    .filter((word) => word !== '')
    .map((word) => word[0]?.toUpperCase() + word.slice(1));
  const [given = 'Agent', ...rest] = words;
  return { given, family: rest.join(' ') || 'Agent' };
}

/** The call that makes somebody an Identity Center user by an agent’s username; it is sent to the home Region. */
export function createPerson(
  email: string,
  { identityStoreId, primaryRegion }: IdentityCenterInstance,
  run: { readonly region: string },
): Call {
  const { given, family } = nameFrom(email);
  return {
    service: 'identitystore',
    operation: 'CreateUser',
    input: {
      IdentityStoreId: identityStoreId,
      UserName: email,
      DisplayName: `${given} ${family}`,
      Name: { GivenName: given, FamilyName: family },
      Emails: [{ Value: email, Type: 'work', Primary: true }],
    },
    ...(primaryRegion === run.region ? {} : { region: primaryRegion }),
  };
}
