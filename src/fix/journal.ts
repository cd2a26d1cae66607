import { chmod, mkdir, open, readdir, readFile, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { type Head, type Intent, JournalError, type Line, type Outcome, readLines } from './journal-lines.ts';

export interface Entry {
  readonly intent: Intent;
  readonly outcome?: Outcome;
  readonly undone: boolean;
}

export interface Journal extends Head {
  readonly path: string;
  /** In the order in which they were meant to be sent. */
  readonly entries: readonly Entry[];
}

export const folderIn = (cwd: string): string => join(cwd, '.companion');

/** Makes the folder for its owner alone, and keeps it out of whatever repository it lies in. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
    if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw error;
  });
  await chmod(folder, 0o700);
  await writeFile(join(folder, '.gitignore'), '*\n', { mode: 0o600 });
}

/** Appends lines, each on the disk before the promise is kept. */
export class Writer {
  readonly path: string;
  #next: number;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle, next: number) {
    this.path = path;
    this.#file = file;
    this.#next = next;
  }

  /** A new journal; its name is its moment. */
  static async create(folder: string, head: Head, caller: string, now: Date): Promise<Writer> {
    const path = join(folder, `journal-${head.account}-${now.toISOString().replaceAll(/[-:.]/g, '')}.jsonl`);
    const writer = new Writer(path, await open(path, 'ax', 0o600), 1);
    await writer.#append({ type: 'start', version: 1, tool: VERSION, ...head, caller, at: now.toISOString() });
    await flushFolder(folder);
    return writer;
  }

  /** Goes on with one that is there. */
  static async reopen(journal: Journal): Promise<Writer> {
    const text = await readFile(journal.path, 'utf8');
    const file = await open(journal.path, 'a', 0o600);
    // The last line of a process that was killed may be half a line.
    if (!text.endsWith('\n')) await file.appendFile('\n');
    return new Writer(journal.path, file, 1 + Math.max(0, ...journal.entries.map(({ intent }) => intent.n)));
  }

  async intend(intent: Omit<Intent, 'type' | 'n' | 'at'>): Promise<number> {
    const n = this.#next++;
    await this.#append({ type: 'intent', n, at: moment(), ...intent });
    return n;
  }

  outcome(outcome: Omit<Outcome, 'type' | 'at'>): Promise<void> {
    return this.#append({ type: 'outcome', at: moment(), ...outcome });
  }

  undone(n: number): Promise<void> {
    return this.#append({ type: 'undone', n, at: moment() });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #append(line: Line): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(line)}\n`);
    await this.#file.datasync();
  }
}

const moment = (): string => new Date().toISOString();

/** So that the new name in the folder is on the disk too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function readJournal(path: string): Promise<Journal> {
  const lines = readLines(await readFile(path, 'utf8'));
  const [start] = lines;
  if (start?.type !== 'start') throw new JournalError('it is no journal of this tool');
  const outcomes = new Map(lines.flatMap((line) => (line.type === 'outcome' ? [[line.n, line] as const] : [])));
  const undone = new Set(lines.flatMap((line) => (line.type === 'undone' ? [line.n] : [])));
  const entries = lines.flatMap((line): Entry[] => {
    if (line.type !== 'intent') return [];
    const outcome = outcomes.get(line.n);
    return [{ intent: line, ...(outcome && { outcome }), undone: undone.has(line.n) }];
  });
  const { account, partition, region } = start;
  return { path, account, partition, region, entries };
}

/** Text that sorts as the moments do when journals were begun. */
export const momentOf = (path: string): string => path.slice(path.lastIndexOf('-'));

/**
 * The account's journals in a folder, or everybody's, the newest first. `passedOver` is told of those that cannot be
 * read; one that a process was killed before it began says nothing, and is none of them.
 */
export async function journalsOf(
  folder: string,
  account?: string,
  passedOver: (path: string, error: unknown) => void = () => undefined,
): Promise<Journal[]> {
  const names = await readdir(folder).catch(() => []);
  const own = names
    .filter(
      (name) => name.startsWith(account === undefined ? 'journal-' : `journal-${account}-`) && name.endsWith('.jsonl'),
    )
    .toSorted((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1));
  const read = await Promise.all(
    own.map(async (name) => {
      const path = join(folder, name);
      try {
        return await readJournal(path);
      } catch (error) {
        if (!(await isUnbegun(path))) passedOver(path, error);
        return undefined;
      }
    }),
  );
  return read.filter((journal) => journal !== undefined);
}

const isUnbegun = async (path: string): Promise<boolean> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text !== undefined && !text.includes('\n');
};
