import { relative, resolve } from 'node:path';
import { folderIn, type Journal, JournalError, journalsOf, readJournal, Writer } from '../../fix/journal.ts';
import { paint, text } from '../../fix/show.ts';
import { reversalsOf, type Reversal, reverse, type Reversed } from '../../fix/undo.ts';
import { reversalLines, reversedLines } from '../../fix/undo-show.ts';
import { Misuse } from '../../misuse.ts';
import { loadChecks } from '../../registry.ts';
import { exitCodes } from '../../report/exit.ts';
import { reasonOf } from '../../settings/evidence.ts';
import { printable } from '../../text/near.ts';
import { type Args, type Io, isPlain } from '../command.ts';
import { answersFrom, stoppable } from '../fix/answers.ts';
import { holding, openSession, refusing, type Session } from '../fix/session.ts';

export async function runUndo(args: Args, process: Io): Promise<number> {
  const io = stoppable(process);
  const answers = answersFrom(args, io, await loadChecks());
  const named = typeof args['journal'] === 'string' ? await namedJournal(args['journal'], io) : undefined;
  const run = async (): Promise<number> => {
    // A journal knows its Region: nobody has to say it again. Whose account it is, any Region of its partition tells.
    const any = named ?? (await newestJournal(io));
    const session = await openSession(args['region'] === undefined ? { ...args, region: any.region } : args, io);
    return holding(session, io, async () => {
      const journal = named ? await readJournal(named.path) : await newestJournal(io, session.head.account);
      if (journal.account !== session.head.account)
        throw new Misuse(
          `The journal is of account ${journal.account}, and these are the credentials of ${session.head.account}: nothing was done.`,
        );
      const reversals = reversalsOf(journal);
      const look = {
        width: Math.min(120, Math.max(60, io.stdout.columns ?? 100)),
        colour: !isPlain(session.asked.plain, io, io.stdout),
        shell: {
          region: journal.region,
          ...(session.asked.profile !== undefined && { profile: session.asked.profile }),
        },
      };
      const title = `Undo for account ${journal.account}, ${journal.region}: ${relative(io.cwd, journal.path)}`;
      if (reversals.length === 0) {
        await io.out(text([paint('bold', title, look), 'Nothing is left to take back.']));
        return exitCodes.fine;
      }
      await io.out(
        text([
          paint('bold', title, look),
          '',
          ...reversals.flatMap((reversal, index) => [...reversalLines(reversal, index + 1, look), '']),
        ]),
      );
      if (args['dry-run'] === true) return exitCodes.fine;
      if (!answers.possible) {
        await io.err(
          'companion: nothing was taken back: nobody is here to ask; --yes takes back whatever comes back exactly.\n',
        );
        return exitCodes.failed;
      }
      return takeBack(reversals, journal, session, io, {
        agreed: answers.agreed,
        tell: (reversal, done) => io.out(text(reversedLines(reversal, done, look))),
      });
    });
  };
  return refusing(run, async (sentence) => {
    await io.err(`companion: ${sentence}\n`);
    return exitCodes.unknown;
  });
}

async function namedJournal(name: string, io: Io): Promise<Journal> {
  try {
    return await readJournal(resolve(io.cwd, name));
  } catch (error) {
    const reason = error instanceof JournalError ? error.message : reasonOf(error);
    throw new Misuse(`The journal ${printable(name)} cannot be read: ${reason}.`);
  }
}

async function newestJournal(io: Io, account?: string): Promise<Journal> {
  const [newest] = await journalsOf(folderIn(io.cwd), account);
  if (!newest)
    throw new Misuse(
      `There is no journal${account === undefined ? '' : ` of account ${account}`} in ${folderIn(io.cwd)}: run companion undo in the folder where companion fix ran, or name the journal.`,
    );
  return newest;
}

interface Talk {
  agreed(question: {
    readonly title: string;
    readonly codes: readonly string[];
    readonly choice: boolean;
  }): Promise<boolean>;
  tell(reversal: Reversal, done: Reversed | 'left'): Promise<void>;
}

/** Newest first; what cannot be taken back does not keep the others. */
async function takeBack(
  reversals: readonly Reversal[],
  journal: Journal,
  session: Session,
  io: Io,
  { agreed, tell }: Talk,
): Promise<number> {
  const writer = await Writer.reopen(journal);
  const bench = { ...session, head: journal, writer };
  let whole = true;
  for (const reversal of reversals) {
    if (io.interrupted.aborted) break;
    if (
      !(await agreed({
        title: `Take back: ${reversal.title}`,
        codes: reversal.codes,
        choice: reversal.cautions.length > 0,
      }))
    ) {
      whole = false;
      await tell(reversal, 'left');
      continue;
    }
    for (const entry of reversal.entries) {
      const done = await reverse(entry, journal, bench);
      if (done.result !== 'taken back' && done.result !== 'as before') whole = false;
      await tell(reversal, done);
      if (done.result === 'failed' || io.interrupted.aborted) break;
    }
  }
  await writer.close();
  if (io.interrupted.aborted) return exitCodes.interrupted;
  return whole ? exitCodes.fine : exitCodes.failed;
}
