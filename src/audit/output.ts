import { randomUUID } from 'node:crypto';
import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Io, isPlain } from '../commands/command.ts';
import { Misuse } from '../misuse.ts';
import type { ClassView } from '../report/class-model.ts';
import { type ClassOptions, classReporters } from '../report/class-reporter.ts';
import { classLine, classSentence } from '../report/class-words.ts';
import { reasonOf } from '../settings/evidence.ts';
import type { Output } from '../settings/outputs.ts';
import { printable } from '../text/near.ts';

export interface Wanted {
  readonly outputs: readonly Output[];
  readonly strict: boolean;
  readonly plain: boolean;
  readonly checks: ClassOptions['checks'];
}

/** Letters that are handed on at once. */
const PIECE = 1 << 16;

/** Makes the files that were asked for, each whole or not at all. */
export async function writeFiles(view: ClassView, { outputs, strict, checks }: Wanted): Promise<void> {
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    const reporter = await classReporters[format]();
    const chunks = reporter(view, { width: 100, colour: false, plain: true, strict, checks });
    await writeChunks(file, chunks).catch((error: unknown) => {
      throw new Misuse(`${printable(file)} cannot be written: ${reasonOf(error)}.`);
    });
  }
}

/** The one that goes to standard output; a line on standard error when all went to files. */
export async function writeShown(view: ClassView, { outputs, strict, plain, checks }: Wanted, io: Io): Promise<void> {
  const shown = outputs.find(({ file }) => file === undefined);
  if (!shown) {
    await io.err(
      `companion: ${classLine(view.summary)}. ${classSentence(view.summary)} Written: ${outputs.map(({ file }) => printable(basename(file ?? ''))).join(', ')}\n`,
    );
    return;
  }
  const isBare = isPlain(plain, io, io.stdout);
  const columns = io.stdout.columns ?? Number(io.env['COLUMNS'] ?? '');
  const reporter = await classReporters[shown.format]();
  const chunks = reporter(view, {
    width: Math.min(200, Math.max(60, columns || 100)),
    colour: !isBare,
    plain: isBare,
    strict,
    checks,
  });
  for await (const piece of pieces(chunks)) await io.out(piece);
}

async function* pieces(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const chunk of chunks) {
    piece += chunk;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** As `check` writes a report, and a piece at a time: a reader never meets half of one, and only its owner may read it. */
async function writeChunks(path: string, chunks: AsyncIterable<string>): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there && !there.isFile()) return writeTo(await open(path, 'w'), chunks);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeTo(await open(temporary, 'wx', 0o600), chunks);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeTo(file: FileHandle, chunks: AsyncIterable<string>): Promise<void> {
  try {
    for await (const piece of pieces(chunks)) await file.appendFile(piece);
    // A pipe or a terminal has nothing to flush.
    await file.sync().catch(() => undefined);
  } finally {
    await file.close();
  }
}
