import { Absent, defineFact, optional } from '../fact.ts';
import { skeleton } from '../text/near.ts';
import { type Application, applications } from './applications.ts';
import { named } from './evidence.ts';
import { role } from './role.ts';
import { type SamlProvider, samlProviders } from './saml-providers.ts';
import { settings } from './settings.ts';

/** The id of Amazon Connect's template in the application catalog (AWS's own instructions page for it). */
const catalogTemplate = 'app-20950d6d247fd7bd';

const isConnect = ({ name, providerArn }: Application): boolean =>
  (/connect/i.test(skeleton(name)) && !/admin|vpn/i.test(name)) || providerArn.includes(catalogTemplate) || /\/catalog\/.*connect/i.test(providerArn);

const isWired = (application: Application, providers: readonly SamlProvider[]): boolean =>
  providers.some(({ metadata }) => metadata?.application?.id === application.id);

/**
 * Names are a convention, wiring is what works: the best is an application by the workshop's name whose metadata an
 * identity provider holds; an application by another name counts as wired only if it looks like Amazon Connect, or
 * if nothing better is there.
 */
function rank(application: Application, name: string, providers: readonly SamlProvider[]): number {
  return (application.name === name ? 4 : 0) + (isWired(application, providers) ? 3 : 0) + (isConnect(application) ? 2 : 0);
}

/** The Amazon Connect application, or null: by name and by wiring. */
export const chosenApplication = defineFact({
  name: 'the Amazon Connect application, if there is one',
  needs: { applications, samlProviders: optional(samlProviders), settings },
  gather({ applications, samlProviders, settings }): Application | null {
    const providers = samlProviders.seen ? samlProviders.value : [];
    const ranked = applications
      .map((application) => ({ application, rank: rank(application, settings.names.application, providers) }))
      .sort((a, b) => b.rank - a.rank || (a.application.arn < b.application.arn ? -1 : 1));
    const [best] = ranked;
    return best && best.rank > 0 ? best.application : null;
  },
});

export const application = defineFact({
  name: 'the Amazon Connect application',
  needs: { chosenApplication },
  gather({ chosenApplication }): Application {
    if (!chosenApplication) throw new Absent('application-added', 'Identity Center has no Amazon Connect application yet.');
    return chosenApplication;
  },
});

/**
 * The identity provider of the sign-in, or null: the one that the evidence names, the workshop's by name, or another
 * that holds the application's metadata. One that the role trusts goes before one by name that holds other metadata.
 */
export const chosenProvider = defineFact({
  name: 'the identity provider, if there is one',
  needs: { samlProviders, application: optional(application), role: optional(role), named, settings },
  gather({ samlProviders, application, role, named, settings }): SamlProvider | null {
    const holds = (provider: SamlProvider) => application.seen && provider.metadata?.application?.id === application.value.id;
    const trusted = (provider: SamlProvider) => role.seen && role.value.trust.includes(`"${provider.arn}"`);
    const by = (...tests: readonly ((provider: SamlProvider) => boolean)[]) => samlProviders.find((provider) => tests.every((test) => test(provider)));
    const told = (provider: SamlProvider) => named.providers.includes(provider.arn);
    const byName = ({ name }: SamlProvider) => name === settings.names.provider;
    const alike = ({ name }: SamlProvider) => skeleton(name).toLowerCase() === skeleton(settings.names.provider).toLowerCase();
    return by(told, holds) ?? by(byName, holds) ?? by(holds, trusted) ?? by(byName) ?? by(holds) ?? by(alike) ?? null;
  },
});

export const identityProvider = defineFact({
  name: 'the identity provider',
  needs: { chosenProvider, settings },
  gather({ chosenProvider, settings }): SamlProvider {
    if (!chosenProvider) throw new Absent('identity-provider', `IAM has no identity provider ${settings.names.provider} yet.`);
    return chosenProvider;
  },
});
