import { defineFact } from '../fact.ts';
import { connectInstance } from './connect-instance.ts';
import { role } from './role.ts';

/** What AWS's own policy simulator says of the one request that matters: `allowed`, `explicitDeny` or `implicitDeny`. */
export const secondOpinion = defineFact({
  name: 'the policy simulator’s opinion',
  needs: { role, connectInstance },
  async gather({ role, connectInstance }, { aws }): Promise<string> {
    const userId = `${role.roleId}:workshop-companion`;
    const { EvaluationResults = [] } = await aws().iam.SimulatePrincipalPolicy({
      PolicySourceArn: role.arn,
      ActionNames: ['connect:GetFederationToken'],
      ResourceArns: [`${connectInstance.arn}/user/${userId}`],
      ContextEntries: [
        { ContextKeyName: 'aws:userid', ContextKeyType: 'string', ContextKeyValues: [userId] },
        { ContextKeyName: 'connect:InstanceId', ContextKeyType: 'string', ContextKeyValues: [connectInstance.id] },
      ],
    });
    return EvaluationResults[0]?.EvalDecision ?? '';
  },
});
