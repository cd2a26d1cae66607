import { useEffect, useState } from 'preact/hooks';
import type { Change, ClassPage, PageLearner, PageSummary, Round } from './data.ts';

/** `away`: nobody answers, for now. `over`: the audit that this page is of has ended, and another may have begun. */
export type Connection = 'live' | 'away' | 'over';

/** Where changes come from; gives what ends it. */
export type Feed = (
  since: number,
  heard: (change: Change) => void,
  standing: (connection: Connection) => void,
) => () => void;

export interface FeedState {
  readonly connection: Connection;
  readonly round: Round | undefined;
  /** How many learners the last change was about. */
  readonly moved: number;
}

interface Shown {
  readonly learners: readonly PageLearner[];
  readonly summary: PageSummary;
  readonly changed: ReadonlySet<number>;
  readonly state: FeedState | undefined;
}

/** What the page shows, kept up to date while the audit goes on; just the report when it does not. */
export function useFeed(page: ClassPage, feed: Feed | undefined): Shown {
  const [shown, setShown] = useState<Shown>({
    learners: page.learners,
    summary: page.summary,
    changed: new Set(),
    state: feed && { connection: 'away', round: undefined, moved: 0 },
  });
  useEffect(() => {
    if (!feed) return undefined;
    return feed(
      page.live?.revision ?? 0,
      (change) => setShown((now) => take(now, change)),
      (connection) => setShown((now) => ({ ...now, ...(now.state && { state: { ...now.state, connection } }) })),
    );
  }, []);
  return shown;
}

function take(now: Shown, change: Change): Shown {
  const learners = change.learners.length > 0 ? [...now.learners] : now.learners;
  const changed = new Set<number>();
  for (const { index, learner } of change.learners) {
    if (Array.isArray(learners)) learners[index] = learner;
    changed.add(index);
  }
  return {
    learners,
    summary: change.summary,
    changed,
    state: { connection: 'live', round: change.round, moved: changed.size },
  };
}
