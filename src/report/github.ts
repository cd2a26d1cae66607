import type { Status } from '../check.ts';
import type { ReportRow } from './model.ts';
import type { Reporter } from './reporter.ts';
import { countsLine, inert, verdictSentence } from './words.ts';

const levels: Readonly<Record<Exclude<Status, 'pass'>, 'error' | 'warning' | 'notice'>> = {
  fail: 'error',
  unknown: 'error',
  warn: 'warning',
  blocked: 'notice',
  unverified: 'notice',
};

/** Workflow commands: an annotation for each check that does not pass. */
export const github: Reporter = (report, { strict }) => {
  const lines = report.checks.flatMap((row) => {
    if (row.status === 'pass') return [];
    const level =
      strict && !row.accepted && (row.status === 'warn' || row.status === 'unverified') ? 'error' : levels[row.status];
    return [`::${level} title=${property(`${row.id}: ${row.status}`)}::${data(told(row))}`];
  });
  return [...lines, `${countsLine(report)}. ${verdictSentence(report)}`].map((line) => `${line}\n`).join('');
};

const told = (row: ReportRow): string =>
  [
    row.message,
    ...row.problems.flatMap(({ message, expected, actual }) => [
      ...(message === row.message ? [] : [message]),
      ...(expected === undefined ? [] : [`expected: ${expected}`]),
      ...(actual === undefined ? [] : [`actual: ${actual}`]),
    ]),
    ...(row.blockedBy ? [`Waits for ${row.blockedBy.join(', ')}.`] : []),
    ...(row.permission ? [`Permission: ${row.permission}`] : []),
    ...(row.byHand ? [row.byHand.text] : []),
  ].join('\n');

/** The runner's own escapes: the message of a command… */
export const data = (text: string): string =>
  inert(text, '\r\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** …and the value of a property. */
export const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
