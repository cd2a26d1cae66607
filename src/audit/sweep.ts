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
  const stopped = new Promise<'stopped'>((resolve) => {
    if (interrupted.aborted) resolve('stopped');
    interrupted.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  await pMap(
    positions,
    async (position) => {
      const row = planned[position];
      if (!row || interrupted.aborted) return;
      started?.(position);
      const entry = await Promise.race([isolated(row, judge), stopped]);
      if (entry !== 'stopped') await known(position, entry);
    },
    { concurrency },
  );
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
