import { resolve } from 'node:path';
import { didYouMean, Misuse } from '../misuse.ts';
import { type Format, formats, isFormat } from '../report/reporter.ts';
import { printable } from '../text/near.ts';
import type { Given } from './layers.ts';

/** One document to make: on standard output, or in a file. */
export interface Output {
  readonly format: Format;
  /** Absolute. */
  readonly file?: string;
}

/** `json`, `json=-`, `junit=report.xml`; the list when nothing was asked for. */
export function readOutputs(given: Given | undefined, cwd: string): Output[] {
  if (!given) return [{ format: 'list' }];
  const outputs = given.values.map((value) => readOutput(value, given.from, cwd));
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new Misuse(
      `${given.from}: only one format can go to standard output; send the others to files, as in --format junit=report.xml.`,
    );
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new Misuse(`${given.from}: two formats cannot go to the same file (${printable(twice)}).`);
  return outputs;
}

function readOutput(value: string, from: string, cwd: string): Output {
  const [format = '', ...rest] = value.split('=');
  const file = rest.join('=');
  if (!isFormat(format)) {
    throw new Misuse(
      `${from}: there is no format "${printable(format)}"${didYouMean(format, formats) || `; there are ${formats.join(', ')}.`}`,
    );
  }
  if (rest.length > 0 && file === '') throw new Misuse(`${from}: "${printable(value)}" names no file after the =.`);
  return { format, ...(!['', '-'].includes(file) && { file: resolve(cwd, file) }) };
}
