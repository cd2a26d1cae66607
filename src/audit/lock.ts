import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';

/** A lock is touched this often while it is held, and one of another machine is dead when it was not for so long. */
const TOUCH = 10_000;
const DEAD = 60_000;
/** Between making a lock and writing into it who holds it there is no time to speak of. */
const WRITTEN = 250;

/**
 * Keeps a second process from writing to the same file. A lock whose process is gone (killed, or the machine went
 * down) is taken over. Gives what releases it.
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const file = `${path}.lock`;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(`${process.pid} ${hostname()}\n`);
      await handle.close();
      return held(file);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = await holderOf(file);
    if (holder) throw new Misuse(`${printable(path)} is being written by ${holder}.`);
    await rm(file, { force: true });
  }
  throw new Misuse(`${printable(path)} is being written by another process.`);
}

function held(file: string): () => Promise<void> {
  const touch = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, TOUCH).unref();
  return () => {
    clearInterval(touch);
    return rm(file, { force: true });
  };
}

/** Who holds the lock, unless nobody does any more. In a container the same number is often the next process: ourselves. */
async function holderOf(file: string): Promise<string | undefined> {
  let written = await holderIn(file);
  if (written === '') {
    await sleep(WRITTEN);
    written = await holderIn(file);
  }
  // Killed in between, or released meanwhile.
  if (written === '') return undefined;
  const [pid = '', host = ''] = written.split(' ');
  const touched = (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
  if (host === hostname()) return isRunning(Number(pid)) ? `process ${printable(pid)}` : undefined;
  return Date.now() - touched < DEAD
    ? `process ${printable(pid)} on ${printable(host)} (if that is over, wait a minute)`
    : undefined;
}

const holderIn = async (file: string): Promise<string> => (await readFile(file, 'utf8').catch(() => '')).trim();

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
