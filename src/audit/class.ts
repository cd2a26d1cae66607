import type { ClassSummary, ClassView } from '../report/class-model.ts';
import type { Learner } from '../report/model.ts';
import type { Digest } from './digest.ts';
import type { Shard } from './shard.ts';
import { type Known, summarize } from './summary.ts';

/** A class as far as it is known: digests in memory, entries wherever they are kept. */
export interface Gathered {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly checks: readonly Known[];
  /** In the order of the roster, one for every row that is this audit's to judge. */
  readonly digests: readonly Digest[];
  /** The entry of the n-th digest. */
  read(index: number): Promise<Learner>;
  readonly since?: ClassSummary['since'];
  /** On one part of a divided audit: which, and everyone who is planned. */
  readonly shard?: Shard;
  readonly roster?: readonly string[];
}

export function toClass(gathered: Gathered): ClassView {
  const { digests, checks, since, shard, roster } = gathered;
  return {
    summary: {
      schema: 'workshop-companion/class@1',
      tool: { name: 'workshop-companion', version: VERSION },
      startedAt: gathered.startedAt.toISOString(),
      durationMs: Math.round(gathered.durationMs),
      ...summarize(digests, checks),
      ...(since && { since }),
      ...(shard && { shard: { index: shard.index, count: shard.count } }),
      ...(roster && { roster }),
    },
    async *learners() {
      for (let index = 0; index < digests.length; index++) yield await gathered.read(index);
    },
  };
}
