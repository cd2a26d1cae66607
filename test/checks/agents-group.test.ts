import { agentsGroup, application, both, people, tryCheck } from './try-check.ts';

const assigned = (...ids: readonly string[]) =>
  application({ assignments: ids.map((principalId) => ({ principalType: 'USER', principalId })) });

tryCheck('agents-group', {
  passes: {
    'the group holds both': {},
    'more members than agents': {
      world: agentsGroup({ members: [people[1].center, people[2].center, '34a814c8-a0b1-70d9-6f2a-0b7e5a94c312'] }),
    },
  },
  fails: {
    'no group': {
      world: both(agentsGroup(null), assigned()),
      code: 'missing',
      message: 'no group ConnectAgents',
      fix: ['identitystore.CreateGroup'],
    },
    'an empty group': {
      world: agentsGroup({ members: [] }),
      code: 'not-a-member',
      message: 'not in the group',
      fix: ['identitystore.CreateGroupMembership', 'identitystore.CreateGroupMembership'],
    },
  },
  warns: {
    'another name': { world: agentsGroup({ displayName: 'ConnectAgent' }), code: 'name', message: 'harmless' },
    'no group, and both assigned themselves': {
      world: both(agentsGroup(null), assigned(people[1].center, people[2].center)),
      code: 'direct',
      message: 'without it',
      fix: ['identitystore.CreateGroup'],
    },
  },
});
