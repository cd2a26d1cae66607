import { defineCheck, fail, pass, unknown, type Verdict } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional, type Settings } from '../src/fact.ts';
import {
  chosen,
  connectElsewhere,
  connectInstances,
  type ConnectInstance,
  severalInstances,
} from '../src/facts/connect-instance.ts';
import { settings } from '../src/facts/settings.ts';
import { someNames } from '../src/text/list.ts';
import { difference, nearest } from '../src/text/near.ts';

const code = (cause: string) => `connect-instance/${cause}`;

export default defineCheck({
  id: 'connect-instance',
  step: 2,
  order: 1,
  title: 'The Connect instance is active and signs people in with SAML',
  why: 'Everything else names this instance. How it manages identities is chosen when it is created and cannot be changed afterwards.',
  causes: {
    missing: 'The Region has no Connect instance: create one that manages identities with SAML 2.0.',
    'other-region': 'The Connect instance is in another Region: give that Region with --region.',
    'not-found': 'No instance has the id, ARN or alias that was given with --instance.',
    'not-saml':
      'The instance manages identities itself or by a directory: create a new one with SAML 2.0-based authentication.',
    'not-active': 'The instance is still being created, or creating it failed: wait, or create another one.',
  },
  needs: { connectInstances, elsewhere: optional(connectElsewhere), settings },

  judge({ connectInstances, elsewhere, settings }) {
    const found = chosen(connectInstances, settings);
    if (found.length > 1) return unknown(severalInstances(found));
    const [instance] = found;
    if (!instance) return none(connectInstances, elsewhere.seen ? elsewhere.value : [], settings);
    const name = instance.alias || instance.id;
    if (instance.identity !== 'SAML')
      return fail([
        {
          code: code('not-saml'),
          message: `The instance ${name} does not sign people in with SAML, and that cannot be changed.`,
          expected: 'SAML',
          actual: instance.identity,
        },
      ]);
    if (instance.status !== 'ACTIVE')
      return fail([
        {
          code: code('not-active'),
          message: `The instance ${name} is not active.`,
          expected: 'ACTIVE',
          actual: instance.status,
        },
      ]);
    return pass(`${name} (${instance.id}) is active in ${instance.region} and uses SAML.`);
  },

  byHand: ({ settings }) => ({
    text: 'Amazon Connect: choose Add an instance and, under Identity management, SAML 2.0-based authentication; then use the new instance from here on.',
    ...(settings && { url: consolePage.connect(settings.region) }),
  }),
});

function none(here: readonly ConnectInstance[], elsewhere: readonly ConnectInstance[], settings: Settings): Verdict {
  const wanted = settings.instance;
  const [match] = wanted ? chosen(elsewhere, settings) : elsewhere;
  if (match)
    return fail(
      [
        {
          code: code('other-region'),
          message: `The instance ${match.alias || match.id} is in ${match.region}, not in ${settings.region}.`,
          expected: match.region,
          actual: settings.region,
        },
      ],
      {
        byHand: { text: `Run this again with --region ${match.region}.`, value: match.region },
      },
    );
  if (!wanted)
    return fail([
      {
        code: code('missing'),
        message: `There is no Connect instance in ${settings.region}.`,
        expected: 'an active instance with SAML',
      },
    ]);
  const near = nearest(
    wanted,
    here.flatMap(({ id, arn, alias }) => [id, arn, alias].filter(Boolean)),
  );
  const [only] = here;
  const meant = near ?? (here.length === 1 ? only?.id : undefined);
  const how = near ? ` (${difference(near, wanted)})` : '';
  return fail(
    [
      {
        code: code('not-found'),
        message: `No Connect instance in ${settings.region} is called ${wanted}${how}.`,
        ...(meant && { expected: meant }),
        actual: wanted,
      },
    ],
    meant
      ? { byHand: { text: 'Give the instance that is there with --instance.', value: meant } }
      : here.length > 0
        ? {
            byHand: {
              text: `Give one of those that are there with --instance: ${someNames(here.map(({ alias, id }) => alias || id))}.`,
            },
          }
        : {},
  );
}
