import { effectOf } from './effects.ts';
import { type Entry, type Journal, Writer } from './journal.ts';
import { type Bench, lookAt, settled } from './perform.ts';
import { covers, same, type State } from './state.ts';

/** What was found out about a call whose run ended before it knew. */
export interface Found {
  readonly entry: Entry;
  readonly result: 'done' | 'not-done' | 'unclear';
}

/** A call that AWS took may still be on its way to where we look. */
const FRESH = 60_000;

/** Asks the account about every call that a run announced and did not see the end of, and writes down the answer. */
export async function recover(journals: readonly Journal[], bench: Pick<Bench, 'aws' | 'pace'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const journal of journals) {
    const open = journal.entries.filter(({ outcome }) => outcome === undefined);
    if (open.length === 0) continue;
    const writer = await Writer.reopen(journal);
    try {
      for (const entry of open) {
        const { intent } = entry;
        const [result, after] = await whatBecameOf(entry, { ...bench, head: journal });
        await writer.outcome({ n: intent.n, result, ...(after !== undefined && { after }), recovered: true });
        found.push({ entry, result });
      }
    } finally {
      await writer.close();
    }
  }
  return found;
}

async function whatBecameOf(
  { intent }: Entry,
  bench: Pick<Bench, 'head' | 'aws' | 'pace'>,
): Promise<[Found['result'], State?]> {
  const { call, before } = intent;
  const expected = effectOf(call).after(call.input, before);
  const age = bench.pace.now() - Date.parse(intent.at);
  const now =
    (await settled(bench, call, expected, age < FRESH ? bench.pace.doubtFor : 0)) ?? (await lookAt(bench, call));
  if (covers(now, expected)) return ['done', now];
  return same(now, before) ? ['not-done'] : ['unclear', now];
}
