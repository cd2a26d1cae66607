import type { ClassSummary } from './class-model.ts';
import type { Learner } from './model.ts';
import { inert } from './words.ts';

/** "9 of 12 with nothing broken (7 through, 2 not verified), 3 broken; 12 reached". */
export function classLine({ counts }: Pick<ClassSummary, 'counts'>): string {
  const sound = counts.pass + counts.unverified;
  const open = counts.unverified > 0 ? ` (${counts.pass} through, ${counts.unverified} not verified)` : '';
  const parts = [
    `${sound} of ${counts.planned} with nothing broken${open}`,
    ...(counts.fail > 0 ? [`${counts.fail} broken`] : []),
    ...(counts.unknown > 0 ? [`${counts.unknown} not known`] : []),
  ];
  return `${parts.join(', ')}; ${counts.reached} reached`;
}

export function classSentence({ verdict, counts }: Pick<ClassSummary, 'verdict' | 'counts'>): string {
  const some = (count: number): string => (count === 1 ? 'One learner’s' : `${count} learners’`);
  if (counts.planned === 0) return 'This share of the roster has nobody in it.';
  switch (verdict) {
    case 'fail':
      return `${some(counts.fail)} sign-in cannot work yet.`;
    case 'unknown':
      return `Nothing was found broken, but ${counts.unknown === 1 ? 'one learner’s account' : `${counts.unknown} learners’ accounts`} could not be looked at completely.`;
    case 'unverified':
      return 'Nothing was found broken; what no AWS API shows was not verified.';
    case 'pass':
      return 'Every learner’s sign-in holds.';
  }
}

/** What to say of a learner in a line: the first broken link, why the account was not reached, or what is still open. */
export function learnerLine(entry: Learner): string {
  if (!entry.reached) return inert(entry.reason ?? 'not reached');
  const row =
    entry.report?.checks.find(({ status }) => status === 'fail') ??
    entry.report?.checks.find(({ status }) => status === 'blocked' || status === 'unknown');
  if (row) return `${row.id}: ${inert(row.message)}`;
  const open = entry.report?.checks.filter(({ status }) => status === 'unverified' || status === 'warn') ?? [];
  return open.map(({ id, status }) => `${id} ${status}`).join(', ');
}

/** "9 learners: policy-scope/other-instance" with its meaning. */
export const learnersOf = (count: number): string => (count === 1 ? '1 learner' : `${count} learners`);
