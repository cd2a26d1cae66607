import { anotherName, defineCheck, fail, inRegion, pass, type Problem, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { Absent, demand, isUnread, optional, type Seen } from '../src/fact.ts';
import { agentsGroup, groups } from '../src/facts/groups.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { pairs } from '../src/facts/identity-users.ts';
import { reach, type Reach, reaches } from '../src/facts/reach.ts';
import { settings } from '../src/facts/settings.ts';
import { someNames } from '../src/text/list.ts';
import { difference, nearest } from '../src/text/near.ts';

const code = (cause: string) => `agents-group/${cause}`;

export default defineCheck({
  id: 'agents-group',
  step: 6,
  order: 1,
  title: 'The agents’ group holds every agent',
  why: 'The application is assigned to the group once, so that adding an agent is only a matter of adding a member.',
  causes: {
    missing: 'There is no group by the workshop’s name: create it and add the agents.',
    'not-a-member': 'An agent is not in the group, and so does not get the application by it.',
    direct: 'An agent reaches the application without being in the group; that works.',
    name: 'The group has another name than the workshop’s; that is harmless.',
  },
  needs: { groups, group: agentsGroup, pairs: optional(pairs), reach: optional(reach), identityCenter, settings },

  judge({ groups, group, pairs, reach, identityCenter, settings }) {
    const name = settings.names.group;
    const where = { service: 'identitystore', ...inRegion(identityCenter.primaryRegion, settings) } as const;
    const IdentityStoreId = identityCenter.identityStoreId;
    if (!group) {
      const near = nearest(
        name,
        groups.map((other) => other.name),
      );
      const missing = {
        code: code('missing'),
        message: near
          ? `There is no group ${name}; there is ${near}: ${difference(name, near)}.`
          : `There is no group ${name}.`,
        expected: name,
        ...(near && { actual: near }),
      };
      const create = {
        title: `Create the group ${name}`,
        calls: [{ ...where, operation: 'CreateGroup' as const, input: { IdentityStoreId, DisplayName: name } }],
      };
      if (isUnread(pairs) && reachable(reach)) demand(pairs);
      const everyone =
        pairs.seen && reachable(reach) ? pairs.value.every(({ user }) => reaches(demand(reach), user.id)) : false;
      if (everyone)
        return warn(
          [
            {
              ...missing,
              code: code('direct'),
              message: `There is no group ${name}; the agents reach the application without it.`,
            },
          ],
          { fix: create },
        );
      return fail([missing], { fix: create });
    }
    const outside = demand(pairs).filter(({ user }) => !group.members.has(user.id));
    const problems = outside.map(({ agent, user }): Problem => ({
      code: code('not-a-member'),
      message: `${agent.user.username} is not in the group ${group.name}.`,
      expected: `${user.userName} in ${group.name}`,
      actual: group.members.size === 0 ? 'the group is empty' : `${group.members.size} other members`,
    }));
    const [first, ...rest] = problems;
    if (first) {
      const add = {
        title: `Add ${someNames(outside.map(({ user }) => user.userName))} to the group ${group.name}`,
        calls: outside.map(({ user }) => ({
          ...where,
          operation: 'CreateGroupMembership' as const,
          input: { IdentityStoreId, GroupId: group.id, MemberId: { UserId: user.id } },
        })),
      };
      const otherwise = reachable(reach) && outside.every(({ user }) => reaches(demand(reach), user.id));
      if (otherwise)
        return warn(
          [{ ...first, code: code('direct') }, ...rest.map((problem) => ({ ...problem, code: code('direct') }))],
          { fix: add },
        );
      return fail([first, ...rest], { fix: add });
    }
    if (group.name !== name)
      return warn(
        [
          {
            code: code('name'),
            message: `The group is called ${group.name}: ${difference(name, group.name)}; that is harmless.`,
            expected: name,
            actual: group.name,
          },
        ],
        { byHand: anotherName('--group-name') },
      );
    return pass(`${name} holds ${demand(pairs).length === 1 ? 'the agent' : `all ${demand(pairs).length} agents`}.`);
  },

  byHand: ({ group, identityCenter, settings, pairs }) => {
    const outside = pairs?.seen ? pairs.value.filter(({ user }) => !group?.members.has(user.id)) : [];
    return {
      text: group
        ? `IAM Identity Center, Groups, ${group.name}: choose Add users to group.`
        : 'IAM Identity Center, Groups: choose Create group, give it the name and add the agents.',
      ...(identityCenter && { url: consolePage.identityCenter(identityCenter.primaryRegion) }),
      ...(settings && { value: group && outside[0] ? outside[0].user.userName : settings.names.group }),
    };
  },
});

/** Where there is no application to reach, nobody does; where that could not be read, nothing can be said. */
function reachable(reach: Seen<Reach>): boolean {
  if (!reach.seen && !(reach.error instanceof Absent)) demand(reach);
  return reach.seen;
}
