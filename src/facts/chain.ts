import { Absent, defineFact, optional } from '../fact.ts';
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
    const holds = (provider: SamlProvider) =>
      application.seen && provider.metadata?.application?.id === application.value.id;
    const trusted = (provider: SamlProvider) => role.seen && role.value.trust.includes(`"${provider.arn}"`);
    const by = (...tests: readonly ((provider: SamlProvider) => boolean)[]) =>
      samlProviders.find((provider) => tests.every((test) => test(provider)));
    const told = (provider: SamlProvider) => named.providers.includes(provider.arn);
    const byName = ({ name }: SamlProvider) => name === settings.names.provider;
    const alike = ({ name }: SamlProvider) =>
      skeleton(name).toLowerCase() === skeleton(settings.names.provider).toLowerCase();
    return (
      by(told, holds) ??
      by(byName, holds, trusted) ??
      by(holds, trusted) ??
      by(byName) ??
      by(holds) ??
      by(alike) ??
      null
    );
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
