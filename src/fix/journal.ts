import { chmod, mkdir, open, readdir, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call } from '../aws/surface.ts';
import type { State } from './state.ts';

/** Whose account a journal is about. */
export interface Head {
  readonly account: string;
  readonly partition: string;
  /** The Region of the run: that of every call that names no other. */
  readonly region: string;
}

/** The fix that a call belongs to. */
export interface Purpose {
  readonly check: string;
  readonly codes: readonly string[];
  readonly title: string;
  /** Calls of one fix have the same: they are taken back together. */
  readonly fix: string;
}

/** Written, and on the disk, before the call is sent. */
export interface Intent {
  readonly type: 'intent';
  readonly n: number;
  readonly at: string;
  readonly purpose: Purpose;
  readonly call: Call;
  /** What the call changes, as it was: enough to take it back. */
  readonly before: State;
  /** The intent that this one takes back. */
  readonly undoes?: number;
}

/** `done` AWS has it, `not-done` it has not, `unclear` something else is there. */
export type Result = 'done' | 'not-done' | 'unclear';

export interface Outcome {
  readonly type: 'outcome';
  readonly n: number;
  readonly at: string;
  readonly result: Result;
  /** As it was seen afterwards; absent where it did not show in time. */
  readonly after?: State;
  readonly error?: string;
  /** Found out by a later run: the one that sent the call ended before it knew. */
  readonly recovered?: true;
}

interface Start extends Head {
  readonly type: 'start';
  readonly version: 1;
  readonly tool: string;
  readonly caller: string;
  readonly at: string;
}

/** The call `n` has been taken back, or is found to be taken back already. */
interface Undone {
  readonly type: 'undone';
  readonly n: number;
  readonly at: string;
}

type Line = Start | Intent | Outcome | Undone;

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
  await mkdir(folder, { recursive: true, mode: 0o700 });
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

/** A journal that cannot be used; one sentence. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

export async function readJournal(path: string): Promise<Journal> {
  const lines = (await readFile(path, 'utf8')).split('\n').flatMap(readLine);
  const start = lines.find((line) => line.type === 'start');
  if (!start || start.version !== 1) throw new JournalError('it is no journal of this tool');
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

/** A line that was cut short says nothing: what it was about to tell had not begun. */
function readLine(text: string): Line[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? [value as Line] : [];
  } catch {
    return [];
  }
}

const momentIn = (name: string): string => name.slice(name.lastIndexOf('-'));

/** The account's journals in a folder, or everybody's, the newest first; other files are passed over. */
export async function journalsOf(folder: string, account?: string): Promise<Journal[]> {
  const names = await readdir(folder).catch(() => []);
  const own = names
    .filter(
      (name) => name.startsWith(account === undefined ? 'journal-' : `journal-${account}-`) && name.endsWith('.jsonl'),
    )
    .toSorted((a, b) => (momentIn(a) < momentIn(b) ? 1 : -1));
  const read = await Promise.all(own.map((name) => readJournal(join(folder, name)).catch(() => undefined)));
  return read.filter((journal) => journal !== undefined);
}
