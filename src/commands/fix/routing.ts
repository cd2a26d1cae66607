import type { Settings } from '../../fact.ts';
import { routingProfiles } from '../../facts/connect-users.ts';
import { openRouting } from '../../facts/counterparts.ts';
import { chooseOne } from '../../first-run/ask.ts';
import type { judge } from '../../judge.ts';
import { didYouMean, Misuse } from '../../misuse.ts';
import { printable } from '../../text/near.ts';
import { isPersonThere, type StoppableIo } from './answers.ts';

/**
 * Which routing profile the agents get where an instance has several: asked, or told how to say it. Undefined where the
 * question does not arise, `open` where it does and nobody answers.
 */
export async function chosenRouting(
  run: ReturnType<typeof judge>['run'],
  { routingProfile }: Settings,
  io: StoppableIo,
): Promise<Pick<Settings, 'routingProfile'> | 'open' | undefined> {
  const names = (await run.peek(routingProfiles))?.map(({ name }) => name) ?? [];
  if (routingProfile !== undefined) {
    if (names.length === 0 || names.includes(routingProfile)) return undefined;
    throw new Misuse(
      `--routing-profile: the instance has no routing profile "${printable(routingProfile)}"${didYouMean(routingProfile, names, printable) || `; it has ${listed(names)}.`}`,
    );
  }
  const open = (await run.peek(openRouting)) ?? [];
  if (open.length === 0) return undefined;
  if (!isPersonThere(io)) {
    await io.err(
      `companion: the instance has several routing profiles, and agents wait for one: say which with --routing-profile NAME (${listed(open)}).\n`,
    );
    return 'open';
  }
  const answer = await chooseOne(
    'Which routing profile do the agents get?',
    open.map((name) => ({ name: printable(name), value: { routingProfile: name } })),
  );
  if (answer !== 'interrupted') return answer;
  io.stop();
  return 'open';
}

const listed = (names: readonly string[]): string => names.map((name) => `"${printable(name)}"`).join(', ');
