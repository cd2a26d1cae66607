import process from 'node:process';
import { isatty } from 'node:tty';
import type { AnyCheck } from '../../check.ts';
import { didYouMean, Misuse } from '../../misuse.ts';
import { printable } from '../../text/near.ts';
import { type Args, type Io, words } from '../command.ts';

/** What a fix or its reversal is asked about by. */
export interface Question {
  readonly title: string;
  readonly codes: readonly string[];
  readonly choice: boolean;
}

export interface Answers {
  /** Whether anything could be agreed to at all; else there is only the plan. */
  readonly possible: boolean;
  agreed(question: Question): Promise<boolean>;
}

/** A process whose person may end the run at a question too: Ctrl-C is a key there, and no signal. */
export interface StoppableIo extends Io {
  stop(): void;
}

export function stoppable(io: Io): StoppableIo {
  const here = new AbortController();
  return { ...io, interrupted: AbortSignal.any([io.interrupted, here.signal]), stop: () => here.abort() };
}

/** `--yes` answers for what is ordinary, `--accept` for what it names, the person at the terminal for the rest. */
export function answersFrom(args: Args, io: StoppableIo, checks: readonly AnyCheck[]): Answers {
  const accepted = words(args, 'accept');
  refuseUnknown(accepted, checks);
  const yes = args['yes'] === true;
  const asks = isPersonThere(io);
  return {
    possible: yes || asks || accepted.length > 0,
    async agreed({ title, codes, choice }) {
      if (codes.some((code) => accepted.includes(code))) return true;
      if (yes && !choice) return true;
      return asks && !io.interrupted.aborted ? ask(title, choice, io) : false;
    },
  };
}

function refuseUnknown(codes: readonly string[], checks: readonly AnyCheck[]): void {
  const known = checks.flatMap(({ id, causes }) => Object.keys(causes).map((cause) => `${id}/${cause}`));
  const unknown = codes.find((code) => !known.includes(code));
  if (unknown !== undefined)
    throw new Misuse(
      `--accept: there is no problem code "${printable(unknown)}"${didYouMean(unknown, known) || '; the plan names them.'}`,
    );
}

/** Without a terminal on both sides a prompt would wait for ever, or fail. */
export const isPersonThere = ({ env, stderr }: Io): boolean => isatty(0) && stderr.isTTY && !env['CI'];

async function ask(title: string, choice: boolean, io: StoppableIo): Promise<boolean> {
  const { default: confirm } = await import('@inquirer/confirm');
  try {
    return await confirm({ message: `${printable(title)}?`, default: !choice }, { output: process.stderr });
  } catch (error) {
    // Ctrl-C in the prompt: no to this, and the end of the run.
    if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error;
    io.stop();
    return false;
  }
}
