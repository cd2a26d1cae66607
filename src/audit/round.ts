import type { ClassView } from '../report/class-model.ts';
import { Misuse } from '../misuse.ts';
import type { Learner } from '../report/model.ts';
import { printable } from '../text/near.ts';
import type { Wish } from './ask.ts';
import { toClass } from './class.ts';
import { type Digest, digest } from './digest.ts';
import { type Disguise, disguise } from './disguise.ts';
import { type JsonlStore, openJsonl } from './jsonl.ts';
import { judgeLearner, notReached, type Plan } from './learner.ts';
import type { Planned } from './planned.ts';
import type { Progress } from './progress.ts';
import { isInShard } from './shard.ts';
import { digestsOf, since } from './since.ts';
import { memoryStore, type Store } from './store.ts';
import { sweep } from './sweep.ts';

export interface Setup {
  readonly planned: readonly Planned[];
  readonly plan: Plan;
  readonly wish: Wish;
  readonly interrupted: AbortSignal;
  progress(total: number): Progress;
}

/** The share of a class that is this process's to judge, once or again and again. */
export interface Round {
  /** Positions in the roster of those to judge. */
  readonly positions: readonly number[];
  readonly disguise: Disguise;
  /** Judges everyone who is not known yet; everyone, the next time. Tells of each as soon as it is known. */
  run(told?: (position: number, entry: Learner) => void): Promise<void>;
  /** Everyone who is known by now, one at a time. */
  entries(): AsyncIterable<readonly [position: number, entry: Learner]>;
  /** The class as far as it is known; who is not has an entry that says so. */
  known(): { readonly view: ClassView; readonly digests: readonly Digest[] };
  close(): Promise<void>;
}

export async function openRound({ planned, plan, wish, interrupted, progress }: Setup): Promise<Round> {
  const { shard } = wish;
  const positions = planned.flatMap((_, position) =>
    shard === undefined || isInShard(position, shard) ? [position] : [],
  );
  const shown = disguise(planned, wish);
  const { store, digests } = await openStore(wish, planned, positions, shown);
  const before = wish.since && digestsOf(wish.since.learners);
  let first: ReadonlyMap<string, Digest> | undefined;
  let firstAt: string | undefined;
  let startedAt = new Date();
  let runs = 0;

  const missing = (position: number): Learner => {
    const row = planned[position] ?? { learner: '' };
    return shown.entry(notReached(row, 'The audit was interrupted before this account was judged.'), position);
  };

  return {
    positions,
    disguise: shown,
    async run(told) {
      if (runs === 1) {
        first = new Map([...digests.values()].map((each) => [each.learner, each]));
        firstAt = startedAt.toISOString();
      }
      startedAt = new Date();
      const todo = runs++ === 0 ? positions.filter((position) => !digests.has(position)) : positions;
      const drawn = progress(todo.length);
      await sweep({
        positions: todo,
        planned,
        concurrency: wish.concurrency,
        interrupted,
        judge: (row) => judgeLearner(row, plan),
        started: (position) => drawn.started(shown.name(position)),
        async known(position, entry) {
          const disguised = shown.entry(entry, position);
          await store.add(position, disguised);
          digests.set(position, digest(disguised));
          drawn.known(disguised);
          told?.(position, disguised);
        },
      });
      await drawn.end();
    },
    async *entries() {
      for (const position of digests.keys()) yield [position, await store.read(position)];
    },
    known() {
      const now = positions.map((position) => digests.get(position) ?? digest(missing(position)));
      const earlier = before ?? first;
      const view = toClass({
        startedAt,
        durationMs: Date.now() - startedAt.getTime(),
        checks: plan.checks,
        digests: now,
        read: async (index) => {
          const position = positions[index] ?? 0;
          return digests.has(position) ? store.read(position) : missing(position);
        },
        ...(earlier && { since: since(earlier, now, wish.since ? wish.since.startedAt : firstAt) }),
        ...(shard && { shard, roster: planned.map((_, position) => shown.name(position)) }),
      });
      return { view, digests: now };
    },
    close: () => store.close(),
  };
}

/** Where entries are kept, and what is there already of an audit that is gone on with. */
async function openStore(
  wish: Wish,
  planned: readonly Planned[],
  positions: readonly number[],
  shown: Disguise,
): Promise<{ store: Store; digests: Map<number, Digest> }> {
  const digests = new Map<number, Digest>();
  const { jsonl, resume } = wish;
  if (resume === undefined)
    return { store: jsonl === undefined ? memoryStore() : await openJsonl(jsonl, '--jsonl', false, digest), digests };
  const source = await openJsonl(resume, '--resume', true, digest);
  try {
    adoptAll(source, resume, planned, positions, shown, digests);
    if (jsonl === undefined || jsonl === resume) return { store: source, digests };
    const store = await openJsonl(jsonl, '--jsonl', false, digest);
    for (const position of digests.keys()) await store.add(position, await source.read(position));
    await source.close();
    return { store, digests };
  } catch (error) {
    await source.close();
    throw error;
  }
}

function adoptAll(
  source: JsonlStore<Digest>,
  path: string,
  planned: readonly Planned[],
  positions: readonly number[],
  shown: Disguise,
  digests: Map<number, Digest>,
): void {
  const names = new Map(planned.map((_, position) => [shown.name(position), position]));
  const mine = new Set(positions);
  for (const [name, found] of source.found) {
    const position = names.get(name);
    if (position === undefined)
      throw new Misuse(
        `--resume: ${printable(path)} has an entry for "${printable(name)}", who is not in this roster (with --alias and --redact as they are now).`,
      );
    if (!mine.has(position)) continue;
    // The roster has been put right meanwhile: what is known is of another account.
    const { accountId } = shown.entry(notReached(planned[position] ?? { learner: name }, ''), position);
    if (accountId !== undefined && accountId !== found.accountId) continue;
    source.adopt(position, name);
    digests.set(position, found);
  }
}
