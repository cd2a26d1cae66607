import { randomUUID } from 'node:crypto';
import { access, appendFile, constants, type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { cannotWrite, makeFolders } from '../commands/check/write.ts';
import { type Io, isPlain } from '../commands/command.ts';
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

/** A class takes long: a file that cannot be written is told before the first call. */
export async function insistOnFiles(outputs: readonly Output[]): Promise<void> {
  for (const { file } of outputs) if (file !== undefined) await tryFile(file).catch(cannotWrite(file));
}

async function tryFile(file: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined);
  if (there?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  await makeFolders(dirname(file));
  await access(there && !there.isFile() ? file : dirname(file), constants.W_OK);
}

/** Everything that was asked for; the one on the screen first, so that no fault in a file costs it. */
export async function writeOutputs(view: ClassView, wanted: Wanted, io: Io): Promise<void> {
  const shown = wanted.outputs.find(({ file }) => file === undefined);
  if (shown) await writeShown(shown, view, wanted, io);
  if (wanted.outputs.some(({ format }) => format === 'github')) await addToStepSummary(view, wanted, io);
  await writeFiles(view, wanted);
  if (shown) return;
  const names = wanted.outputs.map(({ file }) => printable(basename(file ?? '')));
  await io.err(`companion: ${classLine(view.summary)}. ${classSentence(view.summary)} Written: ${names.join(', ')}\n`);
}

const forFiles = ({ strict, checks }: Wanted): ClassOptions => ({
  width: 100,
  colour: false,
  plain: true,
  strict,
  checks,
});

/** Makes the files that were asked for, each whole or not at all; one that cannot be written costs no other. */
export async function writeFiles(view: ClassView, wanted: Wanted): Promise<void> {
  const failed: unknown[] = [];
  for (const { format, file } of wanted.outputs) {
    if (file === undefined) continue;
    const chunks = (await classReporters[format]())(view, forFiles(wanted));
    await writeChunks(file, chunks)
      .catch(cannotWrite(file))
      .catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}

/** GitHub takes no more than this of one step. */
const SUMMARY = 1 << 20;

/** As `check` does: the page of the run shows what is appended to this file. */
async function addToStepSummary(view: ClassView, wanted: Wanted, io: Io): Promise<void> {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  let summary = '';
  let size = 0;
  for await (const chunk of (await classReporters.markdown())(view, forFiles(wanted))) {
    size += Buffer.byteLength(chunk);
    if (size > SUMMARY) break;
    summary += chunk;
  }
  await appendFile(file, summary).catch(async (error: unknown) => {
    await io.err(`companion: the step summary cannot be written: ${reasonOf(error)}.\n`);
  });
}

async function writeShown(shown: Output, view: ClassView, { strict, plain, checks }: Wanted, io: Io): Promise<void> {
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
  await makeFolders(dirname(path));
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
