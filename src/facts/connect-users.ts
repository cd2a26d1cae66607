import { Absent, defineFact } from '../fact.ts';
import { connectInstance } from './connect-instance.ts';

export interface ConnectUser {
  readonly id: string;
  readonly username: string;
  readonly securityProfileIds: readonly string[];
  readonly routingProfileId?: string;
}

export interface Profile {
  readonly id: string;
  readonly name: string;
}

/** One search of 500 a page: the quota is two Connect calls a second, so nobody is described one by one. */
export const connectUsers = defineFact({
  name: 'the Connect users',
  needs: { connectInstance },
  async gather({ connectInstance }, { aws }): Promise<ConnectUser[]> {
    const { Users = [] } = await aws().connect.SearchUsers({ InstanceId: connectInstance.id });
    return Users.map((user) => ({
      id: user.Id ?? '',
      username: user.Username ?? '',
      securityProfileIds: user.SecurityProfileIds ?? [],
      ...(user.RoutingProfileId && { routingProfileId: user.RoutingProfileId }),
    }));
  },
});

export const securityProfiles = defineFact({
  name: 'the security profiles',
  needs: { connectInstance },
  async gather({ connectInstance }, { aws }): Promise<Profile[]> {
    const { SecurityProfileSummaryList = [] } = await aws().connect.ListSecurityProfiles({
      InstanceId: connectInstance.id,
    });
    return SecurityProfileSummaryList.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name }));
  },
});

export const routingProfiles = defineFact({
  name: 'the routing profiles',
  needs: { connectInstance },
  async gather({ connectInstance }, { aws }): Promise<Profile[]> {
    const { RoutingProfileSummaryList = [] } = await aws().connect.ListRoutingProfiles({
      InstanceId: connectInstance.id,
    });
    return RoutingProfileSummaryList.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name }));
  },
});

/** The profiles that come with every instance, besides Agent: who has one of them is no agent of the workshop. */
const defaults = ['Admin', 'CallCenterManager', 'QualityAnalyst'];
/** "Access Contact Control Panel": what makes a profile an agent's (Connect admin guide, "Security profile permissions"). */
const agentPermission = 'BasicAgentAccess';

export interface Agent {
  readonly user: ConnectUser;
  /** The profile that makes the user an agent: `Agent`, or another one that grants the same. */
  readonly profile: string;
}

/** The users who are agents. Other profiles are looked into only where a user has one. */
export const agents = defineFact({
  name: 'the agents',
  needs: { connectInstance, connectUsers, securityProfiles },
  async gather({ connectInstance, connectUsers, securityProfiles }, { aws }): Promise<Agent[]> {
    const inUse = new Set(connectUsers.flatMap((user) => user.securityProfileIds));
    const others = securityProfiles.filter(
      ({ id, name }) => inUse.has(id) && name !== 'Agent' && !defaults.includes(name),
    );
    const granting = await Promise.all(
      others.map(async (profile) => {
        const { Permissions = [] } = await aws().connect.ListSecurityProfilePermissions({
          InstanceId: connectInstance.id,
          SecurityProfileId: profile.id,
        });
        return Permissions.includes(agentPermission) ? [profile] : [];
      }),
    );
    const makesAgent = [...securityProfiles.filter(({ name }) => name === 'Agent'), ...granting.flat()];
    return connectUsers.flatMap((user) => {
      const profile = makesAgent.find(({ id }) => user.securityProfileIds.includes(id));
      return profile ? [{ user, profile: profile.name }] : [];
    });
  },
});

/** Those without a routing profile that exists. */
export const unrouted = (agents: readonly Agent[], profiles: readonly Profile[]): Agent[] =>
  agents.filter(({ user }) => !profiles.some(({ id }) => id === user.routingProfileId));

/** The agents, at least one. */
export const someAgents = defineFact({
  name: 'the agents',
  needs: { agents },
  gather({ agents }) {
    if (agents.length === 0) throw new Absent('connect-user', 'No Connect user is an agent yet.');
    return agents;
  },
});
