import { both as merged, crowd, instance, login, tryCheck, user } from './try-check.ts';

const replaced = ['connect.CreateUser', 'connect.DeleteUser'];
const primary = (value: string) => user(1, { emails: [{ value, primary: true }] });

tryCheck('email-parity', {
  passes: { 'each agent has its counterpart': {}, 'one agent, two users': { world: login(2, null) } },
  fails: {
    'another case': {
      world: login(1, { username: 'Agent1@example.com' }),
      code: 'case',
      message: 'case',
      fix: replaced,
    },
    'both in another case': {
      world: { ...merged(login(1, { username: 'Agent1@example.com' }), login(2, { username: 'Agent2@example.com' })) },
      code: 'case',
      message: 'case',
      fix: [...replaced, ...replaced],
    },
    'both nearly the same address, which is one’s only': {
      world: merged(
        login(1, { username: 'agent1@exmple.com' }),
        login(2, { username: 'agent1@exampl.com' }),
        user(2, null),
      ),
      code: 'typo',
      message: 'one character is missing',
    },
    'more than one repair takes': {
      world: merged(user(1, null), crowd),
      code: 'missing',
      message: 'has the primary e-mail address',
      fix: Array<string>(25).fill('identitystore.CreateUser'),
    },
    'the part before the @': {
      world: login(1, { username: 'agent1' }),
      code: 'local-part',
      message: 'before the @',
      fix: replaced,
    },
    'a disabled counterpart': { world: user(1, { status: 'DISABLED' }), code: 'disabled', message: 'is disabled' },
    'another address altogether': {
      world: primary('someone@elsewhere.example'),
      code: 'missing',
      message: 'agent1@example.com',
      fix: ['identitystore.CreateUser'],
    },
    'a user called so, without an address': {
      world: user(1, { userName: 'agent1@example.com', emails: [] }),
      code: 'no-email',
      message: 'has no e-mail address',
      fix: ['identitystore.UpdateUser'],
    },
    'a user called otherwise, without an address': {
      world: user(1, { userName: 'somebody', emails: [] }),
      code: 'missing',
      message: 'agent1@example.com',
      fix: ['identitystore.CreateUser'],
    },
    'one of two addresses, and neither is primary': {
      world: user(1, { emails: ['agent1@example.com', 'ana@example.com'].map((value) => ({ value, primary: false })) }),
      code: 'not-primary',
      message: 'not the primary',
    },
    'a letter that only looks the same': {
      world: login(1, { username: 'аgent1@example.com' }),
      code: 'look-alike',
      message: 'looks the same',
      fix: replaced,
    },
    'the user name of another agent': {
      world: login(2, { username: 'agent1' }),
      code: 'user-name',
      message: 'is a user name in Identity Center',
    },
    'an address that is the only one, and not primary': {
      world: user(1, { emails: [{ value: 'agent1@example.com', primary: false }] }),
      code: 'not-primary',
      message: 'not the primary',
      fix: ['identitystore.UpdateUser'],
    },
    'one of two addresses, the other being primary': {
      world: user(1, {
        emails: [
          { value: 'ana@example.com', primary: true },
          { value: 'agent1@example.com', primary: false },
        ],
      }),
      code: 'not-primary',
      message: 'not the primary',
    },
    'a login that is no address': {
      world: login(1, { username: 'ops desk@home' }),
      code: 'session-name',
      message: 'ops',
    },
    'a login unlike any address': {
      world: login(1, { username: 'front-desk' }),
      code: 'missing',
      message: 'front-desk',
    },
    'longer than a session name': {
      world: { ...both('x'.repeat(60)) },
      code: 'session-name',
      message: 'No SAML response',
    },
  },
  blocked: { 'no agents': { world: instance({ users: null }), by: ['connect-user'] } },
});

function both(local: string) {
  const email = `${local}@example.com`;
  return { ...primary(email), ...login(1, { username: email }) };
}
