import { defineFact, Unseen } from '../fact.ts';
import { success } from '../saml/assertion.ts';
import { misnamedAs, roleAttributeName } from '../saml/role-attribute.ts';
import { everySignIn } from '../saml/every-sign-in.ts';
import { ownCapture } from './own-capture.ts';
import { settings } from './settings.ts';

/** A value that no AWS API returns, and how we know it. */
export interface Told {
  readonly value: string;
  readonly evidence: 'declared' | 'captured';
  /** A recorded sign-in to another application shows it: what is wrong in it is that one's. */
  readonly foreign?: true;
}

/** The value is absent where a capture shows that none was sent; `misnamed` is then the name of one that was meant. */
export interface ToldRole extends Omit<Told, 'value'> {
  readonly value?: string;
  readonly misnamed?: string;
}

/** A capture shows what is really sent, so it goes before what the learner typed; another application's goes behind. */
export const relayState = defineFact({
  name: 'the relay state',
  needs: { settings, ownCapture },
  gather({ settings: { relayState }, ownCapture }): Told {
    const { capture, foreign } = ownCapture ?? {};
    const captured = capture?.relayState;
    if (captured !== undefined && !foreign) return { value: captured, evidence: 'captured' };
    if (relayState !== undefined) return { value: relayState, evidence: 'declared' };
    if (captured !== undefined) return { value: captured, evidence: 'captured', foreign: true };
    throw new Unseen(
      'AWS has no API that shows the relay state: give it with --relay-state, or a recorded sign-in (HAR) with --saml.',
    );
  },
});

export const roleAttribute = defineFact({
  name: 'the Role attribute',
  needs: { settings, ownCapture },
  gather({ settings, ownCapture }): ToldRole {
    const { roleAttribute } = settings;
    const { capture, foreign } = ownCapture ?? {};
    const strange = foreign ? { foreign } : {};
    // An identity provider that answered with a failure sent no attributes at all.
    if (capture && (capture.status ?? success) === success && !(foreign && roleAttribute !== undefined)) {
      const values = capture.attributes
        .filter(({ name }) => name === roleAttributeName)
        .flatMap((attribute) => attribute.values);
      // With several, AWS lets the person choose; the workshop's is the one to look at.
      const value = values.find(
        (one) => one.includes(`:role/${settings.names.role},`) || one.endsWith(`:role/${settings.names.role}`),
      );
      const sent = value ?? values[0];
      if (sent !== undefined) return { value: sent, evidence: 'captured', ...strange };
      const misnamed = misnamedAs(roleAttributeName, capture.attributes);
      return { evidence: 'captured', ...strange, ...(misnamed !== undefined && { misnamed }) };
    }
    if (roleAttribute !== undefined) return { value: roleAttribute, evidence: 'declared' };
    throw new Unseen(
      'AWS has no API that shows the attribute mapping: give its value with --role-attribute, or a recorded sign-in with --saml.',
    );
  },
});

const arns = (value: string): string[] => value.match(/arn:[\w-]*:iam::\d*:[^\s,;"']+/g) ?? [];

/** The roles and providers that the evidence names, if there is any. */
export const named = defineFact({
  name: 'the ARNs in the Role attribute',
  needs: { settings },
  gather({ settings }) {
    const { capture, roleAttribute = '' } = settings;
    const values = [
      ...(capture ? everySignIn(capture) : []).flatMap(
        ({ attributes }) => attributes.find(({ name }) => name === roleAttributeName)?.values ?? [],
      ),
      roleAttribute,
    ];
    const all = values.flatMap(arns);
    return {
      roles: all.filter((arn) => arn.includes(':role/')),
      providers: all.filter((arn) => arn.includes(':saml-provider/')),
    };
  },
});
