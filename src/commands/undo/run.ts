import { relative, resolve } from 'node:path';
import { folderIn, type Journal, journalsOf, momentOf, readJournal, Writer } from '../../fix/journal.ts';
import { type Look, paint, text } from '../../fix/show.ts';
import { reversalsOf, type Reversal, reverse, seenSince } from '../../fix/undo.ts';
import { type Ended, isBack, reversalLines, reversedLines, reversedSummary } from '../../fix/undo-show.ts';
import { Misuse } from '../../misuse.ts';
import { loadChecks } from '../../registry.ts';
import { exitCodes } from '../../report/exit.ts';
import { printable } from '../../text/near.ts';
import { type Args, type Io, isPlain } from '../command.ts';
import { type Answers, answersFrom, isPersonThere, stoppable } from '../fix/answers.ts';
import { holding, openSession, refusing, type Session, unreadable } from '../fix/session.ts';

export async function runUndo(args: Args, process: Io): Promise<number> {
  const io = stoppable(process);
  const answers = answersFrom(args, io, await loadChecks());
  const named = typeof args['journal'] === 'string' ? await namedJournal(args['journal'], io) : undefined;
  const run = async (): Promise<number> => {
    // A journal knows its Region: nobody has to say it again. Whose account it is, any Region of its partition tells.
    const any = named ?? (await newestJournal(io));
    const session = await openSession(args['region'] === undefined ? { ...args, region: any.region } : args, io);
    return holding(session, io, async () => {
      const read = named ? await readJournal(named.path) : await newestJournal(io, session.head.account);
      if (read.account !== session.head.account)
        throw new Misuse(
          `The journal is of account ${read.account}, and these are the credentials of ${session.head.account}: nothing was done.`,
        );
      const journal = await seenSince(read, session);
      const reversals = reversalsOf(journal);
      const look = lookOf(journal, session, io);
      const say = (lines: readonly string[]): Promise<void> => io.out(text(lines));
      await say([
        paint(
          'bold',
          `Undo for account ${journal.account}, ${journal.region}: ${printable(relative(io.cwd, journal.path))}`,
          look,
        ),
        ...(reversals.length === 0 ? ['Nothing is left to take back.', ...(await olderLines(journal, io))] : ['']),
        ...reversals.flatMap((reversal, index) => [...reversalLines(reversal, index + 1, look), '']),
      ]);
      if (args['dry-run'] === true || reversals.length === 0) return exitCodes.fine;
      if (!answers.possible) {
        await io.err(
          'companion: nothing was taken back: nobody is here to ask; --yes takes back whatever comes back exactly.\n',
        );
        return exitCodes.failed;
      }
      const ended = await takeBack(reversals, journal, session, io, answers, (reversal, results) =>
        say(reversedLines(reversal, results, look)),
      );
      const stopped = io.interrupted.aborted;
      const whole = ended.every((results) => results.every(({ result }) => isBack(result)));
      await say([
        '',
        ...(stopped ? ['Stopped; what was not reached is left as it is.'] : []),
        ...(ended.length > 0 ? [paint('bold', `${reversedSummary(ended)}.`, look)] : []),
        ...(stopped || !whole ? ['companion undo goes on with what is left.'] : await olderLines(journal, io)),
      ]);
      if (stopped) return exitCodes.interrupted;
      return whole ? exitCodes.fine : exitCodes.failed;
    });
  };
  return refusing(run, async (sentence) => {
    await io.err(`companion: ${sentence}\n`);
    return exitCodes.unknown;
  });
}

const lookOf = ({ region }: Journal, { asked }: Session, io: Io): Look => ({
  width: Math.min(120, Math.max(60, io.stdout.columns ?? 100)),
  colour: !isPlain(asked.plain, io, io.stdout),
  shell: { region, ...(asked.profile !== undefined && { profile: asked.profile }) },
});

async function namedJournal(name: string, io: Io): Promise<Journal> {
  return readJournal(resolve(io.cwd, name)).catch((error: unknown) => {
    throw new Misuse(`The journal ${printable(name)} cannot be read: ${unreadable(error)}.`);
  });
}

async function newestJournal(io: Io, account?: string): Promise<Journal> {
  const folder = folderIn(io.cwd);
  const strange: { readonly path: string; readonly why: string }[] = [];
  const [newest] = await journalsOf(folder, account, (path, error) => strange.push({ path, why: unreadable(error) }));
  // What stands in it may have to be taken back first.
  const newer = strange.find(
    ({ path }) => !newest || (account !== undefined && momentOf(path) > momentOf(newest.path)),
  );
  if (newer)
    throw new Misuse(
      `The newest journal ${printable(relative(io.cwd, newer.path))} cannot be read: ${newer.why}; name another one to take that back.`,
    );
  if (!newest)
    throw new Misuse(
      `There is no journal${account === undefined ? '' : ` of account ${account}`} in ${printable(folder)}: run companion undo in the folder where companion fix ran, or name the journal.`,
    );
  return newest;
}

/** Where something older is left to take back, how to do that. */
async function olderLines(journal: Journal, io: Io): Promise<string[]> {
  const all = await journalsOf(folderIn(io.cwd), journal.account);
  const older = all.find((other) => momentOf(other.path) < momentOf(journal.path) && reversalsOf(other).length > 0);
  const name = older && printable(relative(io.cwd, older.path));
  return name === undefined ? [] : ['An older run can be taken back too:', `   companion undo ${name}`];
}

/** Newest first; what cannot be taken back does not keep the others. */
async function takeBack(
  reversals: readonly Reversal[],
  journal: Journal,
  session: Session,
  io: Io,
  answers: Answers,
  tell: (reversal: Reversal, results: readonly Ended[]) => Promise<void>,
): Promise<Ended[][]> {
  const writer = await Writer.reopen(journal);
  const bench = { ...session, head: journal, writer };
  const ended: Ended[][] = [];
  try {
    for (const reversal of reversals) {
      if (io.interrupted.aborted) break;
      const { codes, cautions, entries } = reversal;
      const results: Ended[] = [];
      if (!(await answers.agreed({ title: `Take back: ${reversal.title}`, codes, choice: cautions.length > 0 })))
        results.push({
          result: 'left',
          ...(cautions.length > 0 &&
            !isPersonThere(io) && { why: `a choice: --accept ${codes[0] ?? ''} takes it back` }),
        });
      else
        for (const entry of entries) {
          const done = await reverse(entry, journal, bench);
          results.push(done);
          if (done.result === 'failed' || io.interrupted.aborted) break;
        }
      ended.push(results);
      await tell(reversal, results);
    }
  } finally {
    await writer.close();
  }
  return ended;
}
