import { agentsGroup, application, both, people, tryCheck } from './try-check.ts';

const assign = ['sso-admin.CreateApplicationAssignment'];
const assigned = (...ids: readonly string[]) =>
  application({ assignments: ids.map((principalId) => ({ principalType: 'USER', principalId })) });

tryCheck('group-assignment', {
  passes: { 'the group is assigned': {} },
  fails: {
    'assigned to nobody': { world: assigned(), code: 'missing', message: 'is not assigned', fix: assign },
    'assigned to one of two': { world: assigned(people[1].center), code: 'missing', message: 'agent2', fix: assign },
  },
  warns: {
    'assigned to each agent': {
      world: assigned(people[1].center, people[2].center),
      code: 'direct',
      message: 'without the group',
      fix: assign,
    },
    'no assignment needed': {
      world: application({ assignmentRequired: false }),
      code: 'not-required',
      message: 'needs no assignment',
    },
  },
  blocked: { 'no group to assign': { world: both(agentsGroup(null), assigned()), by: ['agents-group'] } },
});
