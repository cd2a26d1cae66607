import { type Access, type Aws, openAws } from '../../aws/access.ts';
import type { AnyCheck } from '../../check.ts';
import { type Judging, judge } from '../../judge.ts';
import { loadChecks } from '../../registry.ts';
import { exitCode, exitCodes } from '../../report/exit.ts';
import type { Report } from '../../report/model.ts';
import { type Asked, readLayers, sandboxOf, settle } from '../../settings.ts';
import { type Args, type Io, isPlain, stopping, words } from '../command.ts';
import { chooseChecks } from './choose.ts';
import { insistOnCredentials } from './credentials.ts';
import { interruptible } from './interrupt.ts';
import { warnOfStrangeVariables, writeOutputs } from './outputs.ts';

export async function runCheck(args: Args, io: Io): Promise<number> {
  const startedAt = new Date();
  const [layers, all] = await Promise.all([readLayers(args, io), loadChecks()]);
  const checks = chooseChecks(words(args, 'id'), all, layers.text('sandbox') === '');
  const world = sandboxOf(layers);
  const embedded = world === undefined ? undefined : (await import('./embedded.ts')).embeddedAws(world);
  const asked = await settle(layers, io, embedded?.region);
  await warnOfStrangeVariables(io);
  const aws = openAws(embedded ?? access(asked));
  const judging = judge(checks, aws, asked.settings, startedAt);
  const report = await look(judging, startedAt, aws, asked, io, embedded === undefined);
  await writeOutputs(report, asked, io);
  return io.interrupted.aborted ? exitCodes.interrupted : exitCode(report, asked);
}

const access = ({ settings, profile }: Asked): Access => ({ region: settings.region, ...(profile !== undefined && { profile }) });

async function look(judging: Judging, startedAt: Date, aws: Aws, asked: Asked, io: Io, real: boolean): Promise<Report> {
  if (real) await Promise.race([insistOnCredentials(aws, io), stopping(io)]);
  const drawn = isPlain(asked.plain, io, io.stderr) ? undefined : draw(judging.pending);
  const report = await interruptible(judging, startedAt, aws, asked.settings, io);
  if (!io.interrupted.aborted) await drawn;
  return report;
}

const draw = async (pending: readonly { readonly check: AnyCheck; readonly row: Judging['pending'][number]['row'] }[]): Promise<void> =>
  (await import('../../progress.ts')).drawProgress(pending);
