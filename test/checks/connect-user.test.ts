import { both, instance, login, tryCheck } from './try-check.ts';

const sales = {
  securityProfiles: { '77777777-0000-4000-8000-000000000001': { name: 'Sales', permissions: ['BasicAgentAccess'] } },
};

const profiles = 'connect.UpdateUserSecurityProfiles';

tryCheck('connect-user', {
  passes: { 'two agents': {}, 'one agent': { world: login(2, null) } },
  fails: {
    'nobody is an agent': {
      world: both(login(1, { securityProfileIds: [] }), login(2, { securityProfileIds: [] })),
      code: 'missing',
      message: 'None of the 3',
      fix: [profiles, profiles],
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
    'an agent by another profile': {
      world: both(instance(sales), login(2, { securityProfileIds: ['77777777-0000-4000-8000-000000000001'] })),
      code: 'other-profile',
      message: 'Sales',
    },
  },
  blocked: { 'no instance to be in': { world: instance(null), by: ['connect-instance'] } },
});
