import { defineFact, demand, isUnread, optional } from '../fact.ts';
import type { Capture } from '../saml/capture.ts';
import { everySignIn } from '../saml/every-sign-in.ts';
import { decodeEntityId } from '../saml/metadata.ts';
import { application } from './application.ts';
import { samlProviders } from './saml-providers.ts';
import { settings } from './settings.ts';

/** The recorded sign-in that is judged, and whose it is. */
export interface OwnCapture {
  readonly capture: Capture;
  /** No sign-in in the recording came from this application: what it shows is another one's. */
  readonly foreign: boolean;
  /** Newer ones in the recording came from other applications. */
  readonly passedOver: boolean;
}

/** The newest recorded sign-in to this application, else the newest that there is; null where none was given. */
export const ownCapture = defineFact({
  name: 'the recorded sign-in',
  needs: { settings, application: optional(application), samlProviders: optional(samlProviders) },
  gather({ settings: { capture: newest }, application, samlProviders }): OwnCapture | null {
    if (!newest) return null;
    // Which application it is could not be read: where IAM takes the responses of one alone, it is that one.
    const [only, ...more] = samlProviders.seen ? samlProviders.value : [];
    const taken = more.length === 0 && everySignIn(newest).every(({ issuer }) => issuer === only?.metadata?.entityId);
    if (isUnread(application) && !taken) demand(application);
    const from = ({ issuer = '' }: Capture) => decodeEntityId(issuer)?.id;
    const own = application.seen && everySignIn(newest).find((one) => from(one) === application.value.id);
    if (own) return { capture: own, foreign: false, passedOver: own !== newest };
    return { capture: newest, foreign: application.seen && from(newest) !== undefined, passedOver: false };
  },
});
