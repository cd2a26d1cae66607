/** Neither yes nor no: AWS does not document the case, or the value cannot be known from outside the request. */
export interface Unsure {
  /** Half a sentence: "AWS does not document the condition operator StringEqual". */
  readonly why: string;
}

/** Kleene's three-valued logic: what is unsure decides nothing, and is passed over wherever the rest already decides. */
export type Truth = boolean | Unsure;

export const unsure = (why: string): Unsure => ({ why });

export const isUnsure = (truth: Truth): truth is Unsure => typeof truth === 'object';

export const not = (truth: Truth): Truth => (isUnsure(truth) ? truth : !truth);

/** Every part holds. One certain "no" outweighs any doubt; the first doubt is kept. */
export const all = (parts: Iterable<Truth>): Truth => weigh(parts, false);

/** At least one part holds. One certain "yes" outweighs any doubt; the first doubt is kept. */
export const any = (parts: Iterable<Truth>): Truth => weigh(parts, true);

function weigh(parts: Iterable<Truth>, decisive: boolean): Truth {
  let doubt: Unsure | undefined;
  for (const part of parts) {
    if (part === decisive) return decisive;
    if (isUnsure(part)) doubt ??= part;
  }
  return doubt ?? !decisive;
}

/** One of the two is the case, and it is not known which. */
export function oneOf(left: Truth, right: Truth, why: string): Truth {
  if (isUnsure(left)) return left;
  if (isUnsure(right)) return right;
  return left === right ? left : unsure(why);
}
