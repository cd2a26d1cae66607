import { coded, defineCheck, fail, pass, unverified, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional } from '../src/fact.ts';
import { caller } from '../src/facts/caller.ts';
import { application, identityProvider } from '../src/facts/chain.ts';
import { roleAttribute } from '../src/facts/evidence.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { namedRoles, role } from '../src/facts/role.ts';
import { samlProviders } from '../src/facts/saml-providers.ts';
import { judgeNotSent, judgeRoleAttribute, roleAttributeCauses, roleAttributeFor } from '../src/saml/role-attribute.ts';

export default defineCheck({
  id: 'attribute-mapping',
  step: 4,
  order: 1,
  title: 'The Role attribute is the pair of the role’s and the provider’s ARN',
  why: 'The attribute https://aws.amazon.com/SAML/Attributes/Role tells AWS which role to assume by which identity provider.',
  causes: roleAttributeCauses,
  needs: {
    role,
    provider: identityProvider,
    roleAttribute,
    caller,
    namedRoles,
    samlProviders,
    application: optional(application),
    identityCenter: optional(identityCenter),
  },

  judge({ role, provider, roleAttribute, caller, namedRoles, samlProviders }) {
    const { value, misnamed, evidence, foreign } = roleAttribute;
    const judgement =
      value === undefined
        ? judgeNotSent(misnamed)
        : judgeRoleAttribute(value, {
            roleArn: role.arn,
            providerArn: provider.arn,
            partition: caller.partition,
            account: caller.accountId,
            roles: namedRoles.map(({ arn }) => arn),
            providers: samlProviders.map(({ arn }) => arn),
          });
    const [first, ...rest] = coded('attribute-mapping', judgement.problems);
    if (!first) return pass('The Role attribute names this role and this identity provider.', { evidence });
    if (foreign)
      return unverified(
        'The recorded sign-in is to another application, and so is its Role attribute: record one to this application, or give the value with --role-attribute.',
      );
    return judgement.verdict === 'wrong' ? fail([first, ...rest], { evidence }) : warn([first, ...rest], { evidence });
  },

  byHand: ({ role, provider, application, identityCenter }) => ({
    text: 'On the application’s page choose Actions, Edit attribute mappings: the row https://aws.amazon.com/SAML/Attributes/Role gets this value; Subject and https://aws.amazon.com/SAML/Attributes/RoleSessionName are ${user:email}.',
    ...(application?.seen &&
      identityCenter?.seen && {
        url: consolePage.application(identityCenter.value.region, identityCenter.value.arn, application.value.id),
      }),
    ...(role && provider && { value: roleAttributeFor({ roleArn: role.arn, providerArn: provider.arn }) }),
  }),
});
