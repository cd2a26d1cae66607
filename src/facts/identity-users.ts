import { Absent, defineFact } from '../fact.ts';
import { someAgents, type Agent } from './connect-users.ts';
import { identityCenter } from './identity-center.ts';

export interface IdentityUser {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly enabled: boolean;
  /** What `${user:email}` becomes in the assertion; absent where no address is marked primary. */
  readonly primaryEmail?: string;
  readonly emails: readonly string[];
}

export const identityUsers = defineFact({
  name: 'the Identity Center users',
  needs: { identityCenter },
  async gather({ identityCenter }, { aws }): Promise<IdentityUser[]> {
    const { Users = [] } = await aws(identityCenter.region).identitystore.ListUsers({
      IdentityStoreId: identityCenter.identityStoreId,
    });
    return Users.map((user) => {
      const primaryEmail = user.Emails?.find(({ Primary }) => Primary)?.Value;
      return {
        id: user.UserId ?? '',
        userName: user.UserName ?? '',
        displayName: user.DisplayName ?? '',
        ...(user.Name?.GivenName && { givenName: user.Name.GivenName }),
        ...(user.Name?.FamilyName && { familyName: user.Name.FamilyName }),
        enabled: user.UserStatus !== 'DISABLED',
        ...(primaryEmail && { primaryEmail }),
        emails: (user.Emails ?? []).flatMap(({ Value }) => Value ?? []),
      };
    });
  },
});

export const canSignIn = ({ enabled, primaryEmail }: IdentityUser): boolean => enabled && primaryEmail !== undefined;

/** The Identity Center users who can sign in, at least one. */
export const usableIdentityUsers = defineFact({
  name: 'the Identity Center users who can sign in',
  needs: { identityUsers },
  gather({ identityUsers }) {
    const usable = identityUsers.filter(canSignIn);
    if (usable.length === 0) throw new Absent('identity-user', 'No Identity Center user can sign in yet.');
    return usable;
  },
});

export interface Pair {
  readonly agent: Agent;
  readonly user: IdentityUser;
}

/** Each agent with the Identity Center user whose primary e-mail address is its username, letter for letter; at least one. */
export const pairs = defineFact({
  name: 'the agents who are in both places',
  needs: { someAgents, usableIdentityUsers },
  gather({ someAgents, usableIdentityUsers }): Pair[] {
    const byEmail = new Map(usableIdentityUsers.map((user) => [user.primaryEmail, user]));
    const found = someAgents.flatMap((agent) => {
      const user = byEmail.get(agent.user.username);
      return user ? [{ agent, user }] : [];
    });
    if (found.length === 0)
      throw new Absent('email-parity', 'No agent has an Identity Center user with the same e-mail address yet.');
    return found;
  },
});
