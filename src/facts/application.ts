import { Absent, defineFact, demand, isUnread, optional } from '../fact.ts';
import { nearest, skeleton } from '../text/near.ts';
import { type Application, applications } from './applications.ts';
import { type SamlProvider, samlProviders } from './saml-providers.ts';
import { settings } from './settings.ts';

/** The id of Amazon Connect's template in the application catalog (AWS's own instructions page for it). */
const catalogTemplate = 'app-20950d6d247fd7bd';

/** "Custom" is OAuth 2.0; Amazon Connect integrates with SAML alone (Identity Center user guide, "Customer managed applications"). */
export const isOauth = ({ providerArn }: Application): boolean => providerArn.endsWith('applicationProvider/custom');

const isConnect = ({ name, providerArn }: Application, wanted: string): boolean =>
  (/connect/i.test(skeleton(name)) && !/admin|vpn/i.test(name)) ||
  nearest(wanted, [name]) !== undefined ||
  providerArn.includes(catalogTemplate) ||
  /\/catalog\/.*connect/i.test(providerArn);

const isWired = (application: Application, providers: readonly SamlProvider[]): boolean =>
  providers.some(({ metadata }) => metadata?.application?.id === application.id);

type Wired = (application: Application) => boolean;

/**
 * Names are a convention, wiring is what works: the best is an application by the workshop's name whose metadata an
 * identity provider holds; an application by another name counts as wired only if it looks like Amazon Connect, or
 * if nothing better is there.
 */
function rank(application: Application, name: string, wired: Wired): number {
  return (application.name === name ? 4 : 0) + (wired(application) ? 3 : 0) + (isConnect(application, name) ? 2 : 0);
}

/** The Amazon Connect application, or null: by name and by wiring. */
export const chosenApplication = defineFact({
  name: 'the Amazon Connect application, if there is one',
  needs: { applications, samlProviders: optional(samlProviders), settings },
  gather({ applications, samlProviders, settings }): Application | null {
    const choose = (wired: Wired): Application | null => {
      const [best] = applications
        .filter((application) => !isOauth(application))
        .map((application) => ({ application, rank: rank(application, settings.names.application, wired) }))
        .sort((a, b) => b.rank - a.rank || (a.application.arn < b.application.arn ? -1 : 1));
      return best && best.rank > 0 ? best.application : null;
    };
    if (samlProviders.seen) return choose((application) => isWired(application, samlProviders.value));
    const plain = choose(() => false);
    const hangs = applications.some((one) => choose((application) => application === one) !== plain);
    if (hangs && isUnread(samlProviders)) demand(samlProviders);
    return plain;
  },
});

export const application = defineFact({
  name: 'the Amazon Connect application',
  needs: { chosenApplication },
  gather({ chosenApplication }): Application {
    if (!chosenApplication)
      throw new Absent('application-added', 'Identity Center has no Amazon Connect application yet.');
    return chosenApplication;
  },
});
