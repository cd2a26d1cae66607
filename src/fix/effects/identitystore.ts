import { effect, type Effects, type Input, type Place, type Site } from '../effect.ts';
import type { State } from '../state.ts';

/** Everything that names a user, so that an undo sees what others changed meanwhile. */
async function lookAtUser(
  { aws: { identitystore } }: Place,
  IdentityStoreId: string,
  is: { readonly name?: string | undefined; readonly id?: string | undefined },
) {
  const { Users = [] } = await identitystore.ListUsers({ IdentityStoreId });
  const user = Users.find(({ UserId, UserName }) => (is.id === undefined ? UserName === is.name : UserId === is.id));
  if (!user) return null;
  return {
    id: user.UserId ?? '',
    name: user.UserName ?? '',
    displayName: user.DisplayName ?? '',
    givenName: user.Name?.GivenName ?? '',
    familyName: user.Name?.FamilyName ?? '',
    emails: (user.Emails ?? []).map(email),
  };
}

const email = ({
  Value,
  Type,
  Primary,
}: {
  readonly Value?: string | undefined;
  readonly Type?: string | undefined;
  readonly Primary?: boolean | undefined;
}) => ({
  value: Value ?? '',
  ...(Type !== undefined && { type: Type }),
  primary: Primary ?? false,
});

async function lookAtGroup(
  place: Place,
  IdentityStoreId: string,
  is: { readonly name?: string | undefined; readonly id?: string | undefined },
) {
  const { Groups = [] } = await place.aws.identitystore.ListGroups({ IdentityStoreId });
  const group = Groups.find(({ GroupId, DisplayName }) =>
    is.id === undefined ? DisplayName === is.name : GroupId === is.id,
  );
  if (!group?.GroupId) return null;
  return {
    id: group.GroupId,
    name: group.DisplayName ?? '',
    members: (await memberships(place, IdentityStoreId, group.GroupId)).map(({ user }) => user),
  };
}

async function memberships({ aws: { identitystore } }: Place, IdentityStoreId: string, GroupId: string) {
  const { GroupMemberships = [] } = await identitystore.ListGroupMemberships({ IdentityStoreId, GroupId });
  return GroupMemberships.flatMap(({ MembershipId = '', MemberId }) =>
    MemberId?.UserId ? [{ id: MembershipId, user: MemberId.UserId }] : [],
  );
}

type UserUpdate = Input<'identitystore', 'UpdateUser'>;

/** Only e-mail addresses are ever changed. The value is a document, whose members are spelt as in the API. */
function emailsIn({ Operations = [] }: UserUpdate): State {
  const value: unknown = Operations.find(({ AttributePath }) => AttributePath === 'emails')?.AttributeValue;
  const list: readonly { readonly Value?: string; readonly Type?: string; readonly Primary?: boolean }[] =
    Array.isArray(value) ? value : [];
  return list.map(email);
}

const storeArn = ({ account, partition }: Site, id = ''): string =>
  `arn:${partition}:identitystore::${account}:identitystore/${id}`;
const part = ({ partition }: Site, kind: 'user' | 'group' | 'membership', id: string): string =>
  `arn:${partition}:identitystore:::${kind}/${id}`;

export const identitystoreEffects: Effects['identitystore'] = {
  CreateUser: effect({
    look: (place: Place, { IdentityStoreId = '', UserName }: Input<'identitystore', 'CreateUser'>) =>
      lookAtUser(place, IdentityStoreId, { name: UserName }),
    after: ({ UserName = '', Emails = [] }) => ({ name: UserName, emails: Emails.map(email) }),
    back: ({ input: { IdentityStoreId }, after }) => ({
      calls: [{ service: 'identitystore', operation: 'DeleteUser', input: { IdentityStoreId, UserId: after?.id } }],
    }),
    undoneBy: ['DeleteUser'],
    resources: ({ IdentityStoreId }, site) => [storeArn(site, IdentityStoreId)],
  }),
  UpdateUser: effect({
    look: (place: Place, { IdentityStoreId = '', UserId }: UserUpdate) =>
      lookAtUser(place, IdentityStoreId, { id: UserId }),
    after: (input) => ({ emails: emailsIn(input) }),
    back: ({ input: { IdentityStoreId, UserId }, before }) => ({
      calls: [
        {
          service: 'identitystore',
          operation: 'UpdateUser',
          input: {
            IdentityStoreId,
            UserId,
            Operations: [
              {
                AttributePath: 'emails',
                AttributeValue: (before?.emails ?? []).map(({ value, primary, ...type }) => ({
                  Value: value,
                  ...('type' in type && { Type: type.type ?? '' }),
                  Primary: primary,
                })),
              },
            ],
          },
        },
      ],
    }),
    undoneBy: ['UpdateUser'],
    resources: ({ IdentityStoreId, UserId = '' }, site) => [
      storeArn(site, IdentityStoreId),
      part(site, 'user', UserId),
    ],
  }),
  DeleteUser: effect({
    look: (place: Place, { IdentityStoreId = '', UserId }: Input<'identitystore', 'DeleteUser'>) =>
      lookAtUser(place, IdentityStoreId, { id: UserId }),
    after: () => null,
    back: () => ({ calls: [], caution: 'A deleted user comes back only as a new one.' }),
    undoneBy: [],
    onlyBack: true,
    resources: ({ IdentityStoreId, UserId = '' }, site) => [
      storeArn(site, IdentityStoreId),
      part(site, 'user', UserId),
    ],
  }),
  CreateGroup: effect({
    look: (place: Place, { IdentityStoreId = '', DisplayName }: Input<'identitystore', 'CreateGroup'>) =>
      lookAtGroup(place, IdentityStoreId, { name: DisplayName }),
    after: ({ DisplayName = '' }) => ({ name: DisplayName }),
    back: ({ input: { IdentityStoreId }, after }) => ({
      calls: [{ service: 'identitystore', operation: 'DeleteGroup', input: { IdentityStoreId, GroupId: after?.id } }],
    }),
    undoneBy: ['DeleteGroup'],
    resources: ({ IdentityStoreId }, site) => [storeArn(site, IdentityStoreId)],
  }),
  DeleteGroup: effect({
    look: (place: Place, { IdentityStoreId = '', GroupId }: Input<'identitystore', 'DeleteGroup'>) =>
      lookAtGroup(place, IdentityStoreId, { id: GroupId }),
    after: () => null,
    back: () => ({ calls: [], caution: 'A deleted group comes back only as a new one.' }),
    undoneBy: [],
    onlyBack: true,
    resources: ({ IdentityStoreId, GroupId = '' }, site) => [
      storeArn(site, IdentityStoreId),
      part(site, 'group', GroupId),
    ],
  }),
  CreateGroupMembership: effect({
    async look(
      place: Place,
      { IdentityStoreId = '', GroupId = '', MemberId }: Input<'identitystore', 'CreateGroupMembership'>,
    ) {
      const found = (await memberships(place, IdentityStoreId, GroupId)).find(({ user }) => user === MemberId?.UserId);
      return found ?? null;
    },
    after: ({ MemberId }) => ({ user: MemberId?.UserId ?? '' }),
    back: ({ input: { IdentityStoreId }, after }) => ({
      calls: [
        {
          service: 'identitystore',
          operation: 'DeleteGroupMembership',
          input: { IdentityStoreId, MembershipId: after?.id },
        },
      ],
    }),
    undoneBy: ['DeleteGroupMembership'],
    resources: ({ IdentityStoreId, GroupId = '' }, site) => [
      storeArn(site, IdentityStoreId),
      part(site, 'group', GroupId),
    ],
  }),
  DeleteGroupMembership: effect({
    // A membership is listed under its group alone, so all groups are looked through.
    async look(place: Place, { IdentityStoreId = '', MembershipId }: Input<'identitystore', 'DeleteGroupMembership'>) {
      const { Groups = [] } = await place.aws.identitystore.ListGroups({ IdentityStoreId });
      const all = await Promise.all(Groups.map(({ GroupId = '' }) => memberships(place, IdentityStoreId, GroupId)));
      return all.flat().find(({ id }) => id === MembershipId) ?? null;
    },
    after: () => null,
    back: () => ({ calls: [], caution: 'A membership that was taken away comes back only as a new one.' }),
    undoneBy: [],
    onlyBack: true,
    resources: ({ IdentityStoreId, MembershipId = '' }, site) => [
      storeArn(site, IdentityStoreId),
      part(site, 'membership', MembershipId),
    ],
  }),
};
