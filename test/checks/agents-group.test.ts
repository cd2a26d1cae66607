import { agentsGroup, application, both, iam, login, people, tryCheck } from './try-check.ts';

const assigned = (...ids: readonly string[]) =>
  application({ assignments: ids.map((principalId) => ({ principalType: 'USER', principalId })) });

const noApplication = both(
  application(null),
  iam({ samlProviders: { 'Connect-SSO': { metadata: { account: '111122223333', region: 'us-east-1' } } } }),
);

tryCheck('agents-group', {
  passes: {
    'the group holds both': {},
    'more members than agents': {
      world: agentsGroup({ members: [people[1].center, people[2].center, '34a814c8-a0b1-70d9-6f2a-0b7e5a94c312'] }),
    },
    'one agent': { world: both(login(2, null), agentsGroup({ members: [people[1].center] })) },
  },
  fails: {
    'one of two is missing': {
      world: agentsGroup({ members: [people[1].center] }),
      code: 'not-a-member',
      message: 'agent2@example.com is not in the group',
      fix: ['identitystore.CreateGroupMembership'],
    },
    'a group of nearly the name, assigned to nothing': {
      world: both(agentsGroup({ displayName: 'ConnectAgent' }), assigned()),
      code: 'missing',
      message: 'no group ConnectAgents',
      fix: ['identitystore.CreateGroup'],
    },
    'no group, and no agent to put into one': {
      world: both(agentsGroup(null), assigned(), login(1, null), login(2, null)),
      code: 'missing',
      message: 'no group ConnectAgents',
      fix: ['identitystore.CreateGroup'],
    },
    'no group': {
      world: both(agentsGroup(null), assigned()),
      code: 'missing',
      message: 'no group ConnectAgents',
      fix: ['identitystore.CreateGroup'],
    },
    'no group, and no application to reach': {
      world: both(agentsGroup(null), noApplication),
      code: 'missing',
      message: 'no group ConnectAgents',
      fix: ['identitystore.CreateGroup'],
    },
    'one of two is missing, and there is no application to reach': {
      world: both(agentsGroup({ members: [people[1].center] }), noApplication),
      code: 'not-a-member',
      message: 'agent2@example.com is not in the group',
      fix: ['identitystore.CreateGroupMembership'],
    },
    'an empty group': {
      world: agentsGroup({ members: [] }),
      code: 'not-a-member',
      message: 'not in the group',
      fix: ['identitystore.CreateGroupMembership', 'identitystore.CreateGroupMembership'],
    },
  },
  unknown: {
    'no group, and who else is assigned may not be read': {
      world: {
        ...agentsGroup(null),
        faults: [{ match: 'sso-admin:ListApplicationAssignments', kind: 'denied' }],
      },
      message: 'sso:ListApplicationAssignments',
    },
    'one of two is missing, and who else is assigned may not be read': {
      world: {
        ...agentsGroup({ members: [people[1].center] }),
        faults: [{ match: 'sso-admin:ListApplicationAssignments', kind: 'denied' }],
      },
      message: 'sso:ListApplicationAssignments',
    },
  },
  warns: {
    'an empty group, and both assigned themselves': {
      world: both(agentsGroup({ members: [] }), assigned(people[1].center, people[2].center)),
      code: 'direct',
      message: 'not in the group',
      fix: ['identitystore.CreateGroupMembership', 'identitystore.CreateGroupMembership'],
    },
    'another name': { world: agentsGroup({ displayName: 'ConnectAgent' }), code: 'name', message: 'harmless' },
    'no group, and both assigned themselves': {
      world: both(agentsGroup(null), assigned(people[1].center, people[2].center)),
      code: 'direct',
      message: 'without it',
      fix: ['identitystore.CreateGroup'],
    },
  },
});
