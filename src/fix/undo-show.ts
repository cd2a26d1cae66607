import { exact, hang } from '../report/lines.ts';
import { inert } from '../report/words.ts';
import { commandLine } from './command-line.ts';
import { consolePath } from './console-path.ts';
import { actionOf } from './effects.ts';
import { callText, differenceLines, type Look, paint, pasted } from './show.ts';
import type { Reversal, Reversed } from './undo.ts';

const label = (name: string): string => `   ${name.padEnd(12)}`;

/** One fix and what would take it back, the newest call first. */
export function reversalLines(
  { title, check, codes, calls, cautions, difference, unseen }: Reversal,
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
      ...exact(label(''), consolePath(call, look.shell.region).url),
      ...pasted('aws', commandLine(call, look.shell)),
      ...exact(label('call'), callText(call)),
    ]),
    ...(unseen
      ? hang(label('call'), 'not known yet: AWS has not shown what was made; it is waited for.', look.width)
      : []),
    ...differenceLines(difference, look),
    ...(calls.length > 0 ? hang(label('needs'), [...new Set(calls.map(actionOf))].join(', '), look.width) : []),
  ];
}

const words = {
  'taken back': ['green', 'taken back'],
  'as before': ['green', 'already as it was before'],
  'changed since': ['yellow', 'left alone, changed since'],
  'not visible': ['yellow', 'left alone, not visible'],
  'for good': ['yellow', 'cannot be taken back'],
  failed: ['red', 'failed'],
  left: ['dim', 'left as it is'],
} as const;

/** What became of one fix: a line for each thing that became of its calls. */
export function reversedLines({ title }: Reversal, results: readonly Ended[], look: Look): string[] {
  const told = new Map(results.map((done) => [JSON.stringify(done), done]));
  return [...told.values()].flatMap((done) => {
    const [style, said] = words[done.result];
    const head = `${said}: `;
    return [
      ...hang(head, `${title}${'why' in done ? ` (${done.why})` : ''}`, look.width, paint(style, head, look)),
      ...('difference' in done ? done.difference.flatMap((line) => exact(label(''), line)) : []),
    ];
  });
}

/** Nobody said yes to the last one; `why` how to. */
export type Ended = Reversed | { readonly result: 'left'; readonly why?: string };

/** "3 taken back, 1 left as it is". */
export function reversedSummary(fixes: readonly (readonly Ended[])[]): string {
  const said = fixes.map(
    (results) => words[(results.find(({ result }) => !isBack(result)) ?? results[0])?.result ?? 'left'][1],
  );
  return [...new Set(said)].map((word) => `${said.filter((other) => other === word).length} ${word}`).join('; ');
}

export const isBack = (result: Ended['result']): boolean => result === 'taken back' || result === 'as before';
