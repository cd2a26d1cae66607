import { insistOnAccount, openAccount } from '../commands/account.ts';
import type { Args, Io } from '../commands/command.ts';
import { accountRung, checkOf, highestRung, type Hint, hintsUpTo, type Looked, rungNames } from '../guide/hints.ts';
import { accountValues } from '../guide/values.ts';
import { judge } from '../judge.ts';
import { Misuse } from '../misuse.ts';
import { plainByHand } from './explain.ts';
import { namedChecks } from '../plugins/registered.ts';
import { exact, hang } from '../report/lines.ts';
import { exitCodes } from '../report/exit.ts';
import { harmless } from '../report/words.ts';
import { printable } from '../text/near.ts';

/** Tells as much of a topic as its rung gives away; from the third on, with the values of this account. */
export async function runHints(topic: string, args: Args, io: Io): Promise<number> {
  const rung = rungOf(args['hint']);
  if (topic === '')
    throw new Misuse(
      '--hint needs a check, a code or an AWS message to give hints about; companion explain lists the checks.',
    );
  if (rung < accountRung) {
    const check = checkOf(topic, await namedChecks(args, io));
    return show(hintsUpTo(rung, check, await plainByHand(check)), io);
  }
  const account = await openAccount(args, io, (all) => checkOf(topic, all));
  if (!account) return exitCodes.interrupted;
  const { checks, asked, aws } = account;
  const check = checkOf(topic, checks);
  await insistOnAccount(account, io);
  const { run, report } = judge(checks, aws, asked.settings);
  const row = (await report).checks.find(({ id }) => id === check.id);
  if (!row) throw new Error(`The report has no row ${check.id}`);
  const looked: Looked = {
    row: row.byHand ? row : { ...row, ...withByHand(await run.byHand(check)) },
    account: await accountValues(run, asked.settings),
    shell: { region: asked.settings.region, ...(asked.profile !== undefined && { profile: asked.profile }) },
  };
  return show(hintsUpTo(rung, check, looked.row.byHand, looked), io);
}

const withByHand = (byHand: Looked['row']['byHand']): Partial<Looked['row']> => (byHand ? { byHand } : {});

function rungOf(given: unknown): number {
  const rung = Number(given);
  if (Number.isInteger(rung) && rung >= 1 && rung <= highestRung) return rung;
  throw new Misuse(
    `--hint should be a number from 1 to ${highestRung} (${rungNames.map((name, index) => `${index + 1} ${name}`).join(', ')}), not "${printable(String(given))}".`,
  );
}

async function show(hints: readonly Hint[], io: Io): Promise<number> {
  const width = Math.min(120, Math.max(60, io.stdout.columns ?? 100));
  const lines = hints.flatMap(({ label, text, exact: value }) => {
    if (value === undefined) return hang(`${label.padEnd(24)}  `, text ?? '', width);
    // What is to be copied stands alone on its lines.
    return [label, ...exact('', value)];
  });
  await io.out(lines.map((line) => `${harmless(line.trimEnd())}\n`).join(''));
  return exitCodes.fine;
}
