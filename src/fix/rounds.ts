import type { Report } from '../report/model.ts';
import type { Purpose } from './journal-lines.ts';
import { type Bench, perform, sentence } from './perform.ts';
import { changedSince, keyOf, type Plan, planOf, type Step } from './plan.ts';
import { type Lacking, lackingRights } from './rights.ts';

/** What became of one fix. */
export type Ending =
  | 'verified'
  | 'not yet visible'
  | 'still failing'
  /** AWS refused a call, or it could not be sent. */
  | 'failed'
  /** The account was changed by somebody else after the plan was shown. */
  | 'changed meanwhile'
  | 'lacks permission'
  /** Nobody said yes. */
  | 'left';

export interface Ended {
  readonly step: Step;
  readonly ending: Ending;
  /** Why, where the ending alone does not say. */
  readonly detail?: string;
}

export interface Job {
  /** Fresh facts each time. */
  judge(): Promise<Report>;
  readonly bench: Bench;
  readonly desk: Desk;
  /** How long steps by hand are waited for, in all. Milliseconds. */
  readonly waitFor: number;
  /** Only these, and once: the plan that was saved. */
  readonly only?: readonly Step[];
}

/** Whoever the plan is shown to and decides. */
export interface Desk {
  /** Throws where the account is not the one that was meant. */
  inspect(report: Report): Promise<void>;
  show(plan: Plan, fresh: readonly Step[], lacking: Lacking): Promise<void>;
  decide(step: Step): Promise<boolean>;
  applying(step: Step): Promise<void>;
  ended(ended: Ended): Promise<void>;
  /** Called before each look for steps by hand. */
  waiting(plan: Plan, report: Report): Promise<void>;
}

export interface Finished {
  readonly report: Report;
  readonly plan: Plan;
  readonly ended: readonly Ended[];
}

/** What is offered after so many rounds of writes is left to the next run: the workshop is five deep. */
const ROUNDS = 12;
const POLL = 5_000;

/** Judges, applies what is agreed to, and judges again on fresh facts, until nothing new is offered. */
export async function fixRounds(job: Job): Promise<Finished> {
  const { bench, desk } = job;
  const { pace } = bench;
  const ended = new Map<string, Ended>();
  let report = await job.judge();
  let rounds = 0;
  let left = job.waitFor;
  for (;;) {
    await desk.inspect(report);
    const plan = await planOf(report, bench.head, bench.aws);
    const fresh = (job.only ?? plan.steps).filter((step) => !ended.has(keyOf(step)));
    const finished = (): Finished => ({ report, plan, ended: [...ended.values()] });
    if (pace.stopped()) return finished();
    if (fresh.length > 0 && rounds < ROUNDS) {
      rounds++;
      const lacking = await lackingRights({ ...plan, steps: fresh }, bench.aws);
      await desk.show(plan, fresh, lacking);
      report = await applyAll(job, fresh, lacking, ended, report);
      continue;
    }
    if (job.only || left <= 0 || !plan.hands.some(({ status }) => status === 'fail')) return finished();
    await desk.waiting(plan, report);
    // Only what is waited counts: a person may think about a question for as long as it takes.
    const since = pace.now();
    await pace.sleep(Math.min(POLL, left));
    left -= pace.now() - since;
    if (pace.stopped()) return finished();
    report = await job.judge();
  }
}

/** One round: each fix that is agreed to, then the account as it is after them. */
async function applyAll(
  job: Job,
  fresh: readonly Step[],
  lacking: Lacking,
  ended: Map<string, Ended>,
  before: Report,
): Promise<Report> {
  const { desk, bench } = job;
  const end = async (one: Ended): Promise<void> => {
    ended.set(keyOf(one.step), one);
    await desk.ended(one);
  };
  const applied: Applied[] = [];
  for (const step of fresh) {
    if (bench.pace.stopped()) break;
    const missing = lacking.to.get(step) ?? [];
    if (missing.length > 0) await end({ step, ending: 'lacks permission', detail: missing.join(', ') });
    else if (!(await desk.decide(step))) await end({ step, ending: 'left' });
    else {
      await desk.applying(step);
      const outcome = await apply(step, bench);
      if ('ending' in outcome) await end(outcome);
      else applied.push(outcome);
    }
  }
  if (applied.length === 0) return before;
  const after = await judgeUntilSeen(job, applied);
  for (const one of applied) await end({ step: one.step, ...seen(one, after) });
  return after;
}

interface Applied {
  readonly step: Step;
  /** Every call showed when it was looked for. */
  readonly visible: boolean;
}

async function apply(step: Step, bench: Bench): Promise<Applied | Ended> {
  const changed = await changedSince(step, bench.head, bench.aws).catch((error: unknown) => sentence(error));
  if (typeof changed === 'string') return { step, ending: 'failed', detail: changed };
  if (changed[0] !== undefined) return { step, ending: 'changed meanwhile', detail: changed[0] };
  const purpose: Purpose = {
    check: step.check,
    codes: step.codes,
    title: step.title,
    fix: `${step.check} ${bench.pace.now()}`,
  };
  let visible = true;
  for (const { call } of step.calls) {
    const done = await perform(bench, call, purpose);
    if (done.result === 'failed') return { step, ending: 'failed', detail: done.error };
    if (done.result === 'done' && done.seen === undefined) visible = false;
    if (bench.pace.stopped()) break;
  }
  return { step, visible };
}

/** Judges until every fix shows, for as long as AWS takes to settle; a fix that does not help is not waited for so long. */
async function judgeUntilSeen({ judge, bench: { pace } }: Job, applied: readonly Applied[]): Promise<Report> {
  const until = pace.now() + (applied.every(({ visible }) => visible) ? pace.doubtFor : pace.settleFor);
  for (let look = 1; ; look++) {
    const report = await judge();
    const left = until - pace.now();
    if (pace.stopped() || left <= 0 || applied.every(({ step }) => !persists(step, report))) return report;
    await pace.sleep(Math.min(left, pace.backOff(look)), 'AWS to show the changes');
  }
}

/** The problem that led is still there, or the very same calls are proposed once more. */
function persists(step: Step, report: Report): boolean {
  const row = report.checks.find(({ id }) => id === step.check);
  if (!row) return true;
  if (
    row.fix &&
    keyOf({ check: row.id, calls: row.fix.calls.map((call) => ({ call, before: null, difference: [] })) }) ===
      keyOf(step)
  )
    return true;
  return row.status === 'unknown' || (row.status === 'fail' && row.problems.some(({ code }) => code === step.codes[0]));
}

function seen({ step, visible }: Applied, report: Report): Pick<Ended, 'ending' | 'detail'> {
  if (!persists(step, report)) return { ending: 'verified' };
  const row = report.checks.find(({ id }) => id === step.check);
  const detail = row?.message ?? '';
  return { ending: visible && row?.status !== 'unknown' ? 'still failing' : 'not yet visible', detail };
}
