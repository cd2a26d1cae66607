import { appendFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import { didYouMean } from '../../misuse.ts';
import { asciiGlyphs, glyphsFor } from '../../report/glyphs.ts';
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
  if (shown) await io.out((await reporters[shown.format]())(report, await optionsFor(asked, io)));
  if (asked.outputs.some(({ format }) => format === 'github')) await addToStepSummary(report, asked, io);
  const written: string[] = [];
  for (const { format, file } of asked.outputs) {
    if (file === undefined) continue;
    const reporter = await reporters[format]();
    const text = reporter(report, { width: 100, colour: false, plain: true, strict: asked.strict });
    await writeWhole(file, text);
    written.push(printable(basename(file)));
  }
  if (!shown)
    await io.err(`companion: ${countsLine(report)}. ${verdictSentence(report)} Written: ${written.join(', ')}\n`);
}

/** GitHub shows what is appended to this file on the page of the run; other steps may have written there too. */
async function addToStepSummary(report: Report, { strict }: Asked, io: Io): Promise<void> {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  const markdown = (await reporters.markdown())(report, { width: 100, colour: false, plain: true, strict });
  await appendFile(file, markdown).catch(async (error: unknown) => {
    await io.err(`companion: the step summary cannot be written: ${reasonOf(error)}.\n`);
  });
}

async function optionsFor(asked: Asked, io: Io): Promise<ReportOptions> {
  const plain = isPlain(asked.plain, io, io.stdout);
  const columns = io.stdout.columns ?? Number(io.env['COLUMNS'] ?? '');
  const shown = {
    width: Math.min(200, Math.max(60, columns || 100)),
    colour: !plain,
    plain,
    strict: asked.strict,
    ...(asked.again && { again: asked.again }),
  };
  if (plain) return shown;
  const { default: supportsHyperlinks } = await import('supports-hyperlinks');
  return { ...shown, links: supportsHyperlinks.stdout, ascii: glyphsFor(io.env, process.platform) === asciiGlyphs };
}

/** A misspelt variable would be passed over in silence, and so would keys beside a profile (`profile`: the one in use). */
export async function warnOfStrangeVariables(io: Io, profile?: string): Promise<void> {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = io.env;
  if (profile !== undefined && profile === AWS_PROFILE && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY)
    await io.err('companion: AWS_PROFILE and AWS_ACCESS_KEY_ID are both set: the profile is used, the keys are not.\n');
  for (const name of strangeVariables(io.env)) {
    const near = didYouMean(name, variables);
    if (near) await io.err(`companion: nothing reads the environment variable ${printable(name)}${near}\n`);
  }
}
