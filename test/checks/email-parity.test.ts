import { instance, login, tryCheck, user } from './try-check.ts';

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
