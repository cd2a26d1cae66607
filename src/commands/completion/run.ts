import { allRegions } from '../../aws/regions.ts';
import { didYouMean, Misuse } from '../../misuse.ts';
import { loadChecks } from '../../registry.ts';
import { worldNames } from '../../sandbox/index.ts';
import { printable } from '../../text/near.ts';
import { type Args, type Io, words } from '../command.ts';
import { commands } from '../index.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { completionTable, shells } from './table.ts';
import { zshCompletion } from './zsh.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } satisfies Record<
  (typeof shells)[number],
  unknown
>;

const isShell = (name: string): name is keyof typeof scripts => Object.hasOwn(scripts, name);

export async function runCompletion(args: Args, io: Io): Promise<number> {
  const shell = words(args, 'shell')[0] ?? '';
  if (!isShell(shell))
    throw new Misuse(
      `There is no completion for "${printable(shell)}"${didYouMean(shell, shells) || '; there is bash, zsh and fish.'}`,
    );
  const checks = (await loadChecks()).map(({ id }) => id);
  await io.out(scripts[shell](completionTable(commands, { checks, worlds: worldNames(), regions: allRegions })));
  return 0;
}
