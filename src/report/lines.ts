import fastStringWidth from 'fast-string-width';
import { inert } from './words.ts';

/** Breaks at blanks only: what is longer than a line (an ARN) stays whole, so that it can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && fastStringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Wrapped text behind a label, its further lines under its first. `painted` is the label as shown, if styled. */
export function hang(label: string, text: string, width: number, painted = label): string[] {
  const indent = fastStringWidth(label);
  return wrap(inert(text), width - indent).map((line, index) => (index === 0 ? painted : ' '.repeat(indent)) + line);
}

/** Text with its own line breaks, each line whole behind the label: for what is compared or copied. */
export function exact(label: string, text: string): string[] {
  const lines = inert(text.replaceAll('\r\n', '\n'), '\n').split('\n');
  return lines.map((line, index) => (index === 0 ? label : ' '.repeat(fastStringWidth(label))) + line);
}
