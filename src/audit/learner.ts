import type { Aws } from '../aws/access.ts';
import { explainError } from '../aws/errors.ts';
import { patience } from '../aws/patience.ts';
import type { AnyCheck } from '../check.ts';
import type { Settings } from '../fact.ts';
import { judge } from '../judge.ts';
import type { Learner, Report } from '../report/model.ts';
import { type Base, knowing, openLearner } from './access.ts';
import type { Planned } from './planned.ts';

export interface Plan {
  readonly checks: readonly AnyCheck[];
  /** What holds for the whole class: names, Region. */
  readonly settings: Settings;
  readonly base: Base;
}

/** An account that has not answered everything by then is told with what it has not: a slow one holds a place, not the class. */
const PATIENCE = 180_000;

/** Judges one learner's account. Never throws for what AWS answers. */
export async function judgeLearner(planned: Planned, plan: Plan): Promise<Learner> {
  const once = await attempt(planned, plan);
  // The session ran out in the middle; with new credentials everything is asked again.
  return once.expired ? (await attempt(planned, plan)).entry : once.entry;
}

async function attempt(planned: Planned, plan: Plan): Promise<{ readonly entry: Learner; readonly expired: boolean }> {
  const region = planned.region ?? plan.settings.region;
  const { aws, close } = await openLearner(planned, region, plan.base);
  let over = (): void => undefined;
  const late = new Promise<Learner>((resolve) => {
    over = patience(PATIENCE, () =>
      resolve(notReached(planned, 'The account did not answer everything within three minutes.')),
    );
  });
  try {
    const entry = await Promise.race([reachAndJudge(planned, plan, region, aws), late]);
    return { entry, expired: entry.reached ? someExpired(entry.report) : entry.reason === expiredReason };
  } finally {
    over();
    close();
  }
}

/** The account that answers has to be the one of the roster before a single thing is judged. */
async function reachAndJudge(planned: Planned, plan: Plan, region: string, aws: Aws): Promise<Learner> {
  const identity = await aws
    .in()
    .sts.GetCallerIdentity({})
    .catch((error: unknown) => reasonWhy(error, planned));
  if (typeof identity === 'string') return notReached(planned, identity);
  const { Account = '' } = identity;
  if (planned.account !== undefined && Account !== planned.account) {
    return notReached(
      planned,
      `The account ${Account} answered where the roster says ${planned.account}; it was not judged.`,
    );
  }
  const report = await judge(plan.checks, knowing(aws, identity), settingsOf(planned, plan.settings, region)).report;
  return {
    learner: planned.learner,
    accountId: Account,
    verdict: report.verdict,
    reached: true,
    ...firstProblem(report),
    report,
  };
}

export const notReached = ({ learner, account }: Pick<Planned, 'learner' | 'account'>, reason: string): Learner => ({
  learner,
  ...(account !== undefined && { accountId: account }),
  verdict: 'unknown',
  reached: false,
  reason,
});

const expiredReason = explainError(Object.assign(new Error(), { name: 'ExpiredToken' })).sentence;

const someExpired = (report: Report | undefined): boolean =>
  report?.checks.some(({ status, message }) => status === 'unknown' && message === expiredReason) ?? false;

function reasonWhy(error: unknown, { roleArn, externalId, profile }: Planned): string {
  const { kind, sentence, permission } = explainError(error);
  if (kind === 'denied' && permission === 'sts:AssumeRole' && roleArn !== undefined) {
    return `AWS refused sts:AssumeRole on ${roleArn}: the role is not there, does not trust these credentials, or expects another external id than ${externalId ? `"${externalId}"` : 'none'}.`;
  }
  if (kind === 'credentials' && profile !== undefined)
    return `The profile ${profile} gives no credentials: ${sentence}`;
  return sentence;
}

/** A learner's own settings come from the roster alone; what the instructor's surroundings say is not about this account. */
function settingsOf(planned: Planned, shared: Settings, region: string): Settings {
  const identityCenterRegion = planned.identityCenterRegion ?? shared.identityCenterRegion;
  return {
    region,
    ...(planned.instance !== undefined && { instance: planned.instance }),
    ...(identityCenterRegion !== undefined && { identityCenterRegion }),
    ...(planned.relayState !== undefined && { relayState: planned.relayState }),
    ...(planned.roleAttribute !== undefined && { roleAttribute: planned.roleAttribute }),
    ...(planned.capture && { capture: planned.capture }),
    names: shared.names,
  };
}

/** The first broken link, in workshop order. */
function firstProblem(report: Report): Pick<Learner, 'firstProblem'> {
  const row = report.checks.find(({ status }) => status === 'fail');
  const code = row?.problems[0]?.code;
  return row && code !== undefined ? { firstProblem: { id: row.id, code } } : {};
}
