import {
  anotherName,
  type ByHand,
  coded,
  defineCheck,
  fail,
  type Fix,
  pass,
  type Problem,
  unknown,
  warn,
} from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { Absent, demand, optional } from '../src/fact.ts';
import { caller } from '../src/facts/caller.ts';
import { identityProvider } from '../src/facts/chain.ts';
import { someAgents } from '../src/facts/connect-users.ts';
import { otherRoles, role } from '../src/facts/role.ts';
import { samlProviders } from '../src/facts/saml-providers.ts';
import { type OwnCapture, ownCapture } from '../src/facts/own-capture.ts';
import { now, settings } from '../src/facts/settings.ts';
import { printPolicy } from '../src/iam/document.ts';
import { judgeTrust, takesResponses, trustCauses, trustDocument, type TrustExpected } from '../src/iam/trust.ts';
import { difference, nearest } from '../src/text/near.ts';

export default defineCheck({
  id: 'role-trust',
  step: 3,
  order: 3,
  title: 'The role trusts the identity provider for SAML sign-in',
  why: 'AWS hands out the role’s credentials only if its trust policy names the identity provider and the address that the SAML response was made for.',
  causes: {
    ...trustCauses,
    missing: 'There is no role by the workshop’s name: create it for SAML 2.0 federation with the identity provider.',
    name: 'The role has another name than the workshop’s; that is harmless as long as the Role attribute names it.',
  },
  needs: {
    role: optional(role),
    otherRoles: optional(otherRoles),
    provider: identityProvider,
    samlProviders,
    agents: optional(someAgents),
    ownCapture,
    caller,
    now,
    settings,
  },

  judge({ role, otherRoles, provider, samlProviders, agents, ownCapture, caller, now, settings }) {
    const name = settings.names.role;
    const expected = {
      ...trustExpected(provider, samlProviders, caller, ownCapture, settings, now),
      ...(agents.seen && { sessionNames: agents.value.map(({ user }) => user.username) }),
    };
    const document = printPolicy(trustDocument(expected));
    if (!role.seen && role.error instanceof Absent) {
      const near = nearest(name, otherRoles.seen ? otherRoles.value.map((other) => other.name) : []);
      const create: Fix = {
        title: `Create the role ${name}`,
        calls: [
          { service: 'iam', operation: 'CreateRole', input: { RoleName: name, AssumeRolePolicyDocument: document } },
        ],
      };
      return fail(
        [
          {
            code: 'role-trust/missing',
            message: `There is no role ${name}.`,
            expected: `arn:${caller.partition}:iam::${caller.accountId}:role/${name}`,
            ...(near && { actual: near }),
          },
        ],
        { fix: create },
      );
    }
    const found = demand(role);
    const { verdict, problems, namesDecide } = judgeTrust(found.trust, expected);
    if (namesDecide) demand(agents);
    const [first, ...rest] = coded('role-trust', problems);
    const correct: Fix = {
      title: `Correct the trust policy of the role ${found.name}`,
      calls: [
        {
          service: 'iam',
          operation: 'UpdateAssumeRolePolicy',
          input: { RoleName: found.name, PolicyDocument: document },
        },
      ],
      caution: 'The whole trust policy is replaced: whoever else it trusts loses the role.',
    };
    if (first && verdict === 'unsure') return unknown(first.message);
    if (first && verdict === 'refuses') return fail([first, ...rest], { fix: correct });
    const notes: Problem[] = first ? [first, ...rest] : [];
    if (found.name !== name)
      notes.push({
        code: 'role-trust/name',
        message: `The role is called ${found.name}: ${difference(name, found.name)}; that is harmless.`,
        expected: name,
        actual: found.name,
      });
    const [note, ...more] = notes;
    return note
      ? warn([note, ...more], first ? fixes(first, correct) : { byHand: anotherName('--role-name') })
      : pass(`${name} trusts ${provider.name} for SAML sign-in.`);
  },

  byHand: ({ role, provider, samlProviders, ownCapture = null, caller, now, settings }) => ({
    text: role?.seen
      ? `IAM, Roles, ${role.value.name}, Trust relationships: choose Edit trust policy and replace it by this document.`
      : `IAM, Roles: choose Create role, SAML 2.0 federation, the provider ${provider?.name ?? settings?.names.provider ?? 'that you added'}, and “Allow programmatic and AWS Management Console access”.`,
    ...(settings && {
      url: role?.seen ? consolePage.role(settings.region, role.value.name) : consolePage.roles(settings.region),
    }),
    ...(provider &&
      samlProviders &&
      caller &&
      now &&
      settings && {
        value: printPolicy(trustDocument(trustExpected(provider, samlProviders, caller, ownCapture, settings, now))),
      }),
  }),
});

/** What is right as long as the application posts there stays; whom somebody let in by name is a person's to widen. */
const fixes = ({ code, actual = '' }: Problem, correct: Fix): { readonly fix?: Fix; readonly byHand?: ByHand } => {
  if (code === 'role-trust/other-endpoint')
    return {
      byHand: {
        text: 'On the application’s page choose Actions, Edit configuration, and see that the Application ACS URL is this address; then nothing has to be done.',
        value: actual,
      },
    };
  return { fix: code === 'role-trust/some-users' ? { ...correct, choice: true } : correct };
};

const trustExpected = (
  provider: { readonly arn: string; readonly metadata?: { readonly entityId: string } },
  providers: readonly { readonly arn: string }[],
  caller: { readonly partition: string; readonly accountId: string },
  own: OwnCapture | null,
  settings: { readonly region: string },
  now: Date,
): TrustExpected => ({
  providerArn: provider.arn,
  providers: providers.map(({ arn }) => arn),
  partition: caller.partition,
  region: settings.region,
  account: caller.accountId,
  ...(provider.metadata && { issuer: provider.metadata.entityId }),
  ...(own?.capture.recipient &&
    takesResponses(own.capture.recipient, caller.partition) && { audience: own.capture.recipient }),
  now,
});
