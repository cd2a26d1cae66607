import { defineCheck, fail, pass, type Problem } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { someAgents } from '../src/facts/connect-users.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { canSignIn, type IdentityUser, identityUsers, usableIdentityUsers } from '../src/facts/identity-users.ts';
import { someNames } from '../src/text/list.ts';
import { difference, nearest } from '../src/text/near.ts';

const code = (cause: string) => `email-parity/${cause}`;

export default defineCheck({
  id: 'email-parity',
  step: 5,
  order: 3,
  title: 'Every agent’s Connect username is an Identity Center primary e-mail',
  why: 'Identity Center sends the primary e-mail address as the session name, and Connect looks for a user with exactly that login, upper and lower case included.',
  causes: {
    missing: 'No Identity Center user has this agent’s username as an e-mail address.',
    case: 'The two differ only in upper and lower case; Connect tells them apart.',
    typo: 'The two differ by a slip: one of them was mistyped.',
    'look-alike': 'The two look the same and have different characters in them.',
    'local-part': 'The Connect username is only the part before the @.',
    'not-primary': 'The address is there, and is not the user’s primary one.',
    disabled: 'The Identity Center user with this address is disabled.',
    'user-name': 'The agent’s username is the Identity Center user name, and the e-mail address is another one.',
    'session-name': 'The username cannot be a session name (2 to 64 letters, digits and _+=,.@-), so no SAML response can carry it.',
  },
  needs: { agents: someAgents, identityUsers, usableIdentityUsers, identityCenter },

  judge({ agents, identityUsers, usableIdentityUsers }) {
    const primary = new Set(usableIdentityUsers.map((user) => user.primaryEmail));
    const problems = agents.flatMap(({ user }) => {
      if (!primary.has(user.username)) return whyNot(user.username, identityUsers);
      return /^[\w+=,.@-]{2,64}$/.test(user.username) ? [] : [sessionName(user.username)];
    });
    const [first, ...rest] = problems;
    if (first) return fail([first, ...rest.slice(0, 19)]);
    return pass(`${agents.length === 1 ? 'The agent is' : `All ${agents.length} agents are`} in both places: ${someNames(agents.map(({ user }) => user.username))}.`);
  },

  byHand: ({ agents, usableIdentityUsers, identityCenter }) => {
    const lone = agents?.find(({ user }) => !usableIdentityUsers?.some(({ primaryEmail }) => primaryEmail === user.username));
    return {
      text: 'Make the two the same: a Connect login cannot be changed, so either change the e-mail address in Identity Center, Users, or delete the Connect user and add it again with the e-mail address as its login.',
      ...(identityCenter && { url: consolePage.identityCenter(identityCenter.primaryRegion) }),
      ...(lone && { value: lone.user.username }),
    };
  },
});

const sessionName = (username: string): Problem => ({
  code: code('session-name'),
  message: `No SAML response can carry the username ${username}.`,
  expected: '2 to 64 of letters, digits and _+=,.@-',
  actual: username,
});

/** The one sentence that names the nearest Identity Center user and what keeps the two apart. */
function whyNot(username: string, users: readonly IdentityUser[]): Problem[] {
  const problem = (cause: string, message: string, expected?: string): Problem[] => [
    { code: code(cause), message, ...(expected !== undefined && { expected }), actual: username },
  ];
  const owner = users.find(({ emails, primaryEmail }) => primaryEmail === username || emails.includes(username));
  if (owner && !owner.enabled) return problem('disabled', `The Identity Center user ${owner.userName} with the address ${username} is disabled.`);
  if (owner) return problem('not-primary', `${username} is not the primary e-mail address of the Identity Center user ${owner.userName}.`, owner.primaryEmail ?? 'a primary e-mail address');
  const emails = users.filter(canSignIn).flatMap(({ primaryEmail }) => primaryEmail ?? []);
  const local = emails.find((email) => email.split('@')[0] === username);
  if (local) return problem('local-part', `The Connect username ${username} is only the part before the @ of ${local}.`, local);
  const byName = users.find((user) => user.userName === username && user.primaryEmail !== undefined);
  if (byName?.primaryEmail) return problem('user-name', `${username} is a user name in Identity Center; Connect gets the primary e-mail address ${byName.primaryEmail}.`, byName.primaryEmail);
  const near = nearest(username, emails);
  if (!near) return problem('missing', `No Identity Center user who can sign in has the primary e-mail address ${username}.`);
  const cause = near.toLowerCase() === username.toLowerCase() ? 'case' : near.normalize('NFKC').length === username.length && /[^\x20-\x7e]/.test(near + username) ? 'look-alike' : 'typo';
  return problem(cause, `${username} in Connect is ${near} in Identity Center: ${difference(near, username)}.`, near);
}
