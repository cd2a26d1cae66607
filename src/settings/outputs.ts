import { resolve } from 'node:path';
import { didYouMean, Misuse } from '../misuse.ts';
import { type Format, formats } from '../report/reporter.ts';
import { printable } from '../text/near.ts';
import type { Given } from './layers.ts';

/** One document to make: on standard output, or in a file. */
export interface Output<F extends string = Format> {
  readonly format: F;
  /** Absolute. */
  readonly file?: string;
}

/** `json`, `json=-`, `junit=report.xml`; the list when nothing was asked for. */
export const readOutputs = (given: Given | undefined, cwd: string): Output[] =>
  given ? outputsOf(given, cwd, formats) : [{ format: 'list' }];

/** The same where there are other formats. */
export function outputsOf<F extends string>({ values, from }: Given, cwd: string, known: readonly F[]): Output<F>[] {
  const outputs = values.map((value) => readOutput(value, from, cwd, known));
  if (outputs.filter((output) => output.file === undefined).length > 1) {
    throw new Misuse(
      `${from}: only one format can go to standard output; send the others to files, as in --format html=report.html.`,
    );
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new Misuse(`${from}: two formats cannot go to the same file (${printable(twice)}).`);
  return outputs;
}

function readOutput<F extends string>(value: string, from: string, cwd: string, known: readonly F[]): Output<F> {
  const [name = '', ...rest] = value.split('=');
  const file = rest.join('=');
  const format = known.find((each) => each === name);
  if (format === undefined) {
    throw new Misuse(
      `${from}: there is no format "${printable(name)}"${didYouMean(name, known) || `; there are ${known.join(', ')}.`}`,
    );
  }
  if (rest.length > 0 && file === '') throw new Misuse(`${from}: "${printable(value)}" names no file after the =.`);
  return { format, ...(!['', '-'].includes(file) && { file: resolve(cwd, file) }) };
}
