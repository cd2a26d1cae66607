import { exact, hang } from '../report/lines.ts';
import { inert } from '../report/words.ts';
import { commandLine } from './command-line.ts';
import { consolePath } from './console-path.ts';
import { type Look, paint, pasted } from './show.ts';
import type { Reversal, Reversed } from './undo.ts';

const label = (name: string): string => `   ${name.padEnd(12)}`;

/** One fix and what would take it back, the newest call first. */
export function reversalLines(
  { title, check, codes, calls, cautions }: Reversal,
  number: number,
  look: Look,
): string[] {
  const choice = cautions.length > 0;
  return [
    `${paint('bold', `${number}. Take back: ${inert(title)}`, look)}${choice ? '  (a choice: asked for by itself)' : ''}`,
    ...hang(label('check'), check, look.width),
    ...(choice ? hang(label('accept'), `--accept ${codes[0] ?? ''}`, look.width) : []),
    ...cautions.flatMap((caution) =>
      hang(label('caution'), caution, look.width, paint('yellow', label('caution'), look)),
    ),
    ...calls.flatMap((call) => [
      ...hang(label('console'), consolePath(call, look.shell.region).path, look.width),
      ...pasted('aws', commandLine(call, look.shell)),
    ]),
  ];
}

const words = {
  'taken back': ['green', 'taken back'],
  'as before': ['green', 'already as it was before'],
  'changed since': ['yellow', 'left alone, changed since'],
  'for good': ['yellow', 'cannot be taken back'],
  failed: ['red', 'failed'],
  left: ['dim', 'left as it is'],
} as const;

export function reversedLines({ title }: Reversal, done: Reversed | 'left', look: Look): string[] {
  const [style, said] = words[done === 'left' ? 'left' : done.result];
  const why = done !== 'left' && 'why' in done ? ` (${done.why})` : '';
  const head = `${said}: `;
  const difference = done !== 'left' && 'difference' in done ? done.difference : [];
  return [
    ...hang(head, `${title}${why}`, look.width, paint(style, head, look)),
    ...difference.flatMap((line) => exact(label(''), line)),
  ];
}
