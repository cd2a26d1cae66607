import { Absent, defineFact, demand, isUnread, optional } from '../fact.ts';
import { skeleton } from '../text/near.ts';
import { application } from './application.ts';
import { named } from './evidence.ts';
import { role } from './role.ts';
import { type SamlProvider, samlProviders } from './saml-providers.ts';
import { settings } from './settings.ts';

export { application, chosenApplication } from './application.ts';

/**
 * The identity provider of the sign-in, or null: the one that the evidence names, the workshop's by name, or another
 * that holds the application's metadata. One that holds it and that the role trusts goes before one by name.
 */
export const chosenProvider = defineFact({
  name: 'the identity provider, if there is one',
  needs: { samlProviders, application: optional(application), role: optional(role), named, settings },
  gather({ samlProviders, application, role, named, settings }): SamlProvider | null {
    type Test = (provider: SamlProvider) => boolean;
    const by = (...tests: readonly Test[]) => samlProviders.find((provider) => tests.every((test) => test(provider)));
    const told: Test = ({ arn }) => named.providers.includes(arn);
    const byName: Test = ({ name }) => name === settings.names.provider;
    const alike: Test = ({ name }) => skeleton(name).toLowerCase() === skeleton(settings.names.provider).toLowerCase();
    const choose = (holds: Test, trusted: Test): SamlProvider | null =>
      by(told, holds) ??
      by(byName, holds, trusted) ??
      by(holds, trusted) ??
      by(byName) ??
      by(holds) ??
      by(alike) ??
      null;
    const holds: Test = ({ metadata }) => application.seen && metadata?.application?.id === application.value.id;
    const trusted: Test = ({ arn }) => role.seen && role.value.trust.includes(`"${arn}"`);
    const found = choose(holds, trusted);
    // What could not be read is missed only where it would lead to another answer.
    const each = samlProviders.map(
      (one): Test =>
        (provider) =>
          provider === one,
    );
    if (isUnread(application) && each.some((one) => choose(one, trusted) !== found)) demand(application);
    if (isUnread(role) && each.some((one) => choose(holds, one) !== found)) demand(role);
    return found;
  },
});

export const identityProvider = defineFact({
  name: 'the identity provider',
  needs: { chosenProvider, settings },
  gather({ chosenProvider, settings }): SamlProvider {
    if (!chosenProvider)
      throw new Absent('identity-provider', `IAM has no identity provider ${settings.names.provider} yet.`);
    return chosenProvider;
  },
});
