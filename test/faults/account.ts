import type { Report } from '../../src/report/model.ts';
import { type Fault, loadWorld, mergeWorld, Sandbox } from '../../src/sandbox/index.ts';
import { evidence, reportOn } from '../account.ts';

/** Its sign-in is so many minutes ago: of one moment, or reports that are compared would tell of different minutes. */
const signedIn = new Sandbox(loadWorld('signed-in')).snapshot();

/** The finished workshop with a sign-in in CloudTrail, and these faults. */
export const troubled = (faults: readonly Fault[], seed = 1): Sandbox =>
  new Sandbox(mergeWorld(signedIn, { faults }), { seed });

export const reportWith = (faults: readonly Fault[], seed?: number): Promise<Report> =>
  reportOn(troubled(faults, seed), evidence);

/** How often in a row an operation was refused at most. */
export function longestRefusal({ log }: Sandbox): number {
  const runs = new Map<string, number>();
  let longest = 0;
  for (const { service, operation, region, ok } of log) {
    const key = `${service} ${operation} ${region}`;
    runs.set(key, ok ? 0 : (runs.get(key) ?? 0) + 1);
    longest = Math.max(longest, runs.get(key) ?? 0);
  }
  return longest;
}

/** Every operation that a check makes, as a fault names it. */
export async function operationsOfACheck(): Promise<string[]> {
  const sandbox = troubled([]);
  await reportOn(sandbox, evidence);
  return [...new Set(sandbox.log.map(({ service, operation }) => `${service}:${operation}`))].toSorted();
}

/** What a report says, without when and how long. */
export const said = (report: Report): unknown => ({ ...report, startedAt: '', durationMs: 0, apiCalls: 0 });
