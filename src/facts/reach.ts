import { defineFact } from '../fact.ts';
import { assignmentRequired, assignments } from './assignments.ts';
import { groupsThatMatter } from './groups.ts';

/** Who reaches the application, and by which way. */
export interface Reach {
  /** False where someone switched the need for assignments off: then everybody does. */
  readonly restricted: boolean;
  /** Ids of users who are assigned themselves. */
  readonly direct: ReadonlySet<string>;
  /** Ids of users who are in an assigned group. */
  readonly throughGroups: ReadonlySet<string>;
}

export const reach = defineFact({
  name: 'who reaches the application',
  needs: { assignments, assignmentRequired, groupsThatMatter },
  gather({ assignments, assignmentRequired, groupsThatMatter }): Reach {
    const assigned = groupsThatMatter.filter(({ id }) => assignments.groups.includes(id));
    return {
      restricted: assignmentRequired,
      direct: new Set(assignments.users),
      throughGroups: new Set(assigned.flatMap(({ members }) => [...members])),
    };
  },
});

export const reaches = (reach: Reach, userId: string): boolean =>
  !reach.restricted || reach.direct.has(userId) || reach.throughGroups.has(userId);
