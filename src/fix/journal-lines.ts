import * as v from 'valibot';
import type { Call } from '../aws/surface.ts';
import { isWrite } from './effects.ts';
import type { State } from './state.ts';

/** Whose account a journal is about. */
export interface Head {
  readonly account: string;
  readonly partition: string;
  /** The Region of the run: that of every call that names no other. */
  readonly region: string;
}

/** The fix that a call belongs to. */
export interface Purpose {
  readonly check: string;
  readonly codes: readonly string[];
  readonly title: string;
  /** Calls of one fix have the same: they are taken back together. */
  readonly fix: string;
}

/** Written, and on the disk, before the call is sent. */
export interface Intent {
  readonly type: 'intent';
  readonly n: number;
  readonly at: string;
  readonly purpose: Purpose;
  readonly call: Call;
  /** What the call changes, as it was: enough to take it back. */
  readonly before: State;
  /** The intent that this one takes back. */
  readonly undoes?: number;
}

/** `done` AWS has it, `not-done` it has not, `unclear` something else is there. */
export type Result = 'done' | 'not-done' | 'unclear';

export interface Outcome {
  readonly type: 'outcome';
  readonly n: number;
  readonly at: string;
  readonly result: Result;
  /** As it was seen afterwards; absent where it did not show in time. */
  readonly after?: State;
  readonly error?: string;
  /** Found out by a later run: the one that sent the call ended before it knew. */
  readonly recovered?: true;
}

interface Start extends Head {
  readonly type: 'start';
  readonly version: 1;
  readonly tool: string;
  readonly caller: string;
  readonly at: string;
}

/** The call `n` has been taken back, or is found to be taken back already. */
interface Undone {
  readonly type: 'undone';
  readonly n: number;
  readonly at: string;
}

export type Line = Start | Intent | Outcome | Undone;

/** A journal that cannot be used; one clause. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

// What is read of each line. The types promise all that our own writer writes.
const call = v.pipe(
  v.looseObject({
    service: v.string(),
    operation: v.string(),
    input: v.record(v.string(), v.unknown()),
    region: v.optional(v.string()),
  }),
  v.check((one) => isWrite(one)),
);
const schema = v.variant('type', [
  v.looseObject({
    type: v.literal('start'),
    version: v.literal(1),
    account: v.string(),
    partition: v.string(),
    region: v.string(),
  }),
  v.looseObject({
    type: v.literal('intent'),
    n: v.number(),
    at: v.string(),
    purpose: v.looseObject({
      check: v.string(),
      codes: v.array(v.string()),
      title: v.string(),
      fix: v.string(),
    }),
    call,
    before: v.unknown(),
    undoes: v.optional(v.number()),
  }),
  v.looseObject({
    type: v.literal('outcome'),
    n: v.number(),
    result: v.picklist(['done', 'not-done', 'unclear']),
  }),
  v.looseObject({ type: v.literal('undone'), n: v.number() }),
]);
const isLine = (value: unknown): value is Line => v.is(schema, value);

/** Every whole line of a journal. Throws {@link JournalError} at one that this tool did not write. */
export const readLines = (text: string): Line[] =>
  text.split('\n').flatMap((line, index) => {
    const value = parsed(line);
    if (value === undefined) return [];
    if (isLine(value)) return [value];
    throw new JournalError(index === 0 ? 'it is no journal of this tool' : `line ${index + 1} is none of this tool’s`);
  });

/** A line that was cut short says nothing: what it was about to tell had not begun. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const start = '{"type":"';
    return start.startsWith(line) || line.startsWith(start) ? undefined : line;
  }
}
