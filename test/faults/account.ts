import type { Report } from '../../src/report/model.ts';
import { type Fault, loadWorld, mergeWorld, Sandbox } from '../../src/sandbox/index.ts';
import { evidence, reportOn } from '../account.ts';

/** The finished workshop with a sign-in in CloudTrail, and these faults. */
const troubled = (faults: readonly Fault[], seed = 1): Sandbox =>
  new Sandbox(mergeWorld(loadWorld('signed-in'), { faults }), { seed });

export const reportWith = (faults: readonly Fault[], seed?: number): Promise<Report> =>
  reportOn(troubled(faults, seed), evidence);

/** Every operation that a check makes, as a fault names it. */
export async function operationsOfACheck(): Promise<string[]> {
  const sandbox = troubled([]);
  await reportOn(sandbox, evidence);
  return [...new Set(sandbox.log.map(({ service, operation }) => `${service}:${operation}`))].toSorted();
}

/** What a report says, without when and how long. */
export const said = (report: Report): unknown => ({ ...report, startedAt: '', durationMs: 0, apiCalls: 0 });
