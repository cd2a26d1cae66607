import { openAws } from '../aws/access.ts';
import { defaultChain } from '../aws/credentials.ts';
import { type Args, type Io, isPlain } from '../commands/command.ts';
import { insistOnCredentials } from '../commands/check/credentials.ts';
import { warnOfStrangeVariables } from '../commands/check/outputs.ts';
import { registeredChecks } from '../plugins/registered.ts';
import { exitCodes } from '../report/exit.ts';
import { readLayers, sandboxOf } from '../settings.ts';
import type { Base } from './access.ts';
import { planFrom, readWish, settleAll } from './ask.ts';
import { classExit } from './exit.ts';
import { insistOnFiles, type Wanted, writeOutputs } from './output.ts';
import { drawnProgress, linesProgress, type Progress } from './progress.ts';
import { openRound, type Round } from './round.ts';

/** Audits a class: everything that was asked for is read and verified before the first call. */
export async function runAudit(args: Args, io: Io): Promise<number> {
  const [layers, wish] = await Promise.all([readLayers(args, io), readWish(args, io)]);
  const checks = await registeredChecks(layers, args, io);
  const world = sandboxOf(layers);
  const embedded = world === undefined ? undefined : (await import('../commands/check/embedded.ts')).embeddedAws(world);
  const planned = await planFrom(args, io, layers, embedded !== undefined);
  const asked = await settleAll(layers, planned, io, embedded?.region);
  await insistOnFiles(asked.outputs);
  await warnOfStrangeVariables(io);
  const base = embedded ?? (await instructor(asked.settings.region, asked.profile));
  if (!embedded && planned.some(({ roleArn }) => roleArn !== undefined)) await insistOnCredentials(openAws(base), io);
  const { outputs, strict, plain, settings } = asked;
  const wanted: Wanted = { outputs, strict, plain, checks };
  const isBare = isPlain(plain, io, io.stderr);
  const progress = (total: number): Progress => (isBare ? linesProgress : drawnProgress)(total, io);
  const round = await openRound({
    planned,
    plan: { checks, settings, base },
    wish,
    interrupted: io.interrupted,
    progress,
  });
  try {
    if (wish.serve) await (await import('./run-live.ts')).auditLive(round, wish.serve, wanted, io);
    else await round.run();
    return await finish(round, wanted, io);
  } finally {
    await round.close();
  }
}

async function finish(round: Round, wanted: Wanted, io: Io): Promise<number> {
  const { view, digests } = round.known();
  await writeOutputs(view, wanted, io);
  return io.interrupted.aborted ? exitCodes.interrupted : classExit(digests, wanted.strict);
}

/** One chain for all roles: it asks again by itself when what it has is about to expire. */
export async function instructor(region: string, profile: string | undefined): Promise<Base> {
  const credentials = await defaultChain(region, profile);
  return { region, credentials, ...(profile !== undefined && { profile }) };
}
