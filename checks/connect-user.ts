import { defineCheck, fail, type Fix, pass, type Problem, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional } from '../src/fact.ts';
import { connectInstance } from '../src/facts/connect-instance.ts';
import {
  agents,
  connectUsers,
  type Profile,
  routingProfiles,
  securityProfiles,
  unrouted,
} from '../src/facts/connect-users.ts';
import { agentsRouting, nameFrom, newAgents, type NewAgents, openRouting } from '../src/facts/counterparts.ts';
import { someNames } from '../src/text/list.ts';
import { difference, nearest } from '../src/text/near.ts';

const code = (cause: string) => `connect-user/${cause}`;

export default defineCheck({
  id: 'connect-user',
  step: 5,
  order: 1,
  title: 'A Connect user has the security profile Agent and a routing profile',
  why: 'Connect opens the contact control panel only for a user that exists in the instance with the right to it.',
  causes: {
    missing:
      'The instance has no user with the security profile Agent: add one whose login is the person’s e-mail address.',
    'no-agent-profile': 'The instance has no security profile called Agent.',
    'no-routing-profile': 'An agent has no routing profile that exists, and so no channel to work with.',
    'other-profile': 'A user is an agent by another security profile than Agent; that works.',
  },
  needs: {
    agents,
    connectUsers,
    securityProfiles,
    routingProfiles,
    instance: connectInstance,
    newAgents: optional(newAgents),
    agentsRouting,
    openRouting,
  },

  judge({ agents, connectUsers, securityProfiles, routingProfiles, instance, newAgents, agentsRouting: routing }) {
    const waiting = unrouted(agents, routingProfiles);
    if (agents.length === 0) {
      const profile = securityProfiles.find(({ name }) => name === 'Agent');
      if (!profile) {
        const near = nearest(
          'Agent',
          securityProfiles.map(({ name }) => name),
        );
        return fail([
          {
            code: code('no-agent-profile'),
            message: near
              ? `The instance has no security profile Agent, only ${near}: ${difference('Agent', near)}.`
              : 'The instance has no security profile Agent.',
            expected: 'Agent',
            ...(near && { actual: near }),
          },
        ]);
      }
      const others = connectUsers.map(({ username }) => username);
      const fix = newAgents.seen && newAgents.value ? makeAgents(newAgents.value, routing, instance.id) : undefined;
      return fail(
        [
          {
            code: code('missing'),
            message:
              others.length > 1
                ? `None of the ${others.length} Connect users has the security profile Agent.`
                : others.length === 1
                  ? `${others[0]}, the only Connect user, does not have the security profile Agent.`
                  : 'The instance has no users.',
            expected: 'a user with the security profile Agent',
            ...(others.length > 0 && { actual: someNames(others) }),
          },
        ],
        fix ? { fix } : {},
      );
    }
    const without = waiting.map(({ user }): Problem => ({
      code: code('no-routing-profile'),
      message: `The agent ${user.username} has no routing profile.`,
      expected: routing?.name ?? 'a routing profile',
      actual: user.routingProfileId ?? 'none',
    }));
    const fix =
      waiting.length > 0 && routing
        ? {
            fix: {
              title: `Give ${someNames(waiting.map(({ user }) => user.username))} the routing profile ${routing.name}`,
              calls: waiting.map(({ user }) => ({
                service: 'connect' as const,
                operation: 'UpdateUserRoutingProfile' as const,
                input: { InstanceId: instance.id, UserId: user.id, RoutingProfileId: routing.id },
              })),
              ...forGood,
            },
          }
        : {};
    const [firstWithout, ...restWithout] = without;
    if (firstWithout && waiting.length === agents.length) return fail([firstWithout, ...restWithout], fix);
    const other = agents.filter(({ profile }) => profile !== 'Agent');
    const notes = [
      ...without,
      ...other.map(({ user, profile }): Problem => ({
        code: code('other-profile'),
        message: `${user.username} is an agent by the security profile ${profile}.`,
        expected: 'Agent',
        actual: profile,
      })),
    ];
    const [first, ...rest] = notes;
    return first
      ? warn([first, ...rest], fix)
      : pass(
          `${agents.length === 1 ? 'One agent' : `${agents.length} agents`}: ${someNames(agents.map(({ user }) => user.username))}.`,
        );
  },

  byHand: ({ instance, routingProfiles }, cause = '') => ({
    text:
      hands[cause] ??
      'On the Connect administration site choose Users, User management, Add new users: the login is the person’s e-mail address, letter for letter as in Identity Center; security profile Agent, any routing profile. Connect takes letters, digits and _ - . before the @ of a login: where the address has a + or the like, change it in Identity Center first.',
    ...(instance && { url: instance.accessUrl ?? consolePage.connect(instance.region) }),
    value: cause === 'no-routing-profile' ? (routingProfiles?.[0]?.name ?? 'Basic Routing Profile') : 'Agent',
  }),
});

const hands: Readonly<Record<string, string>> = {
  'no-agent-profile':
    'On the Connect administration site choose Users, Security profiles, Add new security profile: call it Agent and grant Contact Control Panel, Access Contact Control Panel.',
  'no-routing-profile':
    'On the Connect administration site choose Users, User management, the user, Edit, and a routing profile.',
  'other-profile':
    'On the Connect administration site choose Users, User management, the user, Edit, and add the security profile Agent; or leave it as it is.',
};

/** Connect leaves no user without a profile that it once had. */
const forGood = {
  choice: true,
  caution: 'It cannot be taken back: no API leaves a user without a profile again.',
} as const;

/** More than so many at once is no workshop. */
const MOST = 25;

/** The Connect users by the right names get the profile; else the people of Identity Center get Connect users. */
function makeAgents(
  { securityProfile, users, people }: NewAgents,
  routing: Profile | null,
  InstanceId: string,
): Fix | undefined {
  if (users.length > 0)
    return {
      title: `Give ${someNames(users.map(({ username }) => username))} the security profile Agent`,
      calls: users.map(({ id, securityProfileIds }) => ({
        service: 'connect',
        operation: 'UpdateUserSecurityProfiles',
        input: { InstanceId, UserId: id, SecurityProfileIds: [...securityProfileIds, securityProfile] },
      })),
      ...(users.some(({ securityProfileIds }) => securityProfileIds.length === 0) && forGood),
    };
  if (!routing || people.length === 0 || people.length > MOST) return undefined;
  return {
    title: `Create a Connect user for ${someNames(people.map(({ primaryEmail = '' }) => primaryEmail))}, routing profile ${routing.name}`,
    calls: people.map(({ primaryEmail = '', givenName, familyName }) => ({
      service: 'connect',
      operation: 'CreateUser',
      input: {
        InstanceId,
        Username: primaryEmail,
        SecurityProfileIds: [securityProfile],
        RoutingProfileId: routing.id,
        PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false, AfterContactWorkTimeLimit: 0 },
        IdentityInfo: {
          FirstName: givenName ?? nameFrom(primaryEmail).given,
          LastName: familyName ?? nameFrom(primaryEmail).family,
        },
      },
    })),
    ...(people.length > 1 && {
      choice: true,
      caution:
        'Every one of them becomes an agent: see that nobody else is in Identity Center, or name the agents’ group.',
    }),
  };
}
