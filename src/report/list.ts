import { styleText } from 'node:util';
import type { Problem, Status } from '../check.ts';
import { asciiGlyphs } from './glyphs.ts';
import { exact, hang } from './lines.ts';
import type { Report, ReportRow } from './model.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
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

type Colour = 'green' | 'yellow' | 'red' | 'dim' | 'magenta' | 'cyan';

const colours: Readonly<Record<Status, Colour>> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  blocked: 'dim',
  unknown: 'magenta',
  unverified: 'cyan',
};

/** The checklist as a learner wants it: the first broken link on top, then every row. */
export const list: Reporter = (report, options) => {
  const sections = [
    [...hang('', `Amazon Connect sign-in: ${targetLine(report)}`, options.width)],
    summary(report, options),
    ...bySteps(report.checks).map(([step, rows]) => [
      paint('bold', stepTitle(step), options),
      ...rows.flatMap((row) => entry(row, options, row === firstTrouble(report))),
    ]),
    hang('', `${countsLine(report)}. Verdict: ${report.verdict}. ${verdictSentence(report)}`, options.width),
  ];
  return `${sections.map((lines) => lines.map(harmless).join('\n')).join('\n\n')}\n`;
};

// Colour is decided once, by who owns the stream, not by Node.
const paint = (style: Colour | 'bold' | ['bold', Colour], text: string, { colour }: ReportOptions): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;

const glyph = (status: Status, { ascii }: ReportOptions): string => (ascii ? asciiGlyphs.status : symbols)[status];

const state = (status: Status, options: ReportOptions): string =>
  options.plain ? status : `${glyph(status, options)} ${status}`;

/** A link of ours, whole even where the terminal breaks the line. */
const link = (label: string, url: string, { links }: ReportOptions): string[] =>
  links ? [`${label}\u001b]8;;${inert(url)}\u001b\\${inert(url)}\u001b]8;;\u001b\\`] : exact(label, url);

function summary(report: Report, options: ReportOptions): string[] {
  const row = firstTrouble(report);
  if (!row) return hang('', verdictSentence(report), options.width);
  const compared = report.expected !== undefined;
  const lead = compared
    ? `First difference: ${row.id} (step ${row.step})`
    : `${row.status === 'unknown' ? 'Could not be looked at' : 'First broken link'}: ${row.id} (step ${row.step})`;
  const [behind] = row.blockedBy ?? [];
  return [
    paint(['bold', colours[row.status]], options.plain ? lead : `${glyph(row.status, options)} ${lead}`, options),
    ...(compared ? [] : hang('  wanted      ', row.title, options.width)),
    ...hang('  found       ', row.message, options.width),
    ...details(row, options, '  '),
    ...(row.blockedBy?.length ? hang('  waits for   ', row.blockedBy.join(', '), options.width) : []),
    ...(compared ? [] : [`  learn more  companion explain ${inert(behind ?? row.id)}`]),
  ];
}

function entry(row: ReportRow, options: ReportOptions, told: boolean): string[] {
  const word = state(row.status, options).padEnd(options.plain ? 12 : 14);
  const id = row.id.padEnd(25);
  const message = row.blockedBy?.length ? `${row.message} (waits for ${row.blockedBy.join(', ')})` : row.message;
  const painted = `  ${paint(colours[row.status], word, options)}${id}`;
  const head =
    options.width >= 90
      ? hang(`  ${word}${id}`, message, options.width, painted)
      : [painted.trimEnd(), ...hang('      ', message, options.width)];
  const more = details(row, options, '      ');
  return told && more.length > 0 ? [...head, '      What to do stands at the top.'] : [...head, ...more];
}

function details(row: ReportRow, options: ReportOptions, indent: string): string[] {
  const { width } = options;
  const fix = fixCommand(row);
  const command = fix && inert(`${fix}${options.again ?? ''}`);
  return [
    ...row.problems.flatMap((problem) => mismatch(problem, row, width, indent)),
    ...(row.permission ? hang(`${indent}permission  `, row.permission, width) : []),
    ...(row.byHand ? hang(`${indent}by hand     `, row.byHand.text, width) : []),
    ...(row.byHand?.value === undefined ? [] : exact('', row.byHand.value)),
    ...(row.byHand?.url ? link(`${indent}open        `, row.byHand.url, options) : []),
    ...(command ? [`${indent}or run      ${paint('bold', command, options)}`] : []),
    ...(command && row.fix?.caution ? hang(`${indent}caution     `, row.fix.caution, width) : []),
  ];
}

/** Expected and actual under each other; the message only where the row has not said it. */
const mismatch = (problem: Problem, row: ReportRow, width: number, indent: string): string[] => [
  ...(problem.message === row.message ? [] : hang(`${indent}problem     `, problem.message, width)),
  ...(problem.expected === undefined ? [] : exact(`${indent}expected    `, problem.expected)),
  ...(problem.actual === undefined ? [] : exact(`${indent}actual      `, problem.actual)),
];
