import { recording } from '../../bundle/record.ts';
import type { AnyCheck } from '../../check.ts';
import { type Judging, judge } from '../../judge.ts';
import { exitCodes } from '../../report/exit.ts';
import type { Report } from '../../report/model.ts';
import { openAccount } from '../account.ts';
import { type Args, type Io, isPlain, stopping, words } from '../command.ts';
import { chooseChecks, narrowed } from './choose.ts';
import { insistOnCaller } from './credentials.ts';
import { interruptible } from './interrupt.ts';
import { type Demands, finish, readDemands } from './demands.ts';
import { warnOfStrangeVariables } from './outputs.ts';

export async function runCheck(args: Args, io: Io): Promise<number> {
  const startedAt = new Date();
  if (typeof args['from-bundle'] === 'string')
    return (await import('./from-bundle.ts')).runFromBundle(args['from-bundle'], args, io);
  const planned = { checks: [] as readonly AnyCheck[], demands: undefined as Demands | undefined };
  const account = await openAccount(args, io, async (all, layers) => {
    planned.checks = narrowed(chooseChecks(words(args, 'id'), all, { alone: layers.text('sandbox') === '' }), args);
    planned.demands = await readDemands(args, all, io);
  });
  const { checks, demands } = planned;
  if (!account || !demands) return exitCodes.interrupted;
  const { asked } = account;
  await warnOfStrangeVariables(io, asked.profile);
  const record = demands.bundle === undefined ? undefined : recording(account.aws, asked.settings.region);
  const aws = record?.aws ?? account.aws;
  // Side by side: an endpoint that does not answer is waited for once.
  const judging = judge(checks, aws, asked.settings, startedAt, account.checks);
  if (account.real) await Promise.race([insistOnCaller(judging.run, io), stopping(io)]);
  // Where the report goes to a file or a pipe, what draws the progress can only write line after line.
  const drawn = isPlain(asked.plain, io, io.stderr) || !io.stdout.isTTY ? undefined : draw(judging.pending);
  const report = await interruptible(judging, startedAt, aws, asked.settings, io);
  if (!io.interrupted.aborted) await drawn;
  if (record && demands.bundle !== undefined && !io.interrupted.aborted) {
    const { writeBundle } = await import('../../bundle/write.ts');
    await writeBundle({ file: demands.bundle, reads: record.reads, report, settings: asked.settings }, io);
  }
  const judged = await expected(report, demands, checks, judging, account.asked.settings);
  return finish(judged, demands, asked, io);
}

/** The report as it is, or whether the account is as it should be. */
async function expected(
  report: Report,
  { expect }: Demands,
  checks: readonly AnyCheck[],
  { run }: Judging,
  settings: Parameters<typeof judge>[2],
): Promise<Report> {
  if (expect === undefined) return report;
  const { judgeExpected } = await import('../../baseline/expect.ts');
  return judgeExpected({ name: expect, checks, report, run, settings });
}

const draw = async (pending: Judging['pending']): Promise<void> =>
  (await import('../../progress.ts')).drawProgress(pending);
