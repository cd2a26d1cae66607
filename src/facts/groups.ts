import type { AwsReader } from '../aws/surface.ts';
import { defineFact, demand, isUnread, optional } from '../fact.ts';
import { skeleton } from '../text/near.ts';
import { assignments } from './assignments.ts';
import { identityCenter } from './identity-center.ts';
import { pairs } from './identity-users.ts';
import { settings } from './settings.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
}

export interface GroupWithMembers extends Group {
  /** The ids of the users in it. Groups inside groups give no access to applications, so they are left out. */
  readonly members: ReadonlySet<string>;
}

export const groups = defineFact({
  name: 'the Identity Center groups',
  needs: { identityCenter },
  async gather({ identityCenter }, { aws }): Promise<Group[]> {
    const { Groups = [] } = await aws(identityCenter.region).identitystore.ListGroups({
      IdentityStoreId: identityCenter.identityStoreId,
    });
    return Groups.map(({ GroupId = '', DisplayName = '' }) => ({ id: GroupId, name: DisplayName }));
  },
});

const alike = (a: string, b: string): boolean => skeleton(a).toLowerCase() === skeleton(b).toLowerCase();

/** The groups by the workshop's name, or so like it that it was meant. */
const namesakes = defineFact({
  name: 'the groups by the workshop’s name',
  needs: { groups, settings },
  gather: ({ groups, settings }) => groups.filter(({ name }) => alike(name, settings.names.group)),
});

const membersOf = (groups: readonly Group[], read: (group: Group) => Promise<ReadonlySet<string>>) =>
  Promise.all(groups.map(async (group): Promise<GroupWithMembers> => ({ ...group, members: await read(group) })));

/** Read before the assignments are known, so that the whole check stays three round trips deep. */
const namesakeMembers = defineFact({
  name: 'who is in the group',
  needs: { namesakes, identityCenter },
  gather: ({ namesakes, identityCenter }, { aws }) =>
    membersOf(namesakes, membersIn(aws(identityCenter.region).identitystore, identityCenter.identityStoreId)),
});

type Store = AwsReader['identitystore'];

const membersIn =
  (store: Store, IdentityStoreId: string) =>
  async ({ id }: Group): Promise<ReadonlySet<string>> => {
    const { GroupMemberships = [] } = await store.ListGroupMemberships({ IdentityStoreId, GroupId: id });
    return new Set(GroupMemberships.flatMap(({ MemberId }) => MemberId?.UserId ?? []));
  };

/** The groups that matter: the workshop's by name, and every group that the application is assigned to. */
export const groupsThatMatter = defineFact({
  name: 'the groups with their members',
  needs: { groups, namesakeMembers, assignments: optional(assignments), identityCenter },
  async gather({ groups, namesakeMembers, assignments, identityCenter }, { aws }): Promise<GroupWithMembers[]> {
    const assigned = assignments.seen ? assignments.value.groups : [];
    const known = new Set(namesakeMembers.map(({ id }) => id));
    const others = groups.filter(({ id }) => assigned.includes(id) && !known.has(id));
    const read = membersIn(aws(identityCenter.region).identitystore, identityCenter.identityStoreId);
    return [...namesakeMembers, ...(await membersOf(others, read))];
  },
});

/** The group that the workshop means: by its name; else the assigned one that holds every paired user; else by a like name. Null where none. */
export const agentsGroup = defineFact({
  name: 'the agents’ group',
  needs: { groupsThatMatter, assignments: optional(assignments), pairs: optional(pairs), settings },
  gather({ groupsThatMatter, assignments, pairs, settings }): GroupWithMembers | null {
    const exact = groupsThatMatter.find(({ name }) => name === settings.names.group);
    const assigned = (group: Group) => assignments.seen && assignments.value.groups.includes(group.id);
    const holdsAll = (group: GroupWithMembers) =>
      pairs.seen && pairs.value.every(({ user }) => group.members.has(user.id));
    if (exact) return exact;
    if (isUnread(assignments)) demand(assignments);
    if (isUnread(pairs) && groupsThatMatter.some(assigned)) demand(pairs);
    return (
      groupsThatMatter.find((group) => assigned(group) && holdsAll(group)) ??
      groupsThatMatter.find(({ name }) => alike(name, settings.names.group)) ??
      null
    );
  },
});
