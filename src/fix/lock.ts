import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Another run holds the account; one sentence. */
export class Held extends Error {
  override readonly name = 'Held';
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly at: string;
}

/** Takes the account's lock for this process, or throws {@link Held}. What it gives lets go of it. */
export async function lock(folder: string, account: string): Promise<() => Promise<void>> {
  const path = join(folder, `lock-${account}`);
  const text = JSON.stringify({ pid: process.pid, host: hostname(), at: new Date().toISOString() } satisfies Holder);
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (await create(path, text)) return () => release(path, text);
    const found = await readFile(path, 'utf8').catch(() => '');
    const holder = readHolder(found);
    if (holder && isAlive(holder))
      throw new Held(
        `another fix or undo is at work on account ${account} (process ${holder.pid} on ${holder.host}, since ${holder.at}); if it is not, remove ${path}`,
      );
    await takeAway(path, found);
  }
  throw new Held(`the lock ${path} cannot be taken`);
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Text that says nothing belongs to a process that was killed while it wrote: dead. */
function readHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'pid' in value ? (value as Holder) : undefined;
  } catch {
    return undefined;
  }
}

/** A process on another machine cannot be asked, so it is taken to live. */
function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it means that it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Two may find the same dead lock: only what was found dead is taken away; another's new lock is put back. */
async function takeAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== dead) await link(aside, path).catch(() => undefined);
  await unlink(aside);
}

async function release(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === text) await unlink(path);
}
