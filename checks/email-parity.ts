import { defineCheck, fail, type Fix, inRegion, pass, type Problem } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import type { Settings } from '../src/fact.ts';
import { connectInstance, type ConnectInstance } from '../src/facts/connect-instance.ts';
import { type Agent, someAgents } from '../src/facts/connect-users.ts';
import { createPerson, isLogin, nameFrom } from '../src/facts/counterparts.ts';
import { identityCenter, type IdentityCenterInstance } from '../src/facts/identity-center.ts';
import { canSignIn, type IdentityUser, identityUsers, usableIdentityUsers } from '../src/facts/identity-users.ts';
import { settings } from '../src/facts/settings.ts';
import { someNames } from '../src/text/list.ts';
import { difference, nearest, skeleton } from '../src/text/near.ts';

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
    twin: 'Another agent has the same username but for upper and lower case; at most one of the two can be the e-mail address: delete the other.',
    'no-email': 'The Identity Center user who seems to be meant, by the user name, has no e-mail address.',
    'local-part': 'The Connect username is only the part before the @.',
    'not-primary': 'The address is there, and is not the user’s primary one.',
    disabled: 'The Identity Center user with this address is disabled.',
    'user-name': 'The agent’s username is the Identity Center user name, and the e-mail address is another one.',
    'session-name':
      'The username cannot be a session name (2 to 64 letters, digits and _+=,.@-), so no SAML response can carry it.',
  },
  needs: {
    agents: someAgents,
    identityUsers,
    usableIdentityUsers,
    identityCenter,
    instance: connectInstance,
    settings,
  },

  judge({ agents, identityUsers, usableIdentityUsers, identityCenter, instance, settings }) {
    const primary = new Set(usableIdentityUsers.map((user) => user.primaryEmail));
    // Whoever is another agent's counterpart is not meant.
    const usernames = new Set(agents.map(({ user }) => user.username));
    const free = usableIdentityUsers.flatMap(({ primaryEmail }) =>
      primaryEmail && !usernames.has(primaryEmail) ? [primaryEmail] : [],
    );
    const broken = agents.filter(({ user }) => !primary.has(user.username) || !isSessionName(user.username));
    // Looking for what was meant costs a comparison with everybody, so a crowd is told by its first few.
    const problems = broken
      .slice(0, MOST)
      .flatMap(({ user }) =>
        primary.has(user.username) ? [sessionName(user.username)] : whyNot(user.username, identityUsers, free),
      );
    const [first, ...rest] = problems;
    if (first) {
      const fix =
        createMissing(problems, identityCenter, settings) ??
        makePrimary(problems, identityUsers, identityCenter, settings) ??
        replaceUsers(problems, agents, identityUsers, instance);
      return fail([first, ...rest.slice(0, 19)], fix ? { fix } : {});
    }
    return pass(
      `${agents.length === 1 ? 'The agent is' : `All ${agents.length} agents are`} in both places: ${someNames(agents.map(({ user }) => user.username))}.`,
    );
  },

  byHand: ({ agents, usableIdentityUsers, identityCenter }, cause = '') => {
    const lone = agents?.find(
      ({ user }) => !usableIdentityUsers?.some(({ primaryEmail }) => primaryEmail === user.username),
    );
    return {
      text:
        hands[cause] ??
        'Make the two the same. In Identity Center, Users, change the e-mail address to this one; or, as a Connect login cannot be changed, delete the Connect user and add it again with the e-mail address as its login, if it is one that Connect takes: letters, digits and _ - . before the @, and no +.',
      ...(identityCenter && { url: consolePage.identityCenter(identityCenter.primaryRegion) }),
      ...(lone && cause !== 'session-name' && { value: lone.user.username }),
    };
  },
});

const hands: Readonly<Record<string, string>> = {
  missing:
    'IAM Identity Center, Users: choose Add user with this e-mail address; or, where the Connect login is the one that is wrong, delete that user and add it again, since a login cannot be changed.',
  disabled: 'IAM Identity Center, Users, the user: choose Enable user access.',
  twin: 'On the Connect administration site, Users, User management: delete the one of the two users that nobody uses.',
  'no-email': 'IAM Identity Center, Users, the user, Edit: give the user this e-mail address.',
  'not-primary': 'IAM Identity Center, Users, the user, Edit: make this address the primary one.',
  'session-name':
    'Choose a shorter or plainer e-mail address for this person, in Identity Center and as the login of a new Connect user.',
};

const isSessionName = (username: string): boolean => /^[\w+=,.@-]{2,64}$/.test(username);

const sessionName = (username: string): Problem => ({
  code: code('session-name'),
  message: `No SAML response can carry the username ${username}.`,
  expected: '2 to 64 of letters, digits and _+=,.@-',
  actual: username,
});

/** The one sentence that names the nearest Identity Center user and what keeps the two apart. */
function whyNot(username: string, users: readonly IdentityUser[], emails: readonly string[]): Problem[] {
  const problem = (cause: string, message: string, expected?: string): Problem[] => [
    { code: code(cause), message, ...(expected !== undefined && { expected }), actual: username },
  ];
  const owner = users.find(({ emails, primaryEmail }) => primaryEmail === username || emails.includes(username));
  if (owner && !owner.enabled)
    return problem('disabled', `The Identity Center user ${owner.userName} with the address ${username} is disabled.`);
  if (owner)
    return problem(
      'not-primary',
      `${username} is not the primary e-mail address of the Identity Center user ${owner.userName}.`,
      owner.primaryEmail ?? 'a primary e-mail address',
    );
  const local = emails.find((email) => email.split('@')[0] === username);
  if (local)
    return problem('local-part', `The Connect username ${username} is only the part before the @ of ${local}.`, local);
  const byName = users.find((user) => user.userName === username);
  if (byName?.primaryEmail)
    return problem(
      'user-name',
      `${username} is a user name in Identity Center; Connect gets the primary e-mail address ${byName.primaryEmail}.`,
      byName.primaryEmail,
    );
  const nameless = users.find((user) => user.emails.length === 0 && isNamed(user, username));
  if (nameless)
    return problem('no-email', `The user ${nameless.userName} has no e-mail address, and ${username} is expected.`);
  const near = nearest(username, emails);
  if (!near && !isSessionName(username)) return [sessionName(username)];
  if (!near) {
    const twin = users.find((user) => canSignIn(user) && user.primaryEmail?.toLowerCase() === username.toLowerCase());
    return twin?.primaryEmail
      ? problem(
          'twin',
          `${username} differs only in upper and lower case from ${twin.primaryEmail}, which is another agent’s already.`,
          twin.primaryEmail,
        )
      : problem('missing', `No Identity Center user who can sign in has the primary e-mail address ${username}.`);
  }
  const cause =
    near.toLowerCase() === username.toLowerCase()
      ? 'case'
      : skeleton(near) === skeleton(username)
        ? 'look-alike'
        : 'typo';
  return problem(cause, `${username} in Connect is ${near} in Identity Center: ${difference(near, username)}.`, near);
}

/** People are often called by what stands before the @. */
const isNamed = ({ userName }: IdentityUser, username: string): boolean =>
  userName === username || userName === username.split('@')[0];

const MOST = 25;
const having = (cause: string, problems: readonly Problem[]): string[] =>
  problems.flatMap(({ code: found, actual }) => (found === code(cause) && actual && isLogin(actual) ? [actual] : []));

/** Agents whose address nobody in Identity Center has, nor one like it. */
function createMissing(
  problems: readonly Problem[],
  identityCenter: IdentityCenterInstance,
  settings: Settings,
): Fix | undefined {
  const names = having('missing', problems);
  if (names.length === 0) return undefined;
  return {
    title: `Create an Identity Center user for ${someNames(names)}`,
    calls: names.map((name) => createPerson(name, identityCenter, settings)),
    caution: 'No invitation is sent this way: on the user’s page choose Reset password to send an e-mail.',
  };
}

/** The address is the user’s only one, not marked as primary; or the user has none. */
function makePrimary(
  problems: readonly Problem[],
  users: readonly IdentityUser[],
  { identityStoreId, primaryRegion }: IdentityCenterInstance,
  settings: Settings,
): Fix | undefined {
  const owners = problems.flatMap(({ code: found, actual = '' }) => {
    const none = found === code('no-email');
    const user = users.find((one) =>
      none ? one.emails.length === 0 && isNamed(one, actual) : one.emails.length === 1 && one.emails[0] === actual,
    );
    return user && isLogin(actual) && (none || found === code('not-primary')) ? [{ email: actual, user }] : [];
  });
  if (owners.length === 0) return undefined;
  return {
    title: `Make ${someNames(owners.map(({ email, user }) => `${email} the primary e-mail address of ${user.userName}`))}`,
    calls: owners.map(({ user, email }) => ({
      service: 'identitystore',
      operation: 'UpdateUser',
      input: {
        IdentityStoreId: identityStoreId,
        UserId: user.id,
        Operations: [{ AttributePath: 'emails', AttributeValue: [{ Value: email, Type: 'work', Primary: true }] }],
      },
      ...inRegion(primaryRegion, settings),
    })),
  };
}

/** Connect changes no login: the user is made anew by the right one, and the old one goes. */
function replaceUsers(
  problems: readonly Problem[],
  agents: readonly Agent[],
  people: readonly IdentityUser[],
  { id: InstanceId }: ConnectInstance,
): Fix | undefined {
  const causes = ['case', 'typo', 'look-alike', 'local-part', 'user-name'].map(code);
  const wrong = problems.flatMap(({ code: found, expected = '', actual }) => {
    const user = agents.find((agent) => agent.user.username === actual)?.user;
    const free =
      !agents.some((agent) => agent.user.username === expected) &&
      problems.filter((other) => other.expected === expected).length === 1;
    const { given, family } = nameFrom(expected);
    const person = people.find(({ primaryEmail }) => primaryEmail === expected);
    const IdentityInfo = { FirstName: person?.givenName ?? given, LastName: person?.familyName ?? family };
    return causes.includes(found) && isLogin(expected) && free && user?.routingProfileId
      ? [{ user, expected, IdentityInfo, RoutingProfileId: user.routingProfileId }]
      : [];
  });
  if (wrong.length === 0) return undefined;
  return {
    title: `Replace the Connect user ${someNames(wrong.map(({ user, expected }) => `${user.username} by ${expected}`))}`,
    calls: wrong.flatMap(({ user, expected, IdentityInfo, RoutingProfileId }) => [
      {
        service: 'connect' as const,
        operation: 'CreateUser' as const,
        input: {
          InstanceId,
          Username: expected,
          SecurityProfileIds: [...user.securityProfileIds],
          RoutingProfileId,
          IdentityInfo,
          PhoneConfig: { PhoneType: 'SOFT_PHONE' as const, AutoAccept: false, AfterContactWorkTimeLimit: 0 },
        },
      },
      { service: 'connect' as const, operation: 'DeleteUser' as const, input: { InstanceId, UserId: user.id } },
    ]),
    caution:
      'A Connect login cannot be changed: a new user is made, and the old one is deleted with its place in contact records, its phone settings, hierarchy and tags.',
    choice: true,
  };
}
