import { both, center, crowd, instance, tryCheck, user } from './try-check.ts';

const emails = (primary: boolean) => ({ emails: [{ value: 'agent1@example.com', primary }] });

tryCheck('identity-user', {
  passes: { 'two users': {}, 'one of them disabled': { world: user(2, { status: 'DISABLED' }) } },
  fails: {
    'no users': {
      world: both(user(1, null), user(2, null)),
      code: 'missing',
      message: 'no users',
      fix: ['identitystore.CreateUser', 'identitystore.CreateUser'],
    },
    'no users, and nobody in Connect': {
      world: both(user(1, null), user(2, null), instance({ users: null })),
      code: 'missing',
      message: 'no users',
    },
    'no users, and more agents than one repair takes': {
      world: both(user(1, null), user(2, null), crowd),
      code: 'missing',
      message: 'no users',
      fix: Array<string>(25).fill('identitystore.CreateUser'),
    },
    'all of seven disabled': {
      world: both(
        user(1, { status: 'DISABLED' }),
        user(2, { status: 'DISABLED' }),
        center({
          users: Object.fromEntries(
            ['a', 'b', 'c', 'd', 'e'].map((name) => [
              `${name}4a814c8-a0b1-70d9-6f2a-0b7e5a94c311`,
              { userName: name, emails: [], status: 'DISABLED' },
            ]),
          ),
        }),
      ),
      code: 'disabled',
      message: 'is disabled',
    },
    'two addresses, and neither is the primary one': {
      world: both(
        user(1, { emails: ['agent1@example.com', 'ana@example.com'].map((value) => ({ value, primary: false })) }),
        user(2, null),
      ),
      code: 'no-primary-email',
      message: 'no primary e-mail',
    },
    'both disabled': {
      world: both(user(1, { status: 'DISABLED' }), user(2, { status: 'DISABLED' })),
      code: 'disabled',
      message: 'is disabled',
    },
    'both disabled, and the one who is an agent is named first': {
      world: both(
        user(1, { status: 'DISABLED', emails: [{ value: 'ana@example.com', primary: true }] }),
        user(2, {
          status: 'DISABLED',
          emails: [
            { value: 'ben@example.com', primary: true },
            { value: 'agent2@example.com', primary: false },
          ],
        }),
      ),
      code: 'disabled',
      message: 'The user agent2 is disabled',
    },
    'both disabled, and who is an agent may not be read': {
      world: both(user(1, { status: 'DISABLED' }), user(2, { status: 'DISABLED' }), {
        faults: [{ match: 'connect:ListUsers', kind: 'denied' }],
      }),
      code: 'disabled',
      message: 'is disabled',
    },
    'no address at all': {
      world: both(user(1, { emails: [] }), user(2, null)),
      code: 'no-primary-email',
      message: 'no primary e-mail',
    },
    'the address is not the primary one': {
      world: both(user(1, emails(false)), user(2, null)),
      code: 'no-primary-email',
      message: 'no primary e-mail',
      fix: ['identitystore.UpdateUser'],
    },
  },
  blocked: { 'no Identity Center': { world: { organization: null }, by: ['organization-present'] } },
});
