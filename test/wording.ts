import type { Problem } from '../src/check.ts';

/** Problems as a person reads them, for the snapshot: every word is there to be looked at in a review. */
export const wording = (problems: readonly Problem[]): string =>
  problems
    .flatMap(({ code, message, expected, actual }) => [
      code,
      message,
      ...(expected === undefined ? [] : [`  + ${expected}`]),
      ...(actual === undefined ? [] : [`  - ${actual}`]),
    ])
    .join('\n')
    // So that what cannot be seen can be looked at.
    .replace(/[^\n\x20-\x7e’“”…·–—]/gu, (odd) => `{U+${odd.codePointAt(0)?.toString(16).padStart(4, '0')}}`)
    .replace(/(.)\1{200,}/g, '$1…');
