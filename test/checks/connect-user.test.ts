import { agentsGroup, both, center, instance, login, tryCheck } from './try-check.ts';

const sales = {
  securityProfiles: { '77777777-0000-4000-8000-000000000001': { name: 'Sales', permissions: ['BasicAgentAccess'] } },
};

const profiles = 'connect.UpdateUserSecurityProfiles';

const noUser = both(
  instance({
    users: { '0a7d5e2c-91f4-4b38-a6c1-e83f2d7b5904': null },
    routingProfiles: { 'd9c50f3e-14ba-4e87-8f26-3b6e0a97c1d4': null },
  }),
  login(1, null),
  login(2, null),
);

tryCheck('connect-user', {
  passes: { 'two agents': {}, 'one agent': { world: login(2, null) } },
  fails: {
    'nobody is an agent': {
      world: both(login(1, { securityProfileIds: [] }), login(2, { securityProfileIds: [] })),
      code: 'missing',
      message: 'None of the 3',
      fix: [profiles, profiles],
    },
    'the administrator alone': {
      world: both(login(1, null), login(2, null)),
      code: 'missing',
      message: 'admin, the only Connect user, does not have the security profile Agent.',
    },
    'no profile Agent, and one of nearly its name': {
      world: instance({
        securityProfiles: { '8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04': { name: 'Agents', permissions: [] } },
      }),
      code: 'no-agent-profile',
      message: 'no security profile Agent',
    },
    'no user at all': {
      world: noUser,
      code: 'missing',
      message: 'no users',
      fix: ['connect.CreateUser', 'connect.CreateUser'],
    },
    'no user at all, and more people than one repair takes': {
      world: both(
        noUser,
        agentsGroup(null),
        center({
          users: Object.fromEntries(
            Array.from({ length: 30 }, (_, n) => [
              `00000000-0000-4000-8000-0000000000${n + 10}`,
              { userName: `desk${n}`, emails: [{ value: `desk${n}@example.com`, primary: true }] },
            ]),
          ),
        }),
      ),
      code: 'missing',
      message: 'no users',
    },
    'no agent has a routing profile': {
      world: both(
        login(1, { routingProfileId: null }),
        login(2, { routingProfileId: null }),
        instance({ routingProfiles: { 'd9c50f3e-14ba-4e87-8f26-3b6e0a97c1d4': null } }),
      ),
      code: 'no-routing-profile',
      message: 'no routing profile',
      fix: ['connect.UpdateUserRoutingProfile', 'connect.UpdateUserRoutingProfile'],
    },
  },
  warns: {
    'one of two without a routing profile': {
      world: login(2, { routingProfileId: null }),
      code: 'no-routing-profile',
      message: 'agent2@example.com',
    },
    'an agent by another profile': {
      world: both(instance(sales), login(2, { securityProfileIds: ['77777777-0000-4000-8000-000000000001'] })),
      code: 'other-profile',
      message: 'Sales',
    },
    'an agent by another profile, and one routing profile for everybody': {
      world: both(
        instance({ ...sales, routingProfiles: { 'd9c50f3e-14ba-4e87-8f26-3b6e0a97c1d4': null } }),
        login(2, { securityProfileIds: ['77777777-0000-4000-8000-000000000001'] }),
      ),
      code: 'other-profile',
      message: 'Sales',
    },
  },
  blocked: { 'no instance to be in': { world: instance(null), by: ['connect-instance'] } },
});
