import { defineFact } from '../fact.ts';
import { application } from './chain.ts';
import { identityCenter } from './identity-center.ts';

export interface Assignments {
  /** Ids of the groups and users that the application is assigned to. */
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

export const assignments = defineFact({
  name: 'the application’s assignments',
  needs: { application, identityCenter },
  async gather({ application, identityCenter }, { aws }): Promise<Assignments> {
    const { ApplicationAssignments = [] } = await aws(identityCenter.region)['sso-admin'].ListApplicationAssignments({
      ApplicationArn: application.arn,
    });
    const ids = (type: string) =>
      ApplicationAssignments.flatMap(({ PrincipalId, PrincipalType }) =>
        PrincipalType === type && PrincipalId ? [PrincipalId] : [],
      );
    return { groups: ids('GROUP'), users: ids('USER') };
  },
});

/** Whether a user has to be assigned at all; true unless someone switched it off. */
export const assignmentRequired = defineFact({
  name: 'whether the application needs assignments',
  needs: { application, identityCenter },
  async gather({ application, identityCenter }, { aws }): Promise<boolean> {
    const { AssignmentRequired = true } = await aws(identityCenter.region)[
      'sso-admin'
    ].GetApplicationAssignmentConfiguration({ ApplicationArn: application.arn });
    return AssignmentRequired;
  },
});
