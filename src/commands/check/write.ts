import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Misuse } from '../../misuse.ts';
import { reasonOf } from '../../settings/evidence.ts';
import { printable } from '../../text/near.ts';

/**
 * All of the text or nothing: a reader never meets half a report. Only its owner may read it, for it tells of an
 * account. What is no plain file (a pipe, /dev/stderr) is written to, not replaced. A file that cannot be written is a
 * {@link Misuse}.
 */
export const writeWhole = (path: string, text: string): Promise<void> => write(path, text).catch(cannotWrite(path));

async function write(path: string, text: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there && !there.isFile()) return writeFile(path, text);
  await makeFolders(dirname(path));
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { flush: true, mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What keeps a file from being written, as a {@link Misuse}; `from` names the setting that named it. */
export const cannotWrite =
  (path: string, from?: string) =>
  (error: unknown): never => {
    const reason = codeOf(error) === 'ENOENT' ? 'nothing can be made there' : reasonOf(error);
    const what = `${from === undefined ? '' : `${from}: `}${printable(path)}`;
    throw new Misuse(`${what} cannot be written: ${reason}; name another place.`);
  };

/** A folder and those that lead to it. Node's own way never ends where none can be made, as in /proc. */
export async function makeFolders(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory()) return;
  const above = dirname(folder);
  if (!there && above !== folder) await makeFolders(above);
  await mkdir(folder).catch(async (error: unknown) => {
    // Somebody else may just have made it.
    if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw error;
  });
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
