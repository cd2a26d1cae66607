import { worst } from '../report/class-model.ts';
import { exitCodes } from '../report/exit.ts';
import type { Digest } from './digest.ts';

/** As for one account (contract §5), for all of them. */
export function classExit(digests: readonly Digest[], strict: boolean): number {
  const verdict = worst(digests.map((each) => each.verdict));
  if (verdict === 'fail') return exitCodes.failed;
  if (strict && digests.some(({ lenient }) => lenient)) return exitCodes.failed;
  if (verdict === 'unknown') return exitCodes.unknown;
  return digests.some(({ verified }) => verified) ? exitCodes.fine : exitCodes.unknown;
}
