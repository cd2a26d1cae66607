import { coded, defineCheck, fail, pass, unknown, unverified, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional } from '../src/fact.ts';
import { caller } from '../src/facts/caller.ts';
import { application } from '../src/facts/chain.ts';
import { connectInstance } from '../src/facts/connect-instance.ts';
import { relayState } from '../src/facts/evidence.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { judgeRelayState, relayCauses, relayStateFor, undocumentedRelayState } from '../src/saml/relay-state.ts';

export default defineCheck({
  id: 'relay-state',
  step: 2,
  order: 3,
  title: 'The relay state names this Connect instance in its Region',
  why: 'After the sign-in AWS sends the browser to the address in the relay state: it decides which instance and which page opens.',
  causes: relayCauses,
  needs: {
    instance: connectInstance,
    relayState,
    caller,
    application: optional(application),
    identityCenter: optional(identityCenter),
  },

  judge({ instance, relayState, caller }) {
    const { value, evidence, foreign } = relayState;
    const judgement = judgeRelayState(value, expected(instance, caller.partition));
    if (!judgement)
      return unknown(`${undocumentedRelayState(caller.partition)}, so nobody can say whether this one is right.`);
    const [first, ...rest] = coded('relay-state', judgement.problems);
    if (!first) return pass('The relay state names this instance in its Region.', { evidence });
    if (foreign)
      return unverified(
        'The recorded sign-in is to another application, and so is its relay state: record one to this application, or give the value with --relay-state.',
      );
    return judgement.verdict === 'wrong' ? fail([first, ...rest], { evidence }) : warn([first, ...rest], { evidence });
  },

  byHand: ({ instance, caller, application, identityCenter }) => {
    const value = instance && caller && relayStateFor(expected(instance, caller.partition));
    const where = 'On the application’s page choose Actions, Edit configuration';
    return {
      text:
        instance && caller && !value
          ? `${where}: the Relay state stands under Application properties.`
          : `${where}, and under Application properties replace the Relay state by this value.`,
      ...(application?.seen &&
        identityCenter?.seen && {
          url: consolePage.application(identityCenter.value.region, identityCenter.value.arn, application.value.id),
        }),
      ...(value && { value }),
    };
  },
});

const expected = (
  instance: {
    readonly id: string;
    readonly arn: string;
    readonly alias: string;
    readonly accessUrl?: string;
    readonly region: string;
  },
  partition: string,
) => ({
  region: instance.region,
  instanceId: instance.id,
  instanceArn: instance.arn,
  alias: instance.alias,
  partition,
  ...(instance.accessUrl && { accessUrl: instance.accessUrl }),
});
