import { effect, type Effects, type Input, type Place, type Site } from '../effect.ts';

async function look(
  { aws: { connect } }: Place,
  InstanceId: string,
  is: { readonly name?: string | undefined; readonly id?: string | undefined },
) {
  const { Users = [] } = await connect.SearchUsers({ InstanceId });
  const user = Users.find(({ Id, Username }) => (is.id === undefined ? Username === is.name : Id === is.id));
  if (!user) return null;
  return {
    id: user.Id ?? '',
    username: user.Username ?? '',
    securityProfiles: user.SecurityProfileIds ?? [],
    routingProfile: user.RoutingProfileId ?? '',
    firstName: user.IdentityInfo?.FirstName ?? '',
    lastName: user.IdentityInfo?.LastName ?? '',
  };
}

const instanceArn = ({ account, partition, region }: Site, id = ''): string =>
  `arn:${partition}:connect:${region}:${account}:instance/${id}`;

/** Every part of the instance that a call names has to be allowed (Service Authorization Reference, "Amazon Connect"). */
const resources = (
  input: {
    readonly InstanceId?: string | undefined;
    readonly UserId?: string | undefined;
    readonly RoutingProfileId?: string | undefined;
    readonly SecurityProfileIds?: string[] | undefined;
  },
  site: Site,
): readonly string[] => {
  const instance = instanceArn(site, input.InstanceId);
  return [
    `${instance}/agent/${input.UserId ?? '*'}`,
    ...(input.RoutingProfileId === undefined ? [] : [`${instance}/routing-profile/${input.RoutingProfileId}`]),
    ...(input.SecurityProfileIds ?? []).map((id) => `${instance}/security-profile/${id}`),
  ];
};

export const connectEffects: Effects['connect'] = {
  CreateUser: effect({
    look: (place: Place, { InstanceId = '', Username }: Input<'connect', 'CreateUser'>) =>
      look(place, InstanceId, { name: Username }),
    after: ({ Username = '', SecurityProfileIds = [], RoutingProfileId = '' }) => ({
      username: Username,
      securityProfiles: SecurityProfileIds,
      routingProfile: RoutingProfileId,
    }),
    back: ({ input: { InstanceId }, after }) => ({
      calls: [{ service: 'connect', operation: 'DeleteUser', input: { InstanceId, UserId: after?.id } }],
    }),
    undoneBy: ['DeleteUser'],
    resources,
  }),
  DeleteUser: effect({
    look: (place: Place, { InstanceId = '', UserId }: Input<'connect', 'DeleteUser'>) =>
      look(place, InstanceId, { id: UserId }),
    after: () => null,
    back: ({ input: { InstanceId }, before }) => ({
      calls: before
        ? [
            {
              service: 'connect',
              operation: 'CreateUser',
              input: {
                InstanceId,
                Username: before.username,
                SecurityProfileIds: [...before.securityProfiles],
                RoutingProfileId: before.routingProfile,
                PhoneConfig: { PhoneType: 'SOFT_PHONE' },
                ...(before.firstName !== '' && {
                  IdentityInfo: { FirstName: before.firstName, LastName: before.lastName },
                }),
              },
            },
          ]
        : [],
      caution: `The deleted Connect user ${before?.username ?? ''} comes back as a new one, without the contact records, phone settings, hierarchy and tags of the old.`,
    }),
    undoneBy: ['CreateUser'],
    resources,
  }),
  UpdateUserSecurityProfiles: effect({
    look: (place: Place, { InstanceId = '', UserId }: Input<'connect', 'UpdateUserSecurityProfiles'>) =>
      look(place, InstanceId, { id: UserId }),
    after: ({ SecurityProfileIds = [] }) => ({ securityProfiles: SecurityProfileIds }),
    back: ({ input: { InstanceId, UserId }, before }) =>
      before && before.securityProfiles.length > 0
        ? {
            calls: [
              {
                service: 'connect',
                operation: 'UpdateUserSecurityProfiles',
                input: { InstanceId, UserId, SecurityProfileIds: [...before.securityProfiles] },
              },
            ],
          }
        : { calls: [], caution: 'The user had no security profile before, and no API takes the last one away.' },
    undoneBy: ['UpdateUserSecurityProfiles'],
    resources,
  }),
  UpdateUserRoutingProfile: effect({
    look: (place: Place, { InstanceId = '', UserId }: Input<'connect', 'UpdateUserRoutingProfile'>) =>
      look(place, InstanceId, { id: UserId }),
    after: ({ RoutingProfileId = '' }) => ({ routingProfile: RoutingProfileId }),
    back: ({ input: { InstanceId, UserId }, before }) =>
      before?.routingProfile
        ? {
            calls: [
              {
                service: 'connect',
                operation: 'UpdateUserRoutingProfile',
                input: { InstanceId, UserId, RoutingProfileId: before.routingProfile },
              },
            ],
          }
        : { calls: [], caution: 'The user had no routing profile before, and no API takes one away.' },
    undoneBy: ['UpdateUserRoutingProfile'],
    resources,
  }),
};
