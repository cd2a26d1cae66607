import { AwsCallError } from '../aws/errors.ts';
import type { Aws } from '../aws/access.ts';
import type { Call } from '../aws/surface.ts';
import type { Place } from './effect.ts';
import { effectOf } from './effects.ts';
import type { Writer } from './journal.ts';
import type { Head, Purpose } from './journal-lines.ts';
import type { Pace } from './pace.ts';
import { covers, type State } from './state.ts';

/** Where calls are made: the account, two ways to reach it, and who has to know. */
export interface Bench {
  readonly head: Head;
  /** Reads, sent again when they fail for a while. */
  readonly aws: Aws;
  /** Writes, sent once: whether to send one again is decided here, by looking. */
  readonly sender: Pick<Aws, 'send'>;
  readonly pace: Pace;
  readonly writer: Pick<Writer, 'intend' | 'outcome'>;
}

export type Performed =
  /** `seen` what was seen afterwards; absent: AWS took the call, and it did not show in time. */
  | { readonly result: 'done'; readonly seen?: State }
  /** It was so already; nothing was sent. */
  | { readonly result: 'not-needed' }
  | { readonly result: 'failed'; readonly error: string };

/** How often one call is sent at most, and what it costs to find out that it was not heard. */
const ATTEMPTS = 6;

const placeOf = ({ head, aws }: Pick<Bench, 'head' | 'aws'>, call: Call): Place => {
  const region = call.region ?? head.region;
  return { ...head, region, aws: aws.in(region) };
};

/** What the call would change, as it is now. */
export const lookAt = (bench: Pick<Bench, 'head' | 'aws'>, call: Call): Promise<State> =>
  effectOf(call).look(placeOf(bench, call), call.input);

/**
 * One call from intent to outcome. The intent is on the disk before anything is sent, the outcome afterwards; in
 * between, whatever happens to the answer, the account itself is asked whether the call worked.
 */
export async function perform(bench: Bench, call: Call, purpose: Purpose, undoes?: number): Promise<Performed> {
  const effect = effectOf(call);
  let before: State;
  try {
    before = await lookAt(bench, call);
  } catch (error) {
    return { result: 'failed', error: sentence(error) };
  }
  const expected = effect.after(call.input, before);
  if (covers(before, expected)) return { result: 'not-needed' };
  const n = await bench.writer.intend({ purpose, call, before, ...(undoes !== undefined && { undoes }) });
  const sent = await send(bench, call, expected);
  if ('error' in sent) {
    await bench.writer.outcome({ n, result: 'not-done', error: sent.error });
    return { result: 'failed', error: sent.error };
  }
  const seen = sent.seen ?? (await settled(bench, call, expected, bench.pace.settleFor));
  await bench.writer.outcome({ n, result: 'done', ...(seen !== undefined && { after: seen }) });
  return { result: 'done', ...(seen !== undefined && { seen }) };
}

type Sent = { readonly seen?: State } | { readonly error: string };

async function send(bench: Bench, call: Call, expected: State): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    try {
      // A journal may be of another Region than the run that undoes it.
      await bench.sender.send({ ...call, region: call.region ?? bench.head.region });
      return {};
    } catch (error) {
      const kind = error instanceof AwsCallError ? error.trouble.kind : 'unexpected';
      // "Exists already" and a lost answer look alike: the account knows whether the call was heard.
      const heard = mayHaveActed(kind)
        ? await settled(bench, call, expected, isLost(kind) ? bench.pace.doubtFor : 0)
        : undefined;
      if (heard !== undefined) return { seen: heard };
      if (!worthAnother(kind, error) || attempt >= ATTEMPTS || bench.pace.stopped()) return { error: sentence(error) };
      await bench.pace.sleep(bench.pace.backOff(attempt), `the next try of ${nameOf(call)}`);
    }
  }
}

const isLost = (kind: string): boolean => kind === 'network' || kind === 'server';
const mayHaveActed = (kind: string): boolean => isLost(kind) || kind === 'unexpected' || kind === 'absent';

/** What was just created may not be known everywhere yet; IAM then says that it is not there, or no valid principal. */
const worthAnother = (kind: string, error: unknown): boolean =>
  ['throttled', 'network', 'server', 'absent'].includes(kind) ||
  (error instanceof AwsCallError &&
    error.code === 'MalformedPolicyDocumentException' &&
    /principal/i.test(said(error)));

const said = (error: AwsCallError): string => (error.cause instanceof Error ? error.cause.message : error.message);

const nameOf = (call: Call): string => `${call.service} ${call.operation}`;

/** Looks until what is expected is there, for so long at most; then what was seen, else undefined. */
export async function settled(
  bench: Pick<Bench, 'head' | 'aws' | 'pace'>,
  call: Call,
  expected: State,
  forMs: number,
): Promise<State | undefined> {
  const { pace } = bench;
  const until = pace.now() + forMs;
  for (let look = 1; ; look++) {
    const now = await lookAt(bench, call).catch(() => undefined);
    if (now !== undefined && covers(now, expected)) return now;
    const left = until - pace.now();
    if (left <= 0 || pace.stopped()) return undefined;
    await pace.sleep(Math.min(left, pace.backOff(look)), `AWS to show ${nameOf(call)}`);
  }
}

export const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
