#!/usr/bin/env node
import { writeSync } from 'node:fs';
import module from 'node:module';

const argv = process.argv.slice(2);
const stop = new AbortController();
let left = false;

// Below Node 22 the SDK would write a warning about it into every run; any other value than "true" is ignored.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
// Node 20 has none.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

process.on('SIGINT', () => {
  if (stop.signal.aborted) leave(130);
  stop.abort();
});
process.on('SIGTERM', () => stop.abort());
process.on('uncaughtException', (error) => void fault(error).then(leave));
// Standard output carries only the report, whatever a plug-in prints.
console.log = console.info = console.debug = console.error;
process.on('exit', unlessLeft);
process.on('unhandledRejection', (error) => void fault(error).then(leave));
// What cannot be written is told to who writes it.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

void run().then(leave);

async function run(): Promise<number> {
  try {
    const cwd = workingFolder();
    const { main } = await import('./commands/main.ts');
    return await main(argv, {
      env: process.env,
      cwd,
      out: (text) => write(process.stdout, text),
      err: (text) => write(process.stderr, text),
      stdout: terminal(process.stdout),
      stderr: terminal(process.stderr),
      interrupted: stop.signal,
    });
  } catch (error) {
    return fault(error);
  }
}

/** A misuse is told as it is; anything else is our fault, and says so. */
async function fault(error: unknown): Promise<number> {
  const asked = argv.includes('--debug') || Boolean(process.env['DEBUG']);
  const message = error instanceof Error ? error.message : String(error);
  const ours = !(error instanceof Error && error.name === 'Misuse');
  const line = message.replaceAll(/\s*\n\s*/g, ' ');
  await write(
    process.stderr,
    ours ? `companion: unexpected error: ${line}${asked ? '' : ' (--debug shows where)'}\n` : `companion: ${line}\n`,
  );
  if (asked && error instanceof Error) await write(process.stderr, `${error.stack ?? ''}\n`);
  return 2;
}

/** Leaves even if something still holds the process: a socket kept alive, a server that does not answer. */
function leave(code: number): void {
  left = true;
  process.exit(code);
}

/** A run that ends without having come to its end has found nothing out: a plug-in left, or waits for what never comes. */
function unlessLeft(): void {
  if (left) return;
  process.exitCode = 2;
  try {
    writeSync(
      2,
      'companion: the run ended without a result: a check of --checks exits, or waits for what never comes.\n',
    );
  } catch {
    // Nobody is there.
  }
}

/**
 * Who reads us may stop reading (`companion | head`): the verdict is still the exit code. A report that is lost for any
 * other reason is none; where standard error itself cannot be written, nobody can be told.
 */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done, lost) => {
    if (!stream.writable) return done();
    stream.write(text, (error) => {
      if (!error || isClosedPipe(error) || stream === process.stderr) done();
      else lost(unwritten(error));
    });
  });
}

function isClosedPipe(error: unknown): boolean {
  return codeOf(error) === 'EPIPE';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function unwritten(error: unknown): Error {
  const code = codeOf(error);
  const reason = code === 'ENOSPC' ? 'the disk is full' : `the system says ${String(code)}`;
  return misuse(`Standard output cannot be written: ${reason}; send it elsewhere.`);
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw misuse('The folder in which this runs is no longer there: cd to one that is, and run it again.');
  }
}

/** The class itself is loaded only by what needs more of it. */
function misuse(sentence: string): Error {
  return Object.assign(new Error(sentence), { name: 'Misuse' });
}

function terminal({ isTTY, columns }: NodeJS.WriteStream): { isTTY: boolean; columns: number | undefined } {
  return { isTTY, columns };
}
