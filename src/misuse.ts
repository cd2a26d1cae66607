import { nearest } from './text/near.ts';

/** What the caller has to put right: told in one sentence on standard error, exit 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** `; did you mean X?` when something is near enough, else nothing. */
export function didYouMean(
  word: string,
  candidates: readonly string[],
  show = (candidate: string) => candidate,
): string {
  const near = nearest(word, candidates) ?? onlyOneBeginning(word, candidates);
  return near === undefined ? '' : `; did you mean ${show(near)}?`;
}

function onlyOneBeginning(word: string, candidates: readonly string[]): string | undefined {
  const [only, another] = candidates.filter((candidate) => word.length > 1 && candidate.startsWith(word));
  return another === undefined ? only : undefined;
}
