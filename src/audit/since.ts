import type { Since } from '../report/class-model.ts';
import type { Learner } from '../report/model.ts';
import { type Digest, digest } from './digest.ts';

type Before = ReadonlyMap<string, Digest>;

export const digestsOf = (learners: readonly Learner[]): Before =>
  new Map(learners.map((entry) => [entry.learner, digest(entry)]));

const holds = (status: string | undefined): boolean => status === 'pass' || status === 'warn';

/** Who has moved since, and who has not though there is something left to do. */
export function since(before: Before, now: readonly Digest[], startedAt: string | undefined): Since {
  const unmoved: string[] = [];
  const moved: Since['moved'][number][] = [];
  for (const { learner, rows, verdict } of now) {
    const earlier = before.get(learner);
    if (!earlier) continue;
    const was = new Map(earlier.rows.map(({ id, status }) => [id, status]));
    const gained = rows.filter(({ id, status }) => holds(status) && !holds(was.get(id))).map(({ id }) => id);
    const lost = rows.filter(({ id, status }) => !holds(status) && holds(was.get(id))).map(({ id }) => id);
    if (gained.length + lost.length > 0) moved.push({ learner, gained, lost });
    else if ((verdict === 'fail' || verdict === 'unknown') && rows.every(({ id, status }) => was.get(id) === status))
      unmoved.push(learner);
  }
  return { ...(startedAt !== undefined && { startedAt }), unmoved, moved };
}
