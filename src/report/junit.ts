import type { Report, ReportRow } from './model.ts';
import type { Reporter } from './reporter.ts';
import { stepTitle, verdictSentence } from './words.ts';

type Outcome = 'failure' | 'error' | 'skipped' | undefined;

/** JUnit XML: what fails is a failure, what could not be looked at an error, what waits is skipped. */
export const junit: Reporter = (report, { strict }) => {
  const { totals, text } = suite(report, { name: accountSuite(report.target.accountId), strict });
  return `${opening(totals, report.durationMs)}${text}${closing}`;
};

/** How many there are of each, over one suite or all. */
export type Totals = Readonly<Record<'tests' | 'failure' | 'error' | 'skipped', number>>;

// Jenkins' schema knows `skipped` of a suite only.
const counted = ({ tests, failure, error }: Totals, durationMs: number): string =>
  `tests="${tests}" failures="${failure}" errors="${error}" time="${(durationMs / 1000).toFixed(3)}"`;

export const opening = (totals: Totals, durationMs: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="workshop-companion" ${counted(totals, durationMs)}>\n`;
export const closing = '</testsuites>\n';

export const accountSuite = (accountId: string | undefined): string => `account ${accountId ?? 'not known'}`;

/** One account's suite, a test case for each check. */
export function suite(
  report: Report,
  { name, strict }: { readonly name: string; readonly strict: boolean },
): { readonly totals: Totals; readonly text: string } {
  const rows = report.checks.map((row) => ({ row, outcome: outcomeOf(row, strict) }));
  const count = (outcome: Outcome) => rows.filter((each) => each.outcome === outcome).length;
  const totals = { tests: rows.length, failure: count('failure'), error: count('error'), skipped: count('skipped') };
  const text = [
    `  <testsuite name="${xml(name)}" ${counted(totals, report.durationMs)} skipped="${totals.skipped}" timestamp="${xml(report.startedAt)}">`,
    ...rows.flatMap(({ row, outcome }) => testcase(row, outcome)),
    `    <system-out>${xml(verdictSentence(report))}</system-out>`,
    '  </testsuite>',
    '',
  ].join('\n');
  return { totals, text };
}

function outcomeOf({ status, accepted }: ReportRow, strict: boolean): Outcome {
  switch (status) {
    case 'fail':
      return 'failure';
    case 'unknown':
      return 'error';
    case 'blocked':
      return 'skipped';
    case 'unverified':
      return strict ? 'failure' : 'skipped';
    case 'warn':
      return strict && !accepted ? 'failure' : undefined;
    case 'pass':
      return undefined;
  }
}

function testcase(row: ReportRow, outcome: Outcome): string[] {
  const head = `    <testcase classname="${xml(stepTitle(row.step))}" name="${xml(row.id)}"`;
  const told = `      <system-out>${xml(detail(row))}</system-out>`;
  if (outcome === undefined) return [`${head}>`, told, '    </testcase>'];
  const type = row.problems[0]?.code ?? row.permission ?? row.status;
  const body =
    outcome === 'skipped'
      ? [`      <skipped message="${xml(row.message)}"/>`, told]
      : [`      <${outcome} message="${xml(row.message)}" type="${xml(type)}">${xml(detail(row))}</${outcome}>`];
  return [`${head}>`, ...body, '    </testcase>'];
}

const detail = (row: ReportRow): string =>
  [
    `${row.status}: ${row.title}`,
    row.message,
    ...row.problems.flatMap(({ code, message, expected, actual }) => [
      `${code}: ${message}`,
      ...(expected === undefined ? [] : [`expected: ${expected}`]),
      ...(actual === undefined ? [] : [`actual: ${actual}`]),
    ]),
    ...(row.blockedBy ? [`waits for: ${row.blockedBy.join(', ')}`] : []),
    ...(row.permission ? [`permission: ${row.permission}`] : []),
    ...(row.byHand ? [`by hand: ${row.byHand.text}`] : []),
  ].join('\n');

/** What XML 1.0 cannot hold becomes U+FFFD; what it would read as markup, or normalise away, a reference. */
export const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'[\t\n\r\u007f-\u009f\p{Cf}\u2028\u2029]/gu, (letter) => `&#${letter.codePointAt(0)};`);
