import type { Aws } from '../../aws/access.ts';
import type { Row } from '../../engine.ts';
import type { Settings } from '../../fact.ts';
import type { Judging } from '../../judge.ts';
import { type Report, toReport } from '../../report/model.ts';
import { type Io, stopping } from '../command.ts';

/** The report; or, when the person stops before it is complete, what is known by then and the rest as `unknown`. */
export async function interruptible(
  judging: Judging,
  startedAt: Date,
  aws: Aws,
  settings: Settings,
  io: Pick<Io, 'interrupted'>,
): Promise<Report> {
  const known = new Map<string, Row>();
  for (const { row } of judging.pending) void row.then((done) => known.set(done.id, done));
  const report = await Promise.race([judging.report, stopping(io)]);
  if (report) return report;
  return toReport({
    startedAt,
    durationMs: Date.now() - startedAt.getTime(),
    target: { region: settings.region },
    rows: judging.pending.map(({ check }) => known.get(check.id) ?? notReached(check)),
    apiCalls: aws.calls,
  });
}

const notReached = ({ id, step, title }: Judging['pending'][number]['check']): Row => ({
  id,
  step,
  title,
  status: 'unknown',
  message: 'The run was interrupted before this was known.',
  evidence: 'none',
  problems: [],
});
