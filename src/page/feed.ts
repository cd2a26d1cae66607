import { useEffect, useState } from 'preact/hooks';
import type { Change, ClassPage, PageLearner, PageSummary, Round } from './data.ts';

/** Where changes come from; gives what ends it. */
export type Feed = (
  since: number,
  heard: (change: Change) => void,
  standing: (isConnected: boolean) => void,
) => () => void;

export interface FeedState {
  readonly isConnected: boolean;
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
    state: feed && { isConnected: false, round: undefined, moved: 0 },
  });
  useEffect(() => {
    if (!feed) return undefined;
    return feed(
      page.live?.revision ?? 0,
      (change) => setShown((now) => take(now, change)),
      (isConnected) => setShown((now) => ({ ...now, ...(now.state && { state: { ...now.state, isConnected } }) })),
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
    state: { isConnected: true, round: change.round, moved: changed.size },
  };
}
