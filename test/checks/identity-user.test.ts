import { both, instance, tryCheck, user } from './try-check.ts';

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
    'both disabled': {
      world: both(user(1, { status: 'DISABLED' }), user(2, { status: 'DISABLED' })),
      code: 'disabled',
      message: 'is disabled',
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
