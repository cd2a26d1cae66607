import type { Call } from '../aws/surface.ts';
import { defineFact, optional } from '../fact.ts';
import {
  agents,
  type ConnectUser,
  connectUsers,
  type Profile,
  routingProfiles,
  securityProfiles,
  unrouted,
} from './connect-users.ts';
import { agentsGroup } from './groups.ts';
import type { IdentityCenterInstance } from './identity-center.ts';
import { canSignIn, type IdentityUser, identityUsers } from './identity-users.ts';
import { settings } from './settings.ts';

/** What a Connect login may be in an instance with SAML (API reference, CreateUser): an address with a + is none. */
export const isLogin = (email: string): boolean => /^[\w.\\-]+@[\w-]+(\.[\w-]+)+$/.test(email) && email.length <= 64;

/** Who has one of these is no agent of the workshop. */
const moreThanAgent = ['Admin', 'CallCenterManager', 'QualityAnalyst'];

/** The routing profile that agents get: the one that was named, else the only one; null where a person has to say. */
export const agentsRouting = defineFact({
  name: 'the routing profile for agents',
  needs: { routingProfiles, settings },
  gather({ routingProfiles, settings: { routingProfile } }): Profile | null {
    if (routingProfile !== undefined) return routingProfiles.find(({ name }) => name === routingProfile) ?? null;
    return routingProfiles.length === 1 ? (routingProfiles[0] ?? null) : null;
  },
});

/** Who could be an agent and is not yet. */
export interface NewAgents {
  /** The id of the security profile Agent. */
  readonly securityProfile: string;
  /** Connect users by the e-mail address of somebody who can sign in, and with no more rights than an agent. */
  readonly users: readonly ConnectUser[];
  /** Identity Center users who can sign in and have no Connect user: those in the agents’ group, or all where nobody is in it. */
  readonly people: readonly IdentityUser[];
}

/** Null where there is no security profile Agent. */
export const newAgents = defineFact({
  name: 'who could be an agent',
  needs: { connectUsers, securityProfiles, identityUsers, group: optional(agentsGroup) },
  gather({ connectUsers, securityProfiles, identityUsers, group }): NewAgents | null {
    const profile = securityProfiles.find(({ name }) => name === 'Agent');
    if (!profile) return null;
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
      users,
      people: members.length > 0 ? members : people,
    };
  },
});

/** What there is to choose from, where agents wait for a routing profile and nobody has said which; else nothing. */
export const openRouting = defineFact({
  name: 'the routing profiles to choose from',
  needs: { agents, agentsRouting, routingProfiles, newAgents: optional(newAgents) },
  gather({ agents, agentsRouting, routingProfiles, newAgents }): string[] {
    const created =
      agents.length === 0 && newAgents.seen && newAgents.value?.users.length === 0 ? newAgents.value.people : [];
    const waits = created.length > 0 || unrouted(agents, routingProfiles).length > 0;
    return waits && !agentsRouting ? routingProfiles.map(({ name }) => name) : [];
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
