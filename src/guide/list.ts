import { styleText } from 'node:util';
import { exact, hang } from '../report/lines.ts';
import { harmless, stepTitle, symbols } from '../report/words.ts';
import type { Sheet, SheetStep } from './guide.ts';

export interface SheetOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly plain: boolean;
}

const bold = (text: string, { colour }: SheetOptions): string =>
  colour ? styleText('bold', text, { validateStream: false }) : text;

/** Whose sheet it is. */
export const heading = ({ target }: Sheet): string =>
  `Enable AWS SSO for Amazon Connect: account ${target.accountId ?? 'not known'}, ${target.region}${target.instanceId ? `, instance ${target.instanceId}` : ''}`;

/** Where the learner stands, in a sentence. */
export function standing({ steps, next }: Sheet): string {
  const open = steps.filter(({ done }) => !done);
  const step = steps.find(({ id }) => id === next);
  if (open.length === 0) return steps.length === 1 ? 'This step is done.' : 'Every step is done.';
  return `${steps.length - open.length} of ${steps.length} steps are done.${step ? ` Next: ${step.title} (${step.id}).` : ''}`;
}

/** For a terminal: values stand alone on their lines, so that they can be marked and copied whole. */
export function sheetList(sheet: Sheet, options: SheetOptions): string {
  const lines = [...hang('', heading(sheet), options.width), ...hang('', standing(sheet), options.width)];
  let step = 0;
  for (const each of sheet.steps) {
    if (each.step !== step) lines.push('', bold(stepTitle(each.step), options));
    step = each.step;
    lines.push('', ...stepLines(each, each.id === sheet.next, options));
  }
  return `${lines.map(harmless).join('\n')}\n`;
}

function stepLines(step: SheetStep, next: boolean, options: SheetOptions): string[] {
  const { width, plain } = options;
  const state = `${plain ? '' : `${symbols[step.status]} `}${stateWord(step)}`;
  const put = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : hang(`    ${label.padEnd(11)} `, text, width);
  return [
    ...hang(next ? '> ' : '  ', `${step.title} (${step.id}): ${state}`, width).map((line, index) =>
      index === 0 ? bold(line, options) : line,
    ),
    ...put('found', step.found),
    ...(step.done ? [] : put('put right', step.putRight)),
    ...put('today', step.screen),
    ...put('workshop', step.workshop),
    ...(step.url === undefined ? [] : exact('    open        ', step.url)),
    ...(step.done
      ? []
      : step.actions.flatMap((action, index) => hang(`    ${`${index + 1}.`.padStart(11)} `, action, width))),
    ...step.fields.flatMap(({ label, value, missing }) =>
      value === undefined ? hang(`    ${label}: `, missing ?? '', width) : [`    ${label}:`, ...exact('', value)],
    ),
  ];
}

export const stateWord = ({ status }: SheetStep): string => {
  switch (status) {
    case 'pass':
      return 'done';
    case 'warn':
      return 'done, with a remark';
    case 'fail':
      return 'to do';
    case 'blocked':
      return 'waits for an earlier step';
    case 'unknown':
      return 'could not be looked at';
    case 'unverified':
      return 'no AWS API shows it: compare it yourself';
  }
};
