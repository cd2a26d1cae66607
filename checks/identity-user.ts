import { defineCheck, fail, inRegion, pass, type Problem } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional } from '../src/fact.ts';
import { agents } from '../src/facts/connect-users.ts';
import { agentsWithoutPerson, createPerson } from '../src/facts/counterparts.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { canSignIn, identityUsers } from '../src/facts/identity-users.ts';
import { settings } from '../src/facts/settings.ts';
import { someNames } from '../src/text/list.ts';

const code = (cause: string) => `identity-user/${cause}`;

export default defineCheck({
  id: 'identity-user',
  step: 5,
  order: 2,
  title: 'An enabled Identity Center user has a primary e-mail address',
  why: 'People sign in to the access portal as Identity Center users, and the primary e-mail address is the name that Connect gets to see.',
  causes: {
    missing: 'Identity Center has no users: add one with the agent’s e-mail address.',
    disabled: 'The user is disabled and cannot sign in: enable user access.',
    'no-primary-email': 'The user has no primary e-mail address, so the SAML response has no name for Connect.',
  },
  needs: { identityUsers, identityCenter, agents: optional(agents), without: optional(agentsWithoutPerson), settings },

  judge({ identityUsers, identityCenter, agents, without, settings }) {
    const usable = identityUsers.filter(canSignIn);
    if (usable.length > 0) return pass(`${usable.length === 1 ? 'One user' : `${usable.length} users`} can sign in.`);
    const names = new Set(agents.seen ? agents.value.map(({ user }) => user.username) : []);
    const meant = [...identityUsers].sort(
      (a, b) => Number(b.emails.some((email) => names.has(email))) - Number(a.emails.some((email) => names.has(email))),
    );
    const problems = meant.slice(0, 5).map(({ userName, enabled, emails }): Problem =>
      enabled
        ? {
            code: code('no-primary-email'),
            message: `The user ${userName} has no primary e-mail address.`,
            expected: 'a primary e-mail address',
            actual: emails.length > 0 ? `${emails.join(', ')} (not primary)` : 'none',
          }
        : {
            code: code('disabled'),
            message: `The user ${userName} is disabled.`,
            expected: 'ENABLED',
            actual: 'DISABLED',
          },
    );
    const [first, ...rest] = problems;
    if (!first) {
      const missing = without.seen ? without.value.slice(0, 25) : [];
      const create = missing.length > 0 && {
        title: `Create an Identity Center user for ${someNames(missing)}`,
        calls: missing.map((name) => createPerson(name, identityCenter, settings)),
        caution: 'No invitation is sent this way: on the user’s page choose Reset password to send an e-mail.',
      };
      return fail(
        [
          {
            code: code('missing'),
            message: 'Identity Center has no users.',
            expected: 'an enabled user with the agent’s e-mail address',
          },
        ],
        create ? { fix: create } : {},
      );
    }
    const [lone] = meant;
    const email = lone?.enabled && lone.emails.length === 1 ? lone.emails[0] : undefined;
    return fail(
      [first, ...rest],
      lone && email
        ? {
            fix: {
              title: `Make ${email} the primary e-mail address of ${lone.userName}`,
              calls: [
                {
                  service: 'identitystore',
                  operation: 'UpdateUser',
                  input: {
                    IdentityStoreId: identityCenter.identityStoreId,
                    UserId: lone.id,
                    Operations: [
                      { AttributePath: 'emails', AttributeValue: [{ Value: email, Type: 'work', Primary: true }] },
                    ],
                  },
                  ...inRegion(identityCenter.primaryRegion, settings),
                },
              ],
            },
          }
        : {},
    );
  },

  byHand: ({ identityCenter, agents }) => {
    const [agent] = agents?.seen ? agents.value : [];
    return {
      text: 'IAM Identity Center, Users: choose Add user with the agent’s e-mail address, or open the user to enable access and to set the primary e-mail address.',
      ...(identityCenter && { url: consolePage.identityCenter(identityCenter.primaryRegion) }),
      ...(agent && { value: agent.user.username }),
    };
  },
});
