import { styleText } from 'node:util';
import fastStringWidth from 'fast-string-width';
import type { Status } from '../check.ts';
import type { ClassSummary, ClassView, StepCount } from './class-model.ts';
import { classLine, classSentence, learnerLine, learnersOf } from './class-words.ts';
import { hang } from './lines.ts';
import type { Learner, Overall } from './model.ts';
import type { ReportOptions } from './reporter.ts';
import { harmless, inert, symbols } from './words.ts';

const colours = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  blocked: 'dim',
  unknown: 'magenta',
  unverified: 'cyan',
} as const;
const letters: Readonly<Record<Status, string>> = {
  pass: 'p',
  warn: 'w',
  fail: 'F',
  blocked: 'b',
  unknown: '?',
  unverified: '-',
};

/** The class as an instructor wants it: how far, what is misunderstood, then every learner. */
export async function* classList({ summary, learners }: ClassView, options: ReportOptions): AsyncGenerator<string> {
  const { width, plain } = options;
  yield shown([
    ...hang('', `Amazon Connect sign-in, the class: ${classLine(summary)}. ${classSentence(summary)}`, width),
    '',
  ]);
  yield shown([
    paint('bold', 'Steps', options),
    ...summary.steps.map((step) => funnelLine(step, summary.counts.planned, options)),
    '',
  ]);
  yield shown(misconceptions(summary, options));
  if (summary.since) yield shown([...sinceLines(summary.since, width), '']);
  yield shown([
    paint('bold', 'Learners', options),
    ...(plain
      ? hang(
          '  ',
          'A letter for each check in workshop order: p pass, w warn, F fail, b blocked, ? unknown, - unverified.',
          width,
        )
      : []),
  ]);
  for await (const entry of learners()) yield shown(learner(entry, options));
  yield shown(['', ...hang('', `Verdict: ${summary.verdict}. ${classSentence(summary)}`, width)]);
}

const shown = (lines: readonly string[]): string => lines.map((line) => `${harmless(line)}\n`).join('');

const paint = (style: 'bold' | 'dim' | (typeof colours)[Status], text: string, { colour }: ReportOptions): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;

function funnelLine(
  { title, through, stuck, blocked, unseen }: StepCount,
  planned: number,
  options: ReportOptions,
): string {
  const label = `  ${title.padEnd(46)}`;
  const words = `${through} through, ${stuck} stuck, ${blocked} blocked${unseen > 0 ? `, ${unseen} not seen` : ''}`;
  if (options.plain || options.width < 100 || planned === 0) return `${label}${words}`;
  const width = 24;
  const share = (count: number): number => Math.round((count / planned) * width);
  const bar = `${paint('green', '█'.repeat(share(through)), options)}${paint('red', '▓'.repeat(share(stuck)), options)}${paint('dim', '░'.repeat(Math.max(0, width - share(through) - share(stuck))), options)}`;
  return `${label}${bar}  ${words}`;
}

function misconceptions({ misconceptions: all }: ClassSummary, options: ReportOptions): string[] {
  if (all.length === 0) return [];
  const lines = all.slice(0, 12).flatMap(({ code, means, learners, shapes }) => {
    const label = `  ${String(learners.length).padStart(4)}  `;
    const common = shapes[0];
    return [
      ...hang(label, means === undefined ? code : `${means} (${code})`, options.width),
      ...(common && learners.length > 1 && common.learners.length > 1
        ? hang('        ', `${common.learners.length} of them: ${common.shape}`, options.width)
        : []),
    ];
  });
  const more = all.length > 12 ? [`        and ${all.length - 12} more; --format json has them all`] : [];
  return [paint('bold', 'What went wrong, most common first', options), ...lines, ...more, ''];
}

function sinceLines({ moved, unmoved, startedAt }: NonNullable<ClassSummary['since']>, width: number): string[] {
  const when = startedAt === undefined ? 'the last report' : startedAt;
  const names = unmoved.length > 0 ? `: ${unmoved.map((name) => inert(name)).join(', ')}` : '';
  return hang(
    '',
    `Since ${when}: ${learnersOf(moved.length)} moved, ${unmoved.length} not through and not moved${names}.`,
    width,
  );
}

function learner(entry: Learner, options: ReportOptions): string[] {
  const state = options.plain ? entry.verdict : `${symbols[entry.verdict satisfies Overall]} ${entry.verdict}`;
  const name = inert(entry.learner);
  const pad = ' '.repeat(Math.max(1, 22 - fastStringWidth(name)));
  const row = (entry.report?.checks ?? [])
    .map(({ status }) => (options.plain ? letters[status] : paint(colours[status], symbols[status], options)))
    .join('');
  const head = `  ${paint(colours[entry.verdict], state.padEnd(13), options)}${name}${pad}${(entry.accountId ?? '').padEnd(14)}${row}`;
  const told = learnerLine(entry);
  return [head, ...(told === '' ? [] : hang('               ', told, options.width))];
}
