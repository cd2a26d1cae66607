import { basename, resolve } from 'node:path';
import type { Args, Io } from '../commands/command.ts';
import { registeredChecks } from '../plugins/registered.ts';
import { readLayers } from '../settings.ts';
import { readOutputs } from '../settings/outputs.ts';
import { printable } from '../text/near.ts';
import { readClassFile } from './ask.ts';
import { toClass } from './class.ts';
import { digest } from './digest.ts';
import { classExit } from './exit.ts';
import { merge, type Part } from './merge.ts';
import { writeOutputs } from './output.ts';

/** Joins shards; nothing is written before all of them are known to be one whole. */
export async function runMerge(files: readonly string[], args: Args, io: Io): Promise<number> {
  const layers = await readLayers(args, io);
  const checks = await registeredChecks(layers, args, io);
  const wanted = {
    outputs: readOutputs(layers.given('format'), io.cwd),
    strict: layers.flag('strict'),
    plain: layers.flag('plain'),
    checks,
  };
  const parts: Part[] = [];
  for (const file of files)
    parts.push({ name: printable(basename(file)), report: await readClassFile(resolve(io.cwd, file), 'merge') });
  const { learners, since, startedAt, durationMs } = merge(parts, args['allow-missing'] === true);
  const digests = learners.map(digest);
  const view = toClass({
    startedAt,
    durationMs,
    checks,
    digests,
    read: async (index) => learners[index] ?? { learner: '', verdict: 'unknown', reached: false },
    ...(since && { since }),
  });
  await writeOutputs(view, wanted, io);
  return classExit(digests, wanted.strict);
}
