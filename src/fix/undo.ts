import type { Call } from '../aws/surface.ts';
import { differenceOf } from './difference.ts';
import { type Back } from './effect.ts';
import { effectOf } from './effects.ts';
import type { Entry, Journal, Writer } from './journal.ts';
import { type Bench, lookAt, perform, sentence, settled } from './perform.ts';
import { covers, same, type State } from './state.ts';

/** Everything that one fix did and that is to be taken back, the newest call first. */
export interface Reversal {
  readonly title: string;
  readonly check: string;
  readonly codes: readonly string[];
  readonly entries: readonly Entry[];
  /** Those that are known: what was made and never showed has no id yet. */
  readonly calls: readonly Call[];
  /** Whether there will be more calls, once AWS shows what was made. */
  readonly unseen: boolean;
  /** What the fix left there, and what comes back in its place; empty where nothing is replaced. */
  readonly difference: readonly string[];
  /** Why what comes back is not exactly what was there; such a reversal is asked for by itself. */
  readonly cautions: readonly string[];
}

/** What the journal says was done and is not taken back yet, the newest fix first. */
export function reversalsOf({ entries }: Journal): Reversal[] {
  const done = entries
    .filter(({ intent, outcome, undone }) => intent.undoes === undefined && outcome?.result === 'done' && !undone)
    .toReversed();
  const fixes = [...new Set(done.map(({ intent }) => intent.purpose.fix))];
  return fixes.map((fix) => {
    const mine = done.filter(({ intent }) => intent.purpose.fix === fix);
    const backs = mine.map((entry) => backOf(entry, entry.outcome?.after ?? null));
    const calls = backs.flatMap((back) => back.calls);
    const known = calls.filter(({ input }) => Object.values(input).every((value) => value !== undefined));
    const { title = '', check = '', codes = [] } = mine[0]?.intent.purpose ?? {};
    return {
      title,
      check,
      codes,
      entries: mine,
      calls: known,
      unseen: known.length < calls.length,
      difference: mine.flatMap(({ intent: { before }, outcome }) => differenceOf(outcome?.after ?? null, before)),
      cautions: backs.flatMap(({ caution }) => caution ?? []),
    };
  });
}

function backOf({ intent: { call, before } }: Entry, after: State): Back {
  const { calls, caution } = effectOf(call).back({ input: call.input, before, after });
  return {
    calls: calls.map((back) => ({ ...back, ...(call.region !== undefined && { region: call.region }) })),
    ...(caution !== undefined && { caution }),
  };
}

/** The journal with what AWS shows by now of the calls that it had not shown when the fix ended. */
export async function seenSince(journal: Journal, { aws }: Pick<Bench, 'aws'>): Promise<Journal> {
  const entries = journal.entries.map(async (entry): Promise<Entry> => {
    const { intent, outcome, undone } = entry;
    if (undone || outcome?.result !== 'done' || outcome.after !== undefined) return entry;
    // Whoever takes it back looks again, and tells what stands in the way.
    const now = await lookAt({ head: journal, aws }, intent.call).catch(() => undefined);
    const after = now === undefined ? undefined : foundNow(intent.call, intent.before, now);
    return after === undefined ? entry : { ...entry, outcome: { ...outcome, after } };
  });
  return { ...journal, entries: await Promise.all(entries) };
}

export type Reversed =
  | { readonly result: 'taken back' }
  /** It is as it was before the fix, whoever saw to that. */
  | { readonly result: 'as before' }
  /** Somebody has changed it since: left alone. `difference` is what they changed. */
  | { readonly result: 'changed since'; readonly difference: readonly string[] }
  /** AWS took the call not long ago and does not show it: it may yet. */
  | { readonly result: 'not visible'; readonly why: string }
  | { readonly result: 'for good'; readonly why: string }
  | { readonly result: 'failed'; readonly why: string };

/** Takes one call back, if what it left is still there as it left it. */
export async function reverse(
  entry: Entry,
  journal: Journal,
  bench: Bench & { readonly writer: Writer },
): Promise<Reversed> {
  const { n, call, before, purpose } = entry.intent;
  const late = isLate(entry, bench);
  let now: State;
  try {
    const seen = late
      ? await settled(bench, call, effectOf(call).after(call.input, before), bench.pace.settleFor)
      : undefined;
    now = seen ?? (await lookAt(bench, call));
  } catch (error) {
    return { result: 'failed', why: sentence(error) };
  }
  const begun = journal.entries.some(({ intent }) => intent.undoes === n);
  if (same(now, before)) {
    if (late) return { result: 'not visible', why: 'AWS does not show it yet: try again in some minutes' };
    await bench.writer.undone(n);
    return { result: 'as before' };
  }
  const after = entry.outcome?.after ?? foundNow(call, before, now);
  if (!begun && (after === undefined || !same(now, after)))
    return {
      result: 'changed since',
      difference: now === null ? ['It is not there any more.'] : differenceOf(after ?? before, now),
    };
  const { calls, caution } = backOf(entry, after ?? now);
  if (calls.length === 0) return { result: 'for good', why: caution ?? 'No API takes it back.' };
  for (const back of calls) {
    const done = await perform(bench, back, purpose, n);
    if (done.result === 'failed') return { result: 'failed', why: done.error };
  }
  await bench.writer.undone(n);
  return { result: 'taken back' };
}

/** A change that has not shown after so long does not any more. */
const LATE = 600_000;

/** AWS took the call, and it had not shown when the fix ended. */
const isLate = ({ outcome }: Entry, { pace }: Bench): boolean =>
  outcome !== undefined && outcome.after === undefined && pace.now() - Date.parse(outcome.at) < LATE;

/** Where the fix did not see its own effect in time, what is there now has to have it. */
function foundNow(call: Call, before: State, now: State): State | undefined {
  return covers(now, effectOf(call).after(call.input, before)) ? now : undefined;
}
