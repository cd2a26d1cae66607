import { relative } from 'node:path';
import { type Access, type Aws, openAws } from '../../aws/access.ts';
import { AwsCallError } from '../../aws/errors.ts';
import { Held, lock } from '../../fix/lock.ts';
import { folderIn, journalsOf, makeFolder } from '../../fix/journal.ts';
import { type Head, JournalError } from '../../fix/journal-lines.ts';
import { type Pace, realPace } from '../../fix/pace.ts';
import { recover } from '../../fix/recover.ts';
import { Misuse } from '../../misuse.ts';
import { type Asked, readLayers, sandboxOf, settle } from '../../settings.ts';
import type { Layers } from '../../settings/layers.ts';
import { reasonOf } from '../../settings/evidence.ts';
import { printable } from '../../text/near.ts';
import { insistOnCredentials } from '../check/credentials.ts';
import { type Args, type Io, words } from '../command.ts';

/** One account that may be written to, and who asked. */
export interface Session {
  readonly asked: Asked;
  readonly layers: Layers;
  readonly aws: Aws;
  /** For writes: each is sent once, and sent again only after a look at the account. */
  readonly sender: Aws;
  readonly head: Head;
  readonly caller: string;
  readonly pace: Pace;
}

export async function openSession(args: Args, io: Io): Promise<Session> {
  const layers = await readLayers(args, io);
  const world = sandboxOf(layers);
  const embedded = world === undefined ? undefined : (await import('../check/embedded.ts')).embeddedAws(world);
  const asked = await settle(layers, io, embedded?.region);
  const access: Access = embedded ?? {
    region: asked.settings.region,
    ...(asked.profile !== undefined && { profile: asked.profile }),
  };
  const aws = openAws(access);
  if (!embedded) await insistOnCredentials(aws, io);
  const { Account = '', Arn = '' } = await aws.in().sts.GetCallerIdentity({});
  refuseOther(args, Account);
  return {
    asked,
    layers,
    aws,
    sender: openAws({ ...access, attempts: 1 }),
    head: { account: Account, partition: Arn.split(':')[1] ?? 'aws', region: asked.settings.region },
    caller: Arn,
    pace: realPace(io.interrupted, waits(io)),
  };
}

function refuseOther(args: Args, account: string): void {
  const wanted = words(args, 'account').at(-1);
  if (wanted === undefined) return;
  if (!/^\d{12}$/.test(wanted))
    throw new Misuse(`--account should be the twelve digits of an account id, not "${printable(wanted)}".`);
  if (wanted !== account)
    throw new Misuse(
      `These are the credentials of account ${account}, not of ${wanted} (--account): nothing was done.`,
    );
}

/** Tells of every wait that a person would notice, once. */
function waits(io: Io): (what: string, ms: number) => void {
  let last = '';
  return (what, ms) => {
    if (ms < 400 || what === last) return;
    last = what;
    void io.err(`companion: waiting for ${what} …\n`);
  };
}

/** What AWS or another run stands in the way of, told in one sentence: nothing was done. */
export async function refusing<T>(work: () => Promise<T>, orElse: (sentence: string) => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Held) throw new Misuse(`${error.message}.`);
    if (error instanceof AwsCallError) return orElse(error.message);
    throw error;
  }
}

/** Why a journal cannot be used, in one clause. */
export const unreadable = (error: unknown): string => (error instanceof JournalError ? error.message : reasonOf(error));

/**
 * Holds the account for this run alone, and first finds out what became of whatever an earlier run was about to do
 * when it ended.
 */
export async function holding<T>(
  { head, aws, pace }: Session,
  io: Io,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = folderIn(io.cwd);
  await makeFolder(folder).catch((error: unknown) => {
    throw new Misuse(
      `${printable(folder)}, where the journal is kept, cannot be written: ${reasonOf(error)}. Run companion in a folder of your own; nothing was done.`,
    );
  });
  const letGo = await lock(folder, head.account);
  try {
    const strange: string[] = [];
    const journals = await journalsOf(folder, head.account, (path, error) =>
      strange.push(`${printable(relative(io.cwd, path))} is passed over: ${unreadable(error)}`),
    );
    for (const one of strange) await io.err(`companion: the journal ${one}.\n`);
    for (const { entry, result } of await recover(journals, { aws, pace })) {
      const { call, purpose } = entry.intent;
      const words = {
        done: 'had worked',
        'not-done': 'had not reached AWS',
        unclear: 'left something that neither it nor the state before it explains',
      }[result];
      await io.err(
        `companion: an earlier run ended in the middle of "${printable(purpose.title)}": ${call.service} ${call.operation} ${words}.\n`,
      );
    }
    return await work(folder);
  } finally {
    await letGo();
  }
}
