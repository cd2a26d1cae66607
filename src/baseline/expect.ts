import { openAws } from '../aws/access.ts';
import type { AnyCheck, Status } from '../check.ts';
import { embeddedAws } from '../commands/check/embedded.ts';
import type { Run } from '../engine.ts';
import type { Settings } from '../fact.ts';
import { judge } from '../judge.ts';
import { countStatuses, overall, type Report, type ReportRow } from '../report/model.ts';
import { findLeftovers, type Leftovers } from './leftovers.ts';

/** Handed back clean: nothing of the workshop is there any more. */
const clean = 'empty';

export interface ExpectInput {
  /** `empty`, or a world by name or file. */
  readonly name: string;
  readonly checks: readonly AnyCheck[];
  readonly report: Report;
  readonly run: Run;
  readonly settings: Settings;
}

/**
 * A report on whether the account is as it should be: each row passes when it is as expected, fails when not, and
 * stays `unknown` where nobody could look. So every format, gate and exit code works for it as for any other report.
 */
export async function judgeExpected({ name, checks, report, run, settings }: ExpectInput): Promise<Report> {
  const rows =
    name === clean
      ? cleanRows(report, await findLeftovers(run, settings.names))
      : likeRows(report, await worldReport(name, checks, settings), name);
  const counts = countStatuses(rows.map(({ status }) => status));
  return { ...report, expected: name, verdict: overall(counts), counts, checks: rows };
}

/** The same checks over the world that is expected, in this process. */
async function worldReport(name: string, checks: readonly AnyCheck[], { names }: Settings): Promise<Report> {
  const access = embeddedAws(name);
  return judge(checks, openAws(access), { region: access.region, names }).report;
}

const row = (
  { id, step, title }: ReportRow,
  status: Status,
  message: string,
  more: Partial<ReportRow> = {},
): ReportRow => ({
  id,
  step,
  title,
  status,
  evidence: 'observed',
  message,
  problems: [],
  ...more,
});

function cleanRows(report: Report, leftovers: Leftovers): ReportRow[] {
  return report.checks.map((each) => {
    const left = leftovers.get(each.id);
    if (!left) return row(each, 'pass', 'It goes with what the other checks are about.', { evidence: 'none' });
    if (!left.seen)
      return row(each, 'unknown', left.why, {
        evidence: 'none',
        ...(left.permission !== undefined && { permission: left.permission }),
      });
    if (left.value.length === 0) return row(each, 'pass', 'Nothing of it is left.');
    return row(each, 'fail', `Left over: ${left.value.join(', ')}.`, {
      problems: left.value.map((thing) => ({
        code: `${each.id}/left-over`,
        message: `Left over: ${thing}.`,
        expected: 'nothing',
        actual: thing,
      })),
    });
  });
}

/** What else may stand where a world has this status: better evidence than the world has is no difference. */
const meets: Readonly<Record<Status, readonly Status[]>> = {
  pass: ['pass', 'warn'],
  warn: ['warn'],
  fail: ['fail'],
  blocked: ['blocked'],
  unknown: ['unknown'],
  unverified: ['unverified', 'pass', 'warn'],
};

function likeRows(report: Report, world: Report, name: string): ReportRow[] {
  const wanted = new Map(world.checks.map((each) => [each.id, each]));
  return report.checks.map((each) => {
    const want = wanted.get(each.id);
    if (!want) return each;
    const codes = (of: ReportRow): string =>
      of.problems
        .map(({ code }) => code)
        .sort()
        .join(', ');
    const same = meets[want.status].includes(each.status) && (want.status !== 'fail' || codes(want) === codes(each));
    if (each.status === 'unknown' && !same) return each;
    if (each.status === 'unverified' && same) return each;
    if (same)
      return row(each, 'pass', `As in the world ${name} (${want.status}): ${each.message}`, {
        evidence: each.evidence,
      });
    const expected = want.problems.length > 0 ? `${want.status} (${codes(want)})` : want.status;
    const actual = each.problems.length > 0 ? `${each.status} (${codes(each)})` : each.status;
    return row(each, 'fail', `Not as in the world ${name}: ${each.message}`, {
      evidence: each.evidence === 'none' ? 'none' : 'observed',
      problems: [
        {
          code: `${each.id}/not-as-expected`,
          message: `Not as in the world ${name}: ${each.message}`,
          expected,
          actual,
        },
      ],
    });
  });
}
