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
