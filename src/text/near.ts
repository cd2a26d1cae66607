import { oddities, printable, skeleton } from './oddities.ts';

export { oddities, printable, skeleton } from './oddities.ts';
export { placeholders } from './placeholders.ts';

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours count one each. */
export function osa(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let least = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) least = Math.min(least, at(beforeLast, column - 2) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;

/** The text as a hurried reader sees it: look-alikes, case and blanks made equal. */
const glance = (text: string): string => skeleton(text).toLowerCase().replace(/\s+/g, '');

// Longer text is no misspelt name, and the distance costs the product of both lengths.
const longest = 300;

/** About one slip in four letters, and never so many that unrelated short words meet. */
const sensible = (word: string): number =>
  word.length < 3 ? 0 : Math.max(1, Math.min(4, Math.floor(word.length / 4)));

/**
 * The candidate that was most probably meant: one that only looks alike first, else the one with the fewest slips.
 * Undefined when none is near enough, or when the word is empty.
 */
export function nearest(word: string, candidates: readonly string[], max?: number): string | undefined {
  if (candidates.includes(word)) return word;
  const seen = glance(word);
  if (seen === '' || seen.length > longest) return undefined;
  const alike = candidates.find((candidate) => glance(candidate) === seen);
  if (alike !== undefined) return alike;
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const other = glance(candidate);
    if (other.length > longest) continue;
    const distance = osa(seen, other);
    if (distance > (max ?? sensible(other.length < seen.length ? other : seen))) continue;
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}

const symbols = (text: string): string[] => Array.from(text);
const quoted = (text: string): string => `"${printable(text)}"`;

/** One short phrase, without a full stop, that names the first difference and its kind; '' when there is none. */
export function difference(expected: string, actual: string): string {
  if (expected === actual) return '';
  if (actual === '') return 'it is empty';
  const [want, have] = [symbols(expected), symbols(actual)];
  const first = firstDifference(want, have);
  return (
    blankAround(expected, actual) ??
    caseOnly(expected, actual, want, have, first) ??
    lookAlike(expected, actual) ??
    oneSlip(want, have, first) ??
    cutOrContinued(want, have, first) ??
    `differs from position ${first + 1}: ${excerpt(want, first)} expected, ${excerpt(have, first)} found`
  );
}

function firstDifference(want: readonly string[], have: readonly string[]): number {
  let first = 0;
  while (first < want.length && want[first] === have[first]) first++;
  return first;
}

function blankAround(expected: string, actual: string): string | undefined {
  if (actual.trim() !== expected) return undefined;
  const [before, after] = [actual.trimStart() !== actual, actual.trimEnd() !== actual];
  if (before && after) return 'blanks before and after it';
  return before ? 'a blank before it' : 'a blank at the end';
}

function caseOnly(
  expected: string,
  actual: string,
  want: readonly string[],
  have: readonly string[],
  first: number,
): string | undefined {
  if (expected.toLowerCase() !== actual.toLowerCase()) return undefined;
  return `differs only in case, first at position ${first + 1}: ${quoted(want[first] ?? '')} expected, ${quoted(have[first] ?? '')} found`;
}

function lookAlike(expected: string, actual: string): string | undefined {
  if (skeleton(expected) !== skeleton(actual)) return undefined;
  const [odd] = oddities(actual);
  const [meant] = oddities(expected);
  const what =
    odd !== undefined ? `it has ${odd}` : meant !== undefined ? `the other has ${meant}` : 'other characters';
  return `looks the same, and is not: ${what}`;
}

function oneSlip(want: readonly string[], have: readonly string[], first: number): string | undefined {
  const rest = (letters: readonly string[], from: number): string => letters.slice(from).join('');
  const [wanted, found] = [want[first], have[first]];
  const where = `at position ${first + 1}`;
  if (wanted !== undefined && found !== undefined) {
    if (rest(want, first + 1) === rest(have, first + 1))
      return `one character differs ${where}: ${quoted(wanted)} expected, ${quoted(found)} found`;
    const swapped =
      want[first + 1] === found && have[first + 1] === wanted && rest(want, first + 2) === rest(have, first + 2);
    if (swapped)
      return `two neighbouring characters are swapped ${where}: ${quoted(wanted + found)} expected, ${quoted(found + wanted)} found`;
  }
  if (wanted !== undefined && rest(want, first + 1) === rest(have, first))
    return `one character is missing ${where}: ${quoted(wanted)}`;
  if (found !== undefined && rest(want, first) === rest(have, first + 1))
    return `one character too many ${where}: ${quoted(found)}`;
  return undefined;
}

function cutOrContinued(want: readonly string[], have: readonly string[], first: number): string | undefined {
  if (first === have.length) return `the end is missing: ${excerpt(want, first)}`;
  if (first === want.length) return `there is more at the end: ${excerpt(have, first)}`;
  return undefined;
}

const excerpt = (letters: readonly string[], from: number): string => {
  const part = letters.slice(from, from + 24).join('');
  return part === '' ? 'nothing' : quoted(letters.length > from + 24 ? `${part}…` : part);
};
