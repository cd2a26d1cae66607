import fastStringWidth from 'fast-string-width';
import { styleText } from 'node:util';
import { inert } from '../report/words.ts';

type Style = Parameters<typeof styleText>[0];

/** A line of the board: pieces of harmless text, each with its style and perhaps a link. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
  /** Ours, never AWS's. */
  readonly url?: string;
}
export type Line = readonly Piece[];

export interface Ink {
  readonly width: number;
  readonly colour: boolean;
  readonly links: boolean;
  /** What stands for the rest of a line that was cut. */
  readonly more: string;
}

export const line = (text: string, style?: Style): Line => [
  { text: inert(text), ...(style !== undefined && { style }) },
];

/** The line as written to the terminal, never wider than it. */
export function paint(pieces: Line, { width, colour, links, more }: Ink): string {
  let room = width;
  let out = '';
  for (const { text, style, url } of pieces) {
    const shown = cut(text, room, more);
    room -= fastStringWidth(shown);
    const styled = colour && style !== undefined ? styleText(style, shown, { validateStream: false }) : shown;
    out += links && url ? `\u001b]8;;${url}\u001b\\${styled}\u001b]8;;\u001b\\` : styled;
    if (room <= 0) break;
  }
  return out;
}

export function cut(text: string, width: number, more: string): string {
  if (fastStringWidth(text) <= width) return text;
  let kept = '';
  for (const letter of text) {
    if (fastStringWidth(kept + letter) > width - more.length) break;
    kept += letter;
  }
  return width > more.length ? kept + more : kept;
}

/** What is longer than the screen goes on in the next line, to the letter: it is there to be copied. */
export function folded(text: string, width: number): string[] {
  return inert(text, '\n')
    .split('\n')
    .flatMap((each) => {
      const parts: string[] = [];
      for (let from = 0; from < each.length; from += width) parts.push(each.slice(from, from + width));
      return parts.length === 0 ? [''] : parts;
    });
}
