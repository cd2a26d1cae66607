import pMap from 'p-map';
import type { Learner } from '../report/model.ts';
import { notReached } from './learner.ts';
import type { Planned } from './planned.ts';

export interface Sweep {
  /** Positions in the roster that are to be judged. */
  readonly positions: readonly number[];
  readonly planned: readonly Planned[];
  readonly concurrency: number;
  readonly interrupted: AbortSignal;
  judge(planned: Planned): Promise<Learner>;
  /** A learner's account is being looked at. */
  started?(position: number): void;
  /** An entry is known; resolves when it is safe. */
  known(position: number, entry: Learner): Promise<void>;
}

/**
 * Judges accounts side by side, never more than `concurrency` at once, each isolated from all others: whatever goes
 * wrong in one is that one's entry. After an interruption nothing more is begun and nothing is waited for.
 */
export async function sweep({
  positions,
  planned,
  concurrency,
  interrupted,
  judge,
  started,
  known,
}: Sweep): Promise<void> {
  const { stop, done } = stoppable(interrupted);
  await pMap(
    positions,
    async (position) => {
      const row = planned[position];
      if (!row || interrupted.aborted) return;
      started?.(position);
      const entry = await stop(isolated(row, judge));
      if (entry !== 'stopped') await known(position, entry);
    },
    { concurrency },
  ).finally(done);
}

async function isolated(planned: Planned, judge: Sweep['judge']): Promise<Learner> {
  try {
    return await judge(planned);
  } catch (error) {
    return notReached(
      planned,
      `The audit of this account itself failed (${error instanceof Error ? error.message : String(error)}); please report it.`,
    );
  }
}

/**
 * What a promise gives, or that the audit was stopped meanwhile. A race against one promise that outlives them all
 * would keep everything that was ever raced, and so every report of the class.
 */
function stoppable(interrupted: AbortSignal): { stop<T>(work: Promise<T>): Promise<T | 'stopped'>; done(): void } {
  const waiting = new Set<() => void>();
  const endAll = (): void => waiting.forEach((end) => end());
  interrupted.addEventListener('abort', endAll, { once: true });
  return {
    stop: (work) =>
      new Promise((resolve, reject) => {
        const end = (): void => resolve('stopped');
        if (interrupted.aborted) end();
        waiting.add(end);
        work.then(resolve, reject).finally(() => waiting.delete(end));
      }),
    done: () => interrupted.removeEventListener('abort', endAll),
  };
}
