import { defineCheck, fail, inRegion, pass, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { Absent, demand, optional } from '../src/fact.ts';
import { assignments } from '../src/facts/assignments.ts';
import { application } from '../src/facts/chain.ts';
import { agentsGroup, groups } from '../src/facts/groups.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { type Pair, pairs } from '../src/facts/identity-users.ts';
import { reach, reaches } from '../src/facts/reach.ts';
import { settings } from '../src/facts/settings.ts';
import { someNames } from '../src/text/list.ts';

const code = (cause: string) => `group-assignment/${cause}`;

export default defineCheck({
  id: 'group-assignment',
  step: 6,
  order: 2,
  title: 'The agents’ group is assigned to the application',
  why: 'The access portal shows an application only to those it is assigned to.',
  causes: {
    missing: 'The application is assigned to nobody who is an agent: assign the group.',
    'other-group': 'The application is assigned to another group, which does not hold every agent.',
    direct: 'The agents reach the application in another way than by the workshop’s group; that works.',
    'not-required':
      'The application needs no assignment, so everybody in Identity Center sees it; that works, and is more than meant.',
  },
  needs: {
    application,
    assignments,
    groups,
    group: agentsGroup,
    pairs: optional(pairs),
    reach,
    identityCenter,
    settings,
  },

  judge({ application, assignments, groups, group, pairs, reach, identityCenter, settings }) {
    const fix = group && {
      fix: {
        title: `Assign the group ${group.name} to the application ${application.name}`,
        calls: [
          {
            service: 'sso-admin',
            operation: 'CreateApplicationAssignment',
            input: { ApplicationArn: application.arn, PrincipalId: group.id, PrincipalType: 'GROUP' },
            ...inRegion(identityCenter.primaryRegion, settings),
          },
        ] as const,
      },
    };
    if (group && assignments.groups.includes(group.id)) {
      if (reach.restricted) return pass(`${group.name} is assigned to ${application.name}.`);
      return warn([
        {
          code: code('not-required'),
          message: `The application ${application.name} needs no assignment.`,
          expected: 'assignments required',
          actual: 'not required',
        },
      ]);
    }
    const others = groups.filter(({ id }) => assignments.groups.includes(id)).map(({ name }) => name);
    const actual =
      [
        ...others.map((name) => `group ${name}`),
        ...(assignments.users.length > 0
          ? [`${assignments.users.length} ${assignments.users.length === 1 ? 'user' : 'users'}`]
          : []),
      ].join(', ') || 'nobody';
    const expected = `group ${group?.name ?? settings.names.group}`;
    const known: readonly Pair[] = pairs.seen ? pairs.value : pairs.error instanceof Absent ? [] : demand(pairs);
    if (known.length > 0 && known.every(({ user }) => reaches(reach, user.id))) {
      const how = reach.restricted ? 'direct' : 'not-required';
      return warn(
        [
          {
            code: code(how),
            message: `The agents reach the application ${application.name} without ${group ? 'the group being assigned' : 'a group'}.`,
            expected,
            actual,
          },
        ],
        fix ?? {},
      );
    }
    if (!group) throw new Absent('agents-group', `There is no group ${settings.names.group} to assign.`);
    const without = known.filter(({ user }) => !reaches(reach, user.id)).map(({ user }) => user.userName);
    const whom = without.length > 0 ? `, so ${someNames(without)} cannot see it` : '';
    if (others.length > 0)
      return fail(
        [
          {
            code: code('other-group'),
            message: `The application ${application.name} is assigned to ${someNames(others)}, not to ${group.name}${whom}.`,
            expected,
            actual,
          },
        ],
        fix ?? {},
      );
    return fail(
      [
        {
          code: code('missing'),
          message: `The application ${application.name} is not assigned to the group ${group.name}${whom}.`,
          expected,
          actual,
        },
      ],
      fix ?? {},
    );
  },

  byHand: ({ application, identityCenter, group, settings }, cause) => ({
    text:
      cause === 'not-required'
        ? 'On the application’s page, under Assigned users and groups, require assignments again.'
        : 'On the application’s page, under Assigned users and groups, choose Assign users and groups, the Groups tab, and the group.',
    ...(application &&
      identityCenter && { url: consolePage.application(identityCenter.region, identityCenter.arn, application.id) }),
    ...(settings && { value: group?.name ?? settings.names.group }),
  }),
});
