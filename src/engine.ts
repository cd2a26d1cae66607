import { AwsCallError } from './aws/errors.ts';
import type { AnyCheck, ByHand, Status, Verdict } from './check.ts';
import {
  Absent,
  type AnyFact,
  type Fact,
  type Needs,
  type Optional,
  type Seen,
  type Source,
  Undecided,
  Unseen,
} from './fact.ts';

/** A verdict with the metadata of its check: a row of the report. */
export interface Row extends Verdict {
  readonly id: string;
  readonly step: number;
  readonly title: string;
}

type Gathered = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** Why a fact is missing, the most telling first: what is broken, what could not be read, what nobody can see. */
const weight = (error: unknown): number => (error instanceof Absent ? 0 : error instanceof Unseen ? 2 : 1);

/**
 * One run over one account. Each fact is gathered at most once, as soon as anything needs it, side by side with all
 * others. Nothing here throws: whatever goes wrong becomes the verdict of the checks that it concerns.
 */
export class Run {
  readonly #source: Source;
  readonly #known = new Map<AnyFact, Promise<Gathered>>();

  constructor(source: Source) {
    this.#source = source;
  }

  async row(check: AnyCheck): Promise<Row> {
    const { id, step, title } = check;
    return { id, step, title, ...(await this.#verdict(check)) };
  }

  /** One fact's value, or why there is none; gathers it if nothing else did. */
  async see<T>(fact: Fact<T, Needs>): Promise<Seen<T>> {
    return seen(await this.#gather(fact)) as Seen<T>;
  }

  /** One fact's value if something in this run asked for it and got it; reads nothing. */
  async peek<T>(fact: Fact<T, Needs>): Promise<T | undefined> {
    const got = await this.#known.get(fact);
    return got?.ok ? (got.value as T) : undefined;
  }

  /** What to do by hand, from whichever facts of the check could be had; for the guide, whatever the verdict. */
  async byHand(check: AnyCheck): Promise<Verdict['byHand']> {
    const { values } = await this.#needs(check.needs);
    try {
      return check.byHand(values);
    } catch {
      // A check from elsewhere that takes facts for granted.
      return undefined;
    }
  }

  async #verdict(check: AnyCheck): Promise<Verdict> {
    const { values, errors } = await this.#needs(check.needs);
    Object.freeze(values);
    try {
      const verdict = errors.length > 0 ? whyNot(errors) : judged(check, values);
      const telling = ['warn', 'fail', 'unverified'].includes(verdict.status) && !verdict.byHand;
      return telling ? { ...verdict, byHand: check.byHand(values, causeOf(verdict)) } : verdict;
    } catch (error) {
      return undecided('unknown', `This check itself failed (${sentence(error)}); please report it.`);
    }
  }

  async #needs(needs: Needs): Promise<{ values: Record<string, unknown>; errors: unknown[] }> {
    const values: Record<string, unknown> = {};
    const errors: unknown[] = [];
    const gathered = await Promise.all(
      Object.values(needs).map((need) => this.#gather(isOptional(need) ? need.optional : need)),
    );
    for (const [index, [key, need]] of Object.entries(needs).entries()) {
      const got = gathered[index];
      if (!got) continue;
      if (isOptional(need)) values[key] = seen(got);
      else if (got.ok) values[key] = got.value;
      else errors.push(got.error);
    }
    return { values, errors: errors.sort((a, b) => weight(a) - weight(b)) };
  }

  #gather(fact: AnyFact): Promise<Gathered> {
    let known = this.#known.get(fact);
    if (!known) this.#known.set(fact, (known = this.#gatherNow(fact)));
    return known;
  }

  async #gatherNow(fact: AnyFact): Promise<Gathered> {
    const { values, errors } = await this.#needs(fact.needs);
    if (errors.length > 0) return { ok: false, error: errors[0] };
    try {
      return { ok: true, value: freeze(await fact.gather(values, this.#source)) };
    } catch (error) {
      return { ok: false, error };
    }
  }
}

/** A judge may demand an optional need after all; then what kept that need away is the verdict. */
function judged(check: AnyCheck, values: Record<string, unknown>): Verdict {
  try {
    return check.judge(values);
  } catch (error) {
    if ([Absent, Unseen, Undecided, AwsCallError].some((known) => error instanceof known)) return whyNot([error]);
    throw error;
  }
}

/** The part of the first problem's code after the check's id. */
const causeOf = ({ problems: [first] }: Verdict): string | undefined => first?.code.split('/').at(-1);

const isOptional = (need: AnyFact | Optional<AnyFact>): need is Optional<AnyFact> => 'optional' in need;

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function seen(got: Gathered): Seen<unknown> {
  if (got.ok) return { seen: true, value: got.value };
  const permission = permissionOf(got.error);
  return { seen: false, error: got.error, why: sentence(got.error), ...(permission && { permission }) };
}

const permissionOf = (error: unknown): string | undefined =>
  error instanceof AwsCallError ? error.trouble.permission : error instanceof Undecided ? error.permission : undefined;

const undecided = (status: Status, message: string, extra: Partial<Verdict> = {}): Verdict => ({
  status,
  message,
  evidence: 'none',
  problems: [],
  ...extra,
});

const allow = (permission: string): ByHand => ({
  text: 'Allow this action for the credentials in use, or use others that have it; companion policy --for check prints everything that a check reads.',
  value: permission,
});

/** The verdict that follows when a check could not be judged; `errors` with the most telling first. */
function whyNot(errors: readonly unknown[]): Verdict {
  const [first] = errors;
  if (first instanceof Absent) {
    const blockedBy = [...new Set(errors.filter((error) => error instanceof Absent).map((error) => error.check))];
    return undecided('blocked', first.message, { blockedBy });
  }
  if (first instanceof Unseen) return undecided('unverified', first.message);
  const permission = permissionOf(first);
  return undecided('unknown', sentence(first), permission ? { permission, byHand: allow(permission) } : {});
}

/** Judging cannot change what was gathered, however it is shared. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
  return value;
}
