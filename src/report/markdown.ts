import type { ReportRow } from './model.ts';
import type { Reporter } from './reporter.ts';
import {
  bySteps,
  countsLine,
  firstTrouble,
  fixCommand,
  harmless,
  inert,
  stepTitle,
  symbols,
  targetLine,
  verdictSentence,
} from './words.ts';

/** For a step summary, an issue or a chat. */
export const markdown: Reporter = (report) => {
  const trouble = firstTrouble(report);
  return [
    `## Amazon Connect sign-in: ${report.verdict}`,
    '',
    `${text(targetLine(report))}. ${text(countsLine(report))}. ${text(verdictSentence(report))}`,
    ...(trouble ? ['', `**First: ${text(trouble.title)}** (${code(trouble.id)})`, '', ...details(trouble)] : []),
    ...bySteps(report.checks).flatMap(([step, rows]) => ['', `### ${text(stepTitle(step))}`, '', ...table(rows)]),
    ...report.checks.flatMap((row) =>
      row !== trouble && isOpen(row) ? ['', `#### ${text(row.title)}`, '', ...details(row)] : [],
    ),
    '',
  ].join('\n');
};

const isOpen = ({ status }: ReportRow): boolean => status === 'fail' || status === 'warn';

const table = (rows: readonly ReportRow[]): string[] => [
  '| | check | |',
  '| --- | --- | --- |',
  ...rows.map(
    (row) => `| ${symbols[row.status]} ${row.status} | ${code(row.id)} | ${text(row.message)}${waits(row)} |`,
  ),
];

const waits = (row: ReportRow): string =>
  row.blockedBy
    ? ` (waits for ${row.blockedBy.map(code).join(', ')})`
    : row.permission
      ? ` (permission ${code(row.permission)})`
      : '';

const details = (row: ReportRow): string[] => {
  const command = fixCommand(row);
  return [
    `${text(row.message)}${waits(row)}`,
    ...row.problems.flatMap(({ message, expected, actual }) => [
      ...(message === row.message ? [] : ['', text(message)]),
      ...(expected === undefined ? [] : ['', 'Expected:', '', ...fence(expected)]),
      ...(actual === undefined ? [] : ['', 'Actual:', '', ...fence(actual)]),
    ]),
    ...(row.byHand ? ['', `By hand: ${text(row.byHand.text)}`] : []),
    ...(row.byHand?.value === undefined ? [] : ['', ...fence(row.byHand.value)]),
    ...(row.byHand?.url ? ['', `<${inert(row.byHand.url).replace(/[<>\s]/g, encodeURIComponent)}>`] : []),
    ...(command ? ['', `Or run ${code(command)}.`] : []),
  ];
};

/** Whatever Markdown, HTML in it, a bare link, a mention or the beginning of a list could be made of is escaped. */
export const text = (raw: string): string =>
  inert(raw)
    .replace(/[\\`*_{}[\]<>#|~&$@!]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/^(\s*)([-+=:]|\d+(?=[.)]))/, (_, blank: string, mark: string) =>
      /\d/.test(mark) ? `${blank}${mark}\\` : `${blank}\\${mark}`,
    );

/** A code span with more backticks around it than in it; a table's cell ends at a bar even there. */
export function code(raw: string): string {
  const shown = inert(raw).replaceAll('|', '\\|');
  const ticks = '`'.repeat(longestTicks(shown) + 1);
  return shown.startsWith('`') || shown.endsWith('`') ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown}${ticks}`;
}

export function fence(raw: string): string[] {
  const shown = inert(raw.replaceAll('\r\n', '\n'), '\n');
  const ticks = '`'.repeat(Math.max(3, longestTicks(shown) + 1));
  return [ticks, ...shown.split('\n').map(harmless), ticks];
}

const longestTicks = (raw: string): number => Math.max(0, ...(raw.match(/`+/g) ?? []).map((run) => run.length));
