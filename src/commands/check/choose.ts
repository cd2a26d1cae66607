import type { AnyCheck } from '../../check.ts';
import { didYouMean, Misuse } from '../../misuse.ts';
import { printable } from '../../text/near.ts';
import { commands } from '../index.ts';

/** The checks that were named, in workshop order; all when none was. `alone`: `--sandbox` was given without a world. */
export function chooseChecks(ids: readonly string[], all: readonly AnyCheck[], alone: boolean): AnyCheck[] {
  const known = all.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const names = [...known, ...commands.map(({ name }) => name)];
    const where = alone
      ? `; a world is given as --sandbox=${printable(id)}.`
      : '; companion --help lists the commands, companion explain the checks.';
    throw new Misuse(`There is no check or command "${printable(id)}"${didYouMean(id, names) || where}`);
  }
  return ids.length === 0 ? [...all] : all.filter(({ id }) => ids.includes(id));
}
