import { open } from 'node:fs/promises';
import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';

const MEGABYTE = 1024 * 1024;

/** What a person calls the reasons for which a file cannot be read or written. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'a part of its path is no folder',
  EROFS: 'that disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'it may not become larger',
};

export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** The whole file, unless it is larger than anything that could be meant. `from` names the setting that named it. */
export async function readBounded(path: string, from: string, megabytes: number): Promise<Buffer> {
  const limit = megabytes * MEGABYTE;
  try {
    const file = await open(path, 'r');
    try {
      // One byte more than the limit tells; a device or a pipe may have no end.
      const chunks: Buffer[] = [];
      for await (const chunk of file.createReadStream({ end: limit, autoClose: false }))
        chunks.push(Buffer.from(chunk));
      const bytes = Buffer.concat(chunks);
      if (bytes.length <= limit) return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Misuse(`${from}: ${printable(path)} cannot be read: ${reasonOf(error)}.`);
  }
  throw new Misuse(`${from}: ${printable(path)} is larger than ${megabytes} MB, which no such file is.`);
}

/** Larger than any metadata file or captured sign-in. */
const EVIDENCE = 10;

/** Reads and understands evidence; whatever its reader objects to is told with the file's name before it. */
export async function readWith<T>(path: string, from: string, read: (text: string) => T | Promise<T>): Promise<T> {
  const text = (await readBounded(path, from, EVIDENCE)).toString('utf8');
  try {
    return await read(text);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SamlError') throw error;
    throw new Misuse(`${from}: ${printable(path)}: ${error.message}`);
  }
}
