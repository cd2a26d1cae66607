import { effect, type Effects, type Input, type Place } from '../effect.ts';

/** `arn:…:application/ssoins-…/apl-…` tells the instance that it belongs to. */
function instanceOf(applicationArn: string): string {
  const [, partition = 'aws', instance = ''] =
    /^arn:([^:]+):sso::\d*:application\/(ssoins-[0-9a-f]+)\//.exec(applicationArn) ?? [];
  return `arn:${partition}:sso:::instance/${instance}`;
}

async function lookAtApplication({ aws }: Place, { ApplicationArn = '' }: Input<'sso-admin', 'UpdateApplication'>) {
  const { Applications = [] } = await aws['sso-admin'].ListApplications({ InstanceArn: instanceOf(ApplicationArn) });
  const found = Applications.find((application) => application.ApplicationArn === ApplicationArn);
  if (!found) return null;
  const { Origin = 'IDENTITY_CENTER', ApplicationUrl = '' } = found.PortalOptions?.SignInOptions ?? {};
  return { status: found.Status ?? 'ENABLED', origin: Origin, url: ApplicationUrl };
}

async function lookAtAssignment(
  { aws }: Place,
  { ApplicationArn, PrincipalId, PrincipalType }: Input<'sso-admin', 'CreateApplicationAssignment'>,
) {
  const { ApplicationAssignments = [] } = await aws['sso-admin'].ListApplicationAssignments({ ApplicationArn });
  return {
    assigned: ApplicationAssignments.some(
      (one) => one.PrincipalId === PrincipalId && one.PrincipalType === PrincipalType,
    ),
  };
}

export const ssoAdminEffects: Effects['sso-admin'] = {
  UpdateApplication: effect({
    look: (place: Place, input: Input<'sso-admin', 'UpdateApplication'>) => lookAtApplication(place, input),
    after: ({ Status, PortalOptions }) => ({
      ...(Status !== undefined && { status: Status }),
      ...(PortalOptions?.SignInOptions && {
        origin: PortalOptions.SignInOptions.Origin ?? '',
        url: PortalOptions.SignInOptions.ApplicationUrl ?? '',
      }),
    }),
    back: ({ input: { ApplicationArn, Status, PortalOptions }, before }) => {
      if (PortalOptions?.SignInOptions && before?.origin === 'APPLICATION' && before.url === '')
        return { calls: [], caution: 'The application had no start URL to give back.' };
      return {
        calls: [
          {
            service: 'sso-admin',
            operation: 'UpdateApplication',
            input: {
              ApplicationArn,
              ...(Status !== undefined && { Status: before?.status === 'DISABLED' ? 'DISABLED' : 'ENABLED' }),
              ...(PortalOptions?.SignInOptions && {
                PortalOptions: {
                  SignInOptions: {
                    Origin: before?.origin === 'APPLICATION' ? 'APPLICATION' : 'IDENTITY_CENTER',
                    ...(before?.url && { ApplicationUrl: before.url }),
                  },
                },
              }),
            },
          },
        ],
      };
    },
    undoneBy: ['UpdateApplication'],
    resources: ({ ApplicationArn = '' }) => [ApplicationArn],
  }),
  CreateApplicationAssignment: effect({
    look: (place: Place, input: Input<'sso-admin', 'CreateApplicationAssignment'>) => lookAtAssignment(place, input),
    after: () => ({ assigned: true }),
    back: ({ input }) => ({ calls: [{ service: 'sso-admin', operation: 'DeleteApplicationAssignment', input }] }),
    undoneBy: ['DeleteApplicationAssignment'],
    resources: ({ ApplicationArn = '' }) => [ApplicationArn],
  }),
  DeleteApplicationAssignment: effect({
    look: (place: Place, input: Input<'sso-admin', 'DeleteApplicationAssignment'>) => lookAtAssignment(place, input),
    after: () => ({ assigned: false }),
    back: ({ input }) => ({ calls: [{ service: 'sso-admin', operation: 'CreateApplicationAssignment', input }] }),
    undoneBy: ['CreateApplicationAssignment'],
    onlyBack: true,
    resources: ({ ApplicationArn = '' }) => [ApplicationArn],
  }),
};
