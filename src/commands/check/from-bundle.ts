import { basename, resolve } from 'node:path';
import { readBundle, settingsOf } from '../../bundle/bundle.ts';
import { replaying } from '../../bundle/replay.ts';
import { judge } from '../../judge.ts';
import { Misuse } from '../../misuse.ts';
import { countStatuses, overall, type Report } from '../../report/model.ts';
import { registeredChecks } from '../../plugins/registered.ts';
import { readLayers } from '../../settings.ts';
import { settingNames } from '../../settings/options.ts';
import { readBounded } from '../../settings/evidence.ts';
import { readOutputs } from '../../settings/outputs.ts';
import { printable } from '../../text/near.ts';
import { type Args, type Io, words } from '../command.ts';
import { chooseChecks, narrowed } from './choose.ts';
import { finish, readDemands } from './demands.ts';

/** What is about an account, which is not there; a bundle has the settings that it was made with. */
const ignored = [
  ...settingNames.filter((name) => !['format', 'strict', 'checks', 'plain'].includes(name)),
  'expect',
  'bundle',
];

/** The same verdicts as where the bundle was made, from nothing but the bundle: no credentials, no network. */
export async function runFromBundle(file: string, args: Args, io: Io): Promise<number> {
  const twice = ignored.find((name) => args[name] !== undefined && args[name] !== false);
  if (twice !== undefined)
    throw new Misuse(`--from-bundle and --${twice} exclude each other: a bundle is judged as it was made.`);
  const bundle = readBundle((await readBounded(resolve(io.cwd, file), '--from-bundle', 50)).toString('utf8'), file);
  const layers = await readLayers(args, io);
  const all = await registeredChecks(layers, args, io);
  const checks = narrowed(chooseChecks(words(args, 'id'), all, { alone: false }), args);
  const demands = await readDemands(args, all, io);
  const settings = settingsOf(bundle);
  const aws = replaying(bundle.reads, settings.region);
  const { report } = judge(checks, aws, settings, new Date(bundle.takenAt), all);
  await io.err(`companion: ${printable(basename(file))} was made on ${bundle.takenAt}; names in it are masked.\n`);
  const asked = {
    settings,
    outputs: readOutputs(layers.given('format'), io.cwd),
    strict: layers.flag('strict'),
    plain: layers.flag('plain'),
  };
  return finish(asMade(await report, bundle.captured), demands, asked, io);
}

/** What rests on a captured sign-in is taken over: the signed response itself is not in the bundle. */
function asMade(report: Report, captured: Report['checks']): Report {
  const checks = report.checks.map((row) => captured.find(({ id }) => id === row.id) ?? row);
  const counts = countStatuses(checks.map(({ status }) => status));
  return { ...report, durationMs: 0, verdict: overall(counts), counts, checks };
}
