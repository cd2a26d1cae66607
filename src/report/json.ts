import type { Reporter } from './reporter.ts';

/** One document. What a terminal, an editor or a build log might obey is written as an escape, and reads back the same. */
export const json: Reporter = (report) => `${printJson(report)}\n`;

export const printJson = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replace(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, (letter) =>
      Array.from({ length: letter.length }, (_, unit) => escaped(letter.charCodeAt(unit))).join(''),
    )
    .replaceAll('##[', `##${escaped('['.charCodeAt(0))}`);

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
