import { resolve } from 'node:path';
import type { BaselineEntry } from '../../baseline/baseline.ts';
import { type Gate, gatedExit, readGates } from '../../baseline/gate.ts';
import type { AnyCheck } from '../../check.ts';
import { Misuse } from '../../misuse.ts';
import { exitCodes } from '../../report/exit.ts';
import type { Report } from '../../report/model.ts';
import type { Asked } from '../../settings.ts';
import { readBounded } from '../../settings/evidence.ts';
import { type Args, type Io, words } from '../command.ts';
import { writeOutputs } from './outputs.ts';

/** What is asked of a report besides being shown: read before the account is, so that a misuse costs nothing. */
export interface Demands {
  readonly failOn: readonly Gate[];
  readonly baseline?: readonly BaselineEntry[];
  readonly expect?: string;
  /** Absolute. */
  readonly bundle?: string;
}

export async function readDemands(args: Args, checks: readonly AnyCheck[], io: Io): Promise<Demands> {
  const [baseline, expect, bundle] = ['baseline', 'expect', 'bundle'].map((name) => words(args, name).at(-1));
  if (expect !== undefined) (await import('./embedded.ts')).worldCalled(expect);
  if (baseline !== undefined && expect !== undefined)
    throw new Misuse(
      '--baseline and --expect exclude each other: a baseline is about what is wrong, not about what differs.',
    );
  return {
    failOn: readGates(words(args, 'fail-on')),
    ...(baseline !== undefined && { baseline: await baselineIn(baseline, checks, io) }),
    ...(expect !== undefined && { expect }),
    ...(bundle !== undefined && { bundle: resolve(io.cwd, bundle) }),
  };
}

async function baselineIn(file: string, checks: readonly AnyCheck[], { cwd }: Io): Promise<BaselineEntry[]> {
  const { readBaseline } = await import('../../baseline/baseline.ts');
  const known = checks.flatMap(({ id, causes }) => [id, ...Object.keys(causes).map((cause) => `${id}/${cause}`)]);
  return readBaseline(file, (await readBounded(resolve(cwd, file), '--baseline', 1)).toString('utf8'), known);
}

/** Shows the report and gives the exit code, under everything that was asked for. */
export async function finish(report: Report, { baseline, failOn }: Demands, asked: Asked, io: Io): Promise<number> {
  const { shown, complaints } = baseline ? await accepted(report, baseline) : { shown: report, complaints: [] };
  await writeOutputs(shown, asked, io);
  for (const complaint of complaints) await io.err(`companion: ${complaint}\n`);
  return io.interrupted.aborted
    ? exitCodes.interrupted
    : gatedExit(shown, { strict: asked.strict, failOn, complaints: complaints.length });
}

/** YAML and what else a baseline takes is loaded for those who have one. */
async function accepted(report: Report, baseline: readonly BaselineEntry[]) {
  const { applyBaseline, baselineComplaints } = await import('../../baseline/baseline.ts');
  const { report: shown, use } = applyBaseline(report, baseline, new Date(report.startedAt));
  return { shown, complaints: baselineComplaints(use) };
}
