import type { Aws } from '../aws/access.ts';
import type { Call } from '../aws/surface.ts';
import type { ByHand, Fix, Status } from '../check.ts';
import type { Report, ReportRow } from '../report/model.ts';
import { differenceOf } from './difference.ts';
import type { Back } from './effect.ts';
import { effectOf } from './effects.ts';
import type { Head } from './journal-lines.ts';
import { lookAt, sentence } from './perform.ts';
import { remembering } from './remembering.ts';
import { covers, type State } from './state.ts';

/** One call of the plan, with what it finds and what it replaces. */
export interface PlannedCall {
  readonly call: Call;
  readonly before: State;
  readonly difference: readonly string[];
}

/** One fix of one check. */
export interface Step {
  readonly check: string;
  readonly title: string;
  /** The problem, in one sentence. */
  readonly why: string;
  /** The problems that it should end. */
  readonly codes: readonly string[];
  readonly caution?: string;
  /** Cannot be taken back exactly, deletes, or widens: asked for by itself. */
  readonly choice: boolean;
  readonly calls: readonly PlannedCall[];
}

/** What only a person can do, or see. */
export interface Hand {
  readonly check: string;
  readonly title: string;
  readonly status: Status;
  readonly message: string;
  readonly byHand?: ByHand;
}

export interface Plan extends Head {
  readonly tool: string;
  readonly caller: string;
  /** About the account as a whole. */
  readonly cautions: readonly string[];
  readonly steps: readonly Step[];
  readonly hands: readonly Hand[];
}

/** The same fix, however often it is judged. */
export const keyOf = ({ check, calls }: Pick<Step, 'check' | 'calls'>): string =>
  JSON.stringify([check, calls.map(({ call }) => call)]);

/** What to do about a report, with the account looked at where it would be changed. Throws what AWS throws. */
export async function planOf(report: Report, head: Head, aws: Aws): Promise<Plan> {
  const reader = remembering(aws);
  const rows = report.checks.filter(
    (row): row is ReportRow & { fix: Fix } => isOpen(row) && (row.fix?.calls.length ?? 0) > 0,
  );
  const planned = await Promise.all(rows.map((row) => step(row, row.fix, head, reader)));
  const unreadable = planned.filter((one): one is Hand => 'status' in one);
  return {
    ...head,
    tool: report.tool.version,
    caller: report.target.callerArn ?? '',
    cautions: cautions(report),
    steps: planned.filter((one): one is Step => 'calls' in one),
    hands: [...unreadable, ...report.checks.filter((row) => isHand(row)).map(hand)],
  };
}

const isOpen = ({ status }: ReportRow): boolean => status === 'fail' || status === 'warn';

const isHand = ({ status, fix }: ReportRow): boolean =>
  (status === 'fail' && !fix) || status === 'unverified' || status === 'unknown';

const hand = ({ id, title, status, message, byHand }: ReportRow): Hand => ({
  check: id,
  title,
  status,
  message,
  ...(byHand && { byHand }),
});

/** A fix whose calls cannot be looked at beforehand could not be taken back: it is left to a person. */
async function step(row: ReportRow, fix: Fix, head: Head, aws: Aws): Promise<Step | Hand> {
  try {
    const calls = await Promise.all(fix.calls.map((call) => plannedCall(call, head, aws)));
    return {
      check: row.id,
      title: fix.title,
      why: row.message,
      codes: row.problems.map(({ code }) => code),
      ...cautionOf(fix, calls),
      // Whatever the check says: what does not come back exactly is never done unasked.
      choice: fix.choice === true || calls.some((call) => isForGood(backOf(call))),
      calls,
    };
  } catch (error) {
    return { ...hand(row), message: `${row.message} It cannot be put right from here: ${sentence(error)}` };
  }
}

function backOf({ call, before }: PlannedCall): Back {
  const effect = effectOf(call);
  return effect.back({ input: call.input, before, after: effect.after(call.input, before) });
}

const isForGood = ({ calls, caution }: Back): boolean => calls.length === 0 || caution !== undefined;

/** A check that offers a choice says why itself; where only the look at the account made it one, that says why. */
function cautionOf(fix: Fix, calls: readonly PlannedCall[]): { readonly caution?: string } {
  const back = fix.choice === true ? [] : calls.flatMap((call) => backOf(call).caution ?? []);
  const all = [...new Set([...(fix.caution === undefined ? [] : [fix.caution]), ...back])];
  return all.length > 0 ? { caution: all.join(' ') } : {};
}

async function plannedCall(call: Call, head: Head, aws: Aws): Promise<PlannedCall> {
  const before = await lookAt({ head, aws }, call);
  return { call, before, difference: differenceOf(before, effectOf(call).after(call.input, before)) };
}

/** What is to be known about the account and the credentials before anything is changed. */
function cautions({ target, checks }: Report): string[] {
  const member = checks.find(({ problems }) =>
    problems.some(({ code }) => code === 'organization-present/member-account'),
  );
  return [
    ...(target.callerArn?.endsWith(':root')
      ? [
          'These are the root user’s credentials: use them for nothing that another user can do. Connect refuses them for sign-in.',
        ]
      : []),
    ...(member
      ? [`${member.message} Users, groups and applications of Identity Center can be changed from there alone.`]
      : []),
  ];
}

/** Calls that would find something else than the plan was made on: the words for each, none when all is as it was. */
export async function changedSince(step: Step, head: Head, aws: Aws): Promise<string[]> {
  const reader = remembering(aws);
  const looks = await Promise.all(
    step.calls.map(async ({ call, before }) => ({ call, before, now: await lookAt({ head, aws: reader }, call) })),
  );
  return looks.flatMap(({ call, before, now }) =>
    covers(now, before) && covers(before, now)
      ? []
      : [`${call.service} ${call.operation} would find something else than when the plan was made`],
  );
}
