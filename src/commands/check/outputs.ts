import { basename } from 'node:path';
import { didYouMean, Misuse } from '../../misuse.ts';
import type { Report } from '../../report/model.ts';
import { reporters, type ReportOptions } from '../../report/reporter.ts';
import { countsLine, verdictSentence } from '../../report/words.ts';
import type { Asked } from '../../settings.ts';
import { reasonOf } from '../../settings/evidence.ts';
import { strangeVariables, variables } from '../../settings/layers.ts';
import { printable } from '../../text/near.ts';
import { type Io, isPlain } from '../command.ts';
import { writeWhole } from './write.ts';

/** Makes every document that was asked for; the one on the screen first, so that no fault in a file costs it. */
export async function writeOutputs(report: Report, asked: Asked, io: Io): Promise<void> {
  const shown = asked.outputs.find(({ file }) => file === undefined);
  if (shown) await io.out((await reporters[shown.format]())(report, optionsFor(asked, io)));
  const written: string[] = [];
  for (const { format, file } of asked.outputs) {
    if (file === undefined) continue;
    const reporter = await reporters[format]();
    const text = reporter(report, { width: 100, colour: false, plain: true, strict: asked.strict });
    await writeWhole(file, text).catch((error: unknown) => {
      throw new Misuse(`${printable(file)} cannot be written: ${reasonOf(error)}.`);
    });
    written.push(printable(basename(file)));
  }
  if (!shown)
    await io.err(`companion: ${countsLine(report)}. ${verdictSentence(report)} Written: ${written.join(', ')}\n`);
}

function optionsFor(asked: Asked, io: Io): ReportOptions {
  const plain = isPlain(asked.plain, io, io.stdout);
  const columns = io.stdout.columns ?? Number(io.env['COLUMNS'] ?? '');
  return { width: Math.min(200, Math.max(60, columns || 100)), colour: !plain, plain, strict: asked.strict };
}

/** A misspelt variable would be passed over in silence. */
export async function warnOfStrangeVariables(io: Io): Promise<void> {
  for (const name of strangeVariables(io.env)) {
    const near = didYouMean(name, variables);
    if (near) await io.err(`companion: nothing reads the environment variable ${printable(name)}${near}\n`);
  }
}
