import type { AnyCheck } from '../../check.ts';
import { didYouMean, Misuse } from '../../misuse.ts';
import { printable } from '../../text/near.ts';
import { listed } from '../../baseline/gate.ts';
import { type Args, words } from '../command.ts';
import { commands } from '../index.ts';

/**
 * The checks that were named, in workshop order; all when none was. `first`: the word may have been meant for a
 * command, or for the world when `--sandbox` was given `alone`.
 */
export function chooseChecks(
  ids: readonly string[],
  all: readonly AnyCheck[],
  first?: { readonly alone: boolean },
): AnyCheck[] {
  const known = all.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    if (!first)
      throw new Misuse(
        `There is no check "${printable(id)}"${didYouMean(id, known) || '; companion explain lists the checks.'}`,
      );
    if (commands.some(({ name }) => name === id))
      throw new Misuse(`"${id}" is a command of its own, not a check: companion ${id}.`);
    const names = [...known, ...commands.map(({ name }) => name)];
    const where = first.alone
      ? `; a world is given as --sandbox=${printable(id)}.`
      : '; companion --help lists the commands, companion explain the checks.';
    throw new Misuse(`There is no check or command "${printable(id)}"${didYouMean(id, names) || where}`);
  }
  return ids.length === 0 ? [...all] : all.filter(({ id }) => ids.includes(id));
}

/** `--only` and `--skip`, each a list. A check that is left out is not planned: it has no row. */
export function narrowed(checks: readonly AnyCheck[], args: Args): AnyCheck[] {
  const [only, skip] = ['only', 'skip'].map((name) => {
    const ids = listed(words(args, name));
    const strange = ids.find((id) => !checks.some((check) => check.id === id));
    if (strange !== undefined)
      throw new Misuse(
        `--${name}: there is no check "${printable(strange)}"${
          didYouMean(
            strange,
            checks.map(({ id }) => id),
          ) || '; companion explain lists the checks.'
        }`,
      );
    return ids;
  });
  const left = checks.filter(({ id }) => (!only?.length || only.includes(id)) && !skip?.includes(id));
  if (left.length === 0) throw new Misuse('--only and --skip leave no check to judge.');
  return left;
}
