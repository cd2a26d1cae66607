import { printable } from '../text/near.ts';

/** One thing that differs in a value that the learner typed. */
export interface Difference {
  /** The cause: the part of a problem's code after the check's id. */
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** A difference, and whether the sign-in fails because of it (wrong) or works all the same (odd). */
export interface Finding<Cause extends string = string> {
  readonly severity: 'wrong' | 'odd';
  readonly difference: Difference & { readonly code: Cause };
}

/** `wrong` when the sign-in would not get there; `odd` when it does, and the value should be changed all the same. */
export interface Judged {
  readonly verdict: 'right' | 'odd' | 'wrong';
  /** What is wrong first, then what is odd, each in the order of the value's parts. */
  readonly problems: readonly Difference[];
}

export function judged(findings: readonly Finding[]): Judged {
  const wrong = findings.filter(({ severity }) => severity === 'wrong');
  const odd = findings.filter(({ severity }) => severity === 'odd');
  const problems = [...wrong, ...odd].map(({ difference }) => difference);
  return { verdict: wrong.length > 0 ? 'wrong' : odd.length > 0 ? 'odd' : 'right', problems };
}

/** `finding('wrong', 'http', message, expected, actual)`. */
export function finding<Cause extends string>(
  severity: Finding['severity'],
  code: Cause,
  message: string,
  expected?: string,
  actual?: string,
): Finding<Cause> {
  const sides = { ...(expected === undefined ? {} : { expected }), ...(actual === undefined ? {} : { actual }) };
  return { severity, difference: { code, message, ...sides } };
}

const shownAtMost = 80;

/** A learner's text inside a sentence: harmless, in quotation marks, and not longer than a line. */
export function quote(text: string): string {
  const shown = printable(text);
  return `"${shown.length > shownAtMost ? `${shown.slice(0, shownAtMost)}…` : shown}"`;
}

/** What no field of the console takes: no value that works is nearly as long. */
export const longestValue = 4096;
