import { defineFact } from '../fact.ts';
import type { Session } from '../iam/sign-in.ts';
import { simulate, simulatedRequest } from '../iam/simulation.ts';
import { caller } from './caller.ts';
import { connectInstance } from './connect-instance.ts';
import { rolePolicies } from './policies.ts';
import { role } from './role.ts';
import { now } from './settings.ts';

/** Asked for one session of nobody, so that the answer waits for no list of users. */
const oneSession = defineFact({
  name: 'the request that the policy simulator is asked about',
  needs: { role, connectInstance, caller, now },
  gather: ({ role, connectInstance, caller, now }): Session => ({
    instanceArn: connectInstance.arn,
    instanceId: connectInstance.id,
    region: connectInstance.region,
    account: caller.accountId,
    partition: caller.partition,
    roleArn: role.arn,
    roleId: role.roleId,
    now,
  }),
});

const typeOf = (key: string): 'string' | 'date' | 'numeric' | 'boolean' =>
  /time$/i.test(key)
    ? key === 'aws:EpochTime'
      ? 'numeric'
      : 'date'
    : /^aws:(SecureTransport|PrincipalIsAWSService)$/.test(key)
      ? 'boolean'
      : 'string';

/** What AWS's own policy simulator says: `allowed`, `explicitDeny` or `implicitDeny`; undefined where it lacks a key that a policy asks for. */
const simulator = defineFact({
  name: 'the policy simulator’s answer',
  needs: { role, oneSession },
  async gather({ role, oneSession }, { aws }): Promise<string | undefined> {
    const { action, resource, context } = simulatedRequest(oneSession);
    const { EvaluationResults: [found] = [] } = await aws().iam.SimulatePrincipalPolicy({
      PolicySourceArn: role.arn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: Object.entries(context).map(([key, value]) => ({
        ContextKeyName: key,
        ContextKeyType: typeOf(key),
        ContextKeyValues: [value],
      })),
    });
    return (found?.MissingContextValues ?? []).length > 0 ? undefined : found?.EvalDecision;
  },
});

/** AWS's answer, where it differs from what reading the policies says of the very same request. */
export const disagreement = defineFact({
  name: 'where the policy simulator disagrees',
  needs: { simulator, rolePolicies, oneSession },
  gather({ simulator, rolePolicies, oneSession }): string | undefined {
    const ours = simulate(rolePolicies, oneSession);
    return simulator === undefined || ours === 'unsure' || (ours === 'allow') === (simulator === 'allowed')
      ? undefined
      : simulator;
  },
});
