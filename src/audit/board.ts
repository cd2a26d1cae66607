import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Change, ClassPage, PageLearner, PageSummary, Round } from '../page/data.ts';

/** What the live page shows, and what has changed since any moment: whoever reads it again after a while misses nothing. */
export interface Board {
  /** No other audit has it: a page of an earlier one, on the same port, is told that it is over. */
  readonly run: string;
  readonly revision: number;
  page(): ClassPage;
  /** Everyone who has changed after that revision. */
  change(since: number): Change;
  set(index: number, learner: PageLearner): void;
  sum(summary: PageSummary, round: Round): void;
}

export function openBoard(start: ClassPage): Board {
  const learners = [...start.learners];
  const changedAt = learners.map(() => 0);
  let { summary } = start;
  let round: Round = { number: 1, done: 0, planned: learners.length };
  let revision = 0;
  const run = randomUUID();
  return {
    run,
    get revision() {
      return revision;
    },
    page: () => ({ ...start, summary, learners, live: { run, revision } }),
    change: (since) => ({
      revision,
      summary,
      round,
      learners: learners.flatMap((learner, index) => ((changedAt[index] ?? 0) > since ? [{ index, learner }] : [])),
    }),
    set(index, learner) {
      // An account that is as it was moves nothing on the page.
      if (isDeepStrictEqual(learners[index], learner)) return;
      learners[index] = learner;
      changedAt[index] = ++revision;
    },
    sum(now, at) {
      const { verdict, counts, steps, misconceptions, since } = now;
      summary = { verdict, counts, steps, misconceptions, ...(since && { since }) };
      round = at;
      revision++;
    },
  };
}
