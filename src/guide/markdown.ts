import { fence, text } from '../report/markdown.ts';
import { inert, stepTitle } from '../report/words.ts';
import type { Sheet, SheetStep } from './guide.ts';
import { heading, standing, stateWord } from './list.ts';

/** For a chat, an issue or a wiki. */
export function sheetMarkdown(sheet: Sheet): string {
  const lines = [`# ${text(heading(sheet))}`, '', text(standing(sheet))];
  let step = 0;
  for (const each of sheet.steps) {
    if (each.step !== step) lines.push('', `## ${text(stepTitle(each.step))}`);
    step = each.step;
    lines.push(...stepLines(each, each.id === sheet.next));
  }
  return `${lines.join('\n')}\n`;
}

function stepLines(step: SheetStep, next: boolean): string[] {
  const put = (label: string, told: string | undefined): string[] =>
    told === undefined ? [] : [`- ${label}: ${text(told)}`];
  return [
    '',
    `### [${step.done ? 'x' : ' '}] ${text(step.title)}${next ? ' (next)' : ''}`,
    '',
    `${text(stateWord(step))}: ${text(step.found)}`,
    '',
    ...(step.done ? [] : put('Put right', step.putRight)),
    ...put('Today', step.screen),
    ...put('Workshop', step.workshop),
    ...(step.url === undefined ? [] : [`- Open: <${inert(step.url).replace(/[<>\s]/g, encodeURIComponent)}>`]),
    ...(step.done || step.actions.length === 0
      ? []
      : ['', ...step.actions.map((action, index) => `${index + 1}. ${text(action)}`)]),
    ...step.fields.flatMap(({ label, value, missing }) =>
      value === undefined
        ? ['', `${text(label)}: ${text(missing ?? '')}`]
        : ['', `${text(label)}:`, '', ...fence(value)],
    ),
  ];
}
