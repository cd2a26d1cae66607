import type { AnyCheck, ByHand, Status, Verdict } from '../check.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);

/** What `pass`, `warn`, `fail`, `unknown` and `unverified` make; `blocked` follows from facts alone. */
const statuses: readonly Status[] = ['pass', 'warn', 'fail', 'unknown', 'unverified'];
const evidences: readonly unknown[] = ['observed', 'declared', 'captured', 'none'];

const isProblem = (value: unknown, id: string): boolean =>
  isObject(value) &&
  isText(value['code']) &&
  String(value['code']).startsWith(`${id}/`) &&
  isText(value['message']) &&
  isTextOrAbsent(value['expected']) &&
  isTextOrAbsent(value['actual']);

const isByHand = (value: unknown): value is ByHand =>
  isObject(value) && isText(value['text']) && isTextOrAbsent(value['url']) && isTextOrAbsent(value['value']);

const isFix = (value: unknown): boolean =>
  isObject(value) && isText(value['title']) && Array.isArray(value['calls']) && value['calls'].every(isObject);

/** What keeps a value from being a verdict of the check `id`, as the rest of a sentence; undefined when nothing does. */
function objection(value: unknown, id: string): string | undefined {
  if (!isObject(value) || 'then' in value)
    return 'judge should return what pass, warn, fail, unknown or unverified gives';
  const { status, message, evidence, problems, fix, byHand } = value;
  if (!statuses.some((each) => each === status)) return `its status should be ${statuses.join(', ')}`;
  if (!isText(message)) return 'its message should be a sentence';
  if (!evidences.includes(evidence)) return 'its evidence should be observed, declared, captured or none';
  if (!Array.isArray(problems) || !problems.every((each) => isProblem(each, id)))
    return `each problem should have a message and a code that begins with ${id}/`;
  if ((status === 'warn' || status === 'fail') && problems.length === 0) return `${status} needs a problem`;
  if (fix !== undefined && !isFix(fix)) return 'its fix should have a title and calls';
  return byHand === undefined || isByHand(byHand) ? undefined : 'its byHand should have a text';
}

function verdictOf(value: unknown, id: string): Verdict {
  const wrong = objection(value, id);
  if (wrong !== undefined) throw new Error(wrong);
  return value as Verdict;
}

function byHandOf(value: unknown): ByHand {
  if (!isByHand(value)) throw new Error('byHand should return an object with a text');
  return value;
}

/** The check, with whatever it returns looked at: nothing that somebody else wrote may spoil a report. */
export const guarded = (check: AnyCheck): AnyCheck => ({
  id: check.id,
  step: check.step,
  order: check.order,
  title: check.title,
  why: check.why,
  causes: check.causes,
  ...(check.outcome && { outcome: check.outcome }),
  needs: check.needs,
  judge: (facts) => verdictOf(check.judge(facts), check.id),
  byHand: (facts, cause) => byHandOf(check.byHand(facts, cause)),
});
