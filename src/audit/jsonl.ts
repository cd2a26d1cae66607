import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite, makeFolders } from '../commands/check/write.ts';
import { Misuse } from '../misuse.ts';
import type { Learner } from '../report/model.ts';
import { printable } from '../text/near.ts';
import { isLearner } from './class-file.ts';
import { lock } from './lock.ts';
import type { Store } from './store.ts';

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What an entry begins with, and so what is left of one that was being written when its process was killed. */
const START = '{"learner":';

/** A file to which each entry is appended, as a line, as soon as it is known, and from which it is read again. */
export interface JsonlStore<T> extends Store {
  /** Learner → what is kept of its newest entry, as they were found when the file was opened. */
  readonly found: ReadonlyMap<string, T>;
  /** Says that the entry for this position is one that was found. */
  adopt(position: number, learner: string): void;
}

interface Found<T> {
  readonly entries: Map<string, T>;
  readonly places: Map<string, Place>;
  /** Where the last whole line ends. */
  readonly end: number;
  readonly size: number;
}

/**
 * Opens the file for appending; nobody else can until it is closed. What `keep` makes of them is all that stays in
 * memory of the entries that were found. A half-written last line is cut off: what it was about is done again.
 */
export async function openJsonl<T>(
  path: string,
  from: string,
  resume: boolean,
  keep: (entry: Learner) => T,
): Promise<JsonlStore<T>> {
  const unlock = await lockFor(path, from);
  let file: FileHandle | undefined;
  try {
    // Killed before the first entry, an audit leaves no file: there is nothing to skip then.
    file = await open(path, 'a+', 0o600).catch(cannotWrite(path, from));
    const found = await scan(file, path, from, keep);
    if (!resume && found.entries.size > 0)
      throw new Misuse(
        `${from}: ${printable(path)} holds an audit already; go on with it by --resume ${printable(path)}, or name another file.`,
      );
    if (found.end < found.size) await file.truncate(found.end);
    return appending(file, found, unlock, cannotWrite(path, from));
  } catch (error) {
    await file?.close();
    await unlock();
    throw error;
  }
}

async function lockFor(path: string, from: string): Promise<() => Promise<void>> {
  const there = await stat(path).catch(() => undefined);
  if (there && !there.isFile() && !there.isDirectory())
    throw new Misuse(`${from}: ${printable(path)} is no file that can be read again; name one that is.`);
  try {
    await makeFolders(dirname(path));
    return await lock(path);
  } catch (error) {
    if (error instanceof Misuse) throw error;
    return cannotWrite(path, from)(error);
  }
}

async function scan<T>(file: FileHandle, path: string, from: string, keep: (entry: Learner) => T): Promise<Found<T>> {
  const { size } = await file.stat();
  const found = { entries: new Map<string, T>(), places: new Map<string, Place>(), end: 0, size };
  let line = 0;
  for await (const { text, place, isWhole } of linesOf(file)) {
    line++;
    if (!isWhole) {
      if (!text.startsWith(START) && !START.startsWith(text))
        throw new Misuse(`${from}: ${printable(path)} does not hold the entries of an audit.`);
      break;
    }
    found.end = place.offset + place.length + 1;
    if (text.trim() === '') continue;
    const entry = parseEntry(text);
    if (!entry) throw new Misuse(`${from}: line ${line} of ${printable(path)} is no entry of an audit.`);
    found.entries.set(entry.learner, keep(entry));
    found.places.set(entry.learner, place);
  }
  return found;
}

function parseEntry(text: string): Learner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLearner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* linesOf(file: FileHandle): AsyncGenerator<{ text: string; place: Place; isWhole: boolean }> {
  const chunk = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  let offset = 0;
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    let bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      yield { text: bytes.toString('utf8', 0, end), place: { offset, length: end }, isWhole: true };
      offset += end + 1;
      bytes = bytes.subarray(end + 1);
    }
    rest = Buffer.from(bytes);
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), place: { offset, length: rest.length }, isWhole: false };
}

function appending<T>(
  file: FileHandle,
  { entries, places, end }: Found<T>,
  unlock: () => Promise<void>,
  refuse: (error: unknown) => never,
): JsonlStore<T> {
  const positions = new Map<number, Place>();
  let next = end;
  // Entries become known at the same time; lines are written one after the other, and none after one that was cut short.
  let queue = Promise.resolve();
  return {
    found: entries,
    adopt(position, learner) {
      const place = places.get(learner);
      if (place) positions.set(position, place);
    },
    add(position, entry) {
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      queue = queue.then(async () => {
        await file
          .appendFile(bytes)
          .then(() => file.datasync())
          .catch(refuse);
        positions.set(position, { offset: next, length: bytes.length - 1 });
        next += bytes.length;
      });
      return queue;
    },
    async read(position) {
      const { offset, length } = positions.get(position) ?? { offset: 0, length: 0 };
      const bytes = Buffer.alloc(length);
      await file.read(bytes, 0, length, offset);
      return JSON.parse(bytes.toString('utf8')) as Learner;
    },
    async close() {
      await queue.catch(() => undefined);
      await file.close();
      await unlock();
    },
  };
}
