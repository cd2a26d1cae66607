import type { Aws } from '../../aws/access.ts';
import { explainError } from '../../aws/errors.ts';
import type { Run } from '../../engine.ts';
import { caller } from '../../facts/caller.ts';
import { Misuse } from '../../misuse.ts';
import type { Io } from '../command.ts';

const howToGetThem =
  'the shortest way to have some is AWS CloudShell in the console, where this command finds them; else run aws configure sso (or aws configure) and name the profile with --profile.';

/** Asks who is asking, for a command that does not ask by itself. */
export async function insistOnCredentials(aws: Aws, io: Io): Promise<void> {
  try {
    await aws.in().sts.GetCallerIdentity({});
  } catch (error) {
    await tellTrouble(error, io);
  }
}

/** The same of a run that has asked already: no call is made twice. */
export async function insistOnCaller(run: Run, io: Io): Promise<void> {
  const who = await run.see(caller);
  if (!who.seen) await tellTrouble(who.error, io);
}

/**
 * Without credentials there is no account to judge. Any other trouble in saying who is asking is in the rows; what
 * concerns every one of them is told here once as well.
 */
async function tellTrouble(error: unknown, io: Io): Promise<void> {
  const { kind, sentence } = explainError(error);
  if (kind === 'credentials') throw new Misuse(`${sentence.replace(/\.$/, '')}; ${howToGetThem}`);
  if (kind !== 'denied') await io.err(`companion: ${sentence}\n`);
}
