import { defineFact, Unseen } from '../fact.ts';
import { settings } from './settings.ts';

/** A value that no AWS API returns, and how we know it. */
export interface Told {
  readonly value: string;
  readonly evidence: 'declared' | 'captured';
}

export const roleAttributeName = 'https://aws.amazon.com/SAML/Attributes/Role';

/** A capture shows what is really sent, so it goes before what the learner typed. */
export const relayState = defineFact({
  name: 'the relay state',
  needs: { settings },
  gather({ settings }): Told {
    const { capture, relayState } = settings;
    if (capture?.relayState !== undefined) return { value: capture.relayState, evidence: 'captured' };
    if (relayState !== undefined) return { value: relayState, evidence: 'declared' };
    throw new Unseen(
      'AWS has no API that shows the relay state: give it with --relay-state, or a recorded sign-in (HAR) with --saml.',
    );
  },
});

export const roleAttribute = defineFact({
  name: 'the Role attribute',
  needs: { settings },
  gather({ settings }): Told {
    const { capture, roleAttribute } = settings;
    if (capture) {
      const values = capture.attributes
        .filter(({ name }) => name === roleAttributeName)
        .flatMap((attribute) => attribute.values);
      // With several, AWS lets the person choose; the workshop's is the one to look at.
      const value = values.find(
        (one) => one.includes(`:role/${settings.names.role},`) || one.endsWith(`:role/${settings.names.role}`),
      );
      return { value: value ?? values[0] ?? '', evidence: 'captured' };
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
      ...(capture?.attributes.find(({ name }) => name === roleAttributeName)?.values ?? []),
      roleAttribute,
    ];
    const all = values.flatMap(arns);
    return {
      roles: all.filter((arn) => arn.includes(':role/')),
      providers: all.filter((arn) => arn.includes(':saml-provider/')),
    };
  },
});
