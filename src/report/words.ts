import type { Status } from '../check.ts';
import { printable } from '../text/near.ts';
import type { Report, ReportRow } from './model.ts';

/** What the steps of the workshop are about; the report is grouped by them. */
const steps: Readonly<Record<number, string>> = {
  1: 'Organization and Identity Center',
  2: 'Connect instance and application',
  3: 'Identity provider, policy and role',
  4: 'Attribute mapping',
  5: 'Users',
  6: 'Group and assignment',
  7: 'Sign-in',
};

export const stepTitle = (step: number): string => `Step ${step}${steps[step] ? `: ${steps[step]}` : ''}`;

export const symbols: Readonly<Record<Status, string>> = {
  pass: '✔',
  warn: '⚠',
  fail: '✖',
  blocked: '⊘',
  unknown: '?',
  unverified: '○',
};

const statuses = Object.keys(symbols) as readonly Status[];

/**
 * Text that came from people, harmless in a terminal and in a build log: no control characters, and none of the two
 * spellings of commands that GitHub's runner obeys anywhere in what a job prints.
 */
export const inert = (text: string, keep = ''): string => printable(text, keep).replaceAll('##[', '##\\[');

/** A line that begins with `::` is a command to GitHub's runner, however it is indented. */
export const harmless = (line: string): string => line.replace(/^(\s*)::/, '$1\\::');

/** The row to look at first: what is broken before what is not known. */
export const firstTrouble = (report: Report): ReportRow | undefined =>
  (['fail', 'blocked', 'unknown'] as const)
    .map((status) => report.checks.find((row) => row.status === status))
    .find((row) => row !== undefined);

/** "16 checks: 12 pass, 1 fail, 3 blocked". */
export function countsLine({ checks, counts }: Report): string {
  const present = statuses.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${status}`);
  return `${checks.length} ${checks.length === 1 ? 'check' : 'checks'}: ${present.join(', ')}`;
}

/** One sentence on the whole. That all links hold only a sign-in shows: without its row some were not asked about. */
export function verdictSentence(report: Report): string {
  if (report.expected !== undefined) return expectedSentence(report, report.expected);
  const trouble = firstTrouble(report);
  switch (report.verdict) {
    case 'fail':
      return trouble?.status === 'fail'
        ? `Sign-in cannot work until ${trouble.id} is put right.`
        : `Sign-in cannot work until what blocks ${trouble?.id} is put right.`;
    case 'unknown':
      return 'Nothing was found broken, but not everything could be looked at.';
    case 'unverified':
      return 'Nothing was found broken; what no AWS API shows was not verified.';
    case 'pass':
      if (!report.checks.some(({ id }) => id === 'sign-in'))
        return `What was looked at holds${report.counts.warn > 0 ? '; something should still be changed' : ''}.`;
      return report.counts.warn > 0
        ? 'Sign-in works; something should still be changed.'
        : 'Every link of the sign-in holds.';
  }
}

function expectedSentence({ verdict, checks }: Report, expected: string): string {
  const differing = checks.filter(({ status }) => status === 'fail').length;
  const like = expected === 'empty' ? 'clean' : `like the world ${inert(expected)}`;
  if (verdict === 'fail')
    return `The account is not ${like}: ${differing} of ${checks.length} checks tell what differs.`;
  return verdict === 'unknown'
    ? `Not everything could be looked at, so nobody can say whether the account is ${like}.`
    : `The account is ${like}.`;
}

/** "account 111122223333, us-east-1, instance 9690dd9b-…": what is known of the target. */
export const targetLine = ({ target }: Report): string =>
  [
    target.accountId ? `account ${target.accountId}` : 'account not known',
    target.region,
    ...(target.instanceId ? [`instance ${target.instanceId}`] : []),
  ]
    .map((part) => inert(part))
    .join(', ');

/** Steps in order, each with its rows. */
export function bySteps(rows: readonly ReportRow[]): (readonly [number, readonly ReportRow[]])[] {
  const groups = new Map<number, ReportRow[]>();
  for (const row of rows) groups.set(row.step, [...(groups.get(row.step) ?? []), row]);
  return [...groups];
}

/** A fix that can be applied by the command, as a learner types it. */
export const fixCommand = (row: ReportRow): string | undefined =>
  row.fix && row.fix.calls.length > 0 ? `companion fix ${row.id}` : undefined;
