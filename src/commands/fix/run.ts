import { relative, resolve } from 'node:path';
import type { Settings } from '../../fact.ts';
import { application } from '../../facts/chain.ts';
import { identityCenter } from '../../facts/identity-center.ts';
import { Writer } from '../../fix/journal.ts';
import type { Head } from '../../fix/journal-lines.ts';
import { type Plan, planOf } from '../../fix/plan.ts';
import { type Finished, fixRounds } from '../../fix/rounds.ts';
import { type SavedPlan, savedPlan, staleness } from '../../fix/saved-plan.ts';
import { judge } from '../../judge.ts';
import { Misuse } from '../../misuse.ts';
import { registeredChecks } from '../../plugins/registered.ts';
import { exitCode, exitCodes } from '../../report/exit.ts';
import type { Report } from '../../report/model.ts';
import { readLayers } from '../../settings.ts';
import { expiry, wrongMetadata } from '../../saml/judge-metadata.ts';
import { printable } from '../../text/near.ts';
import { chooseChecks } from '../check/choose.ts';
import { warnOfStrangeVariables } from '../check/outputs.ts';
import { writeWhole } from '../check/write.ts';
import { type Args, type Io, words } from '../command.ts';
import { answersFrom, isPersonThere, stoppable } from './answers.ts';
import { deskFor, type FixDesk } from './desk.ts';
import { chosenRouting } from './routing.ts';
import { appliedPlan, settingsOf } from './saved.ts';
import { holding, openSession, refusing, type Session } from './session.ts';

export async function runFix(args: Args, process: Io): Promise<number> {
  const io = stoppable(process);
  const all = await registeredChecks(await readLayers(args, io), args, io);
  const saved = await appliedPlan(args, io);
  const ids = saved ? saved.checks : words(args, 'id');
  const checks = chooseChecks(ids, all);
  const answers = answersFrom(args, io, all);
  const waitFor = waitOf(args, io);
  await warnOfStrangeVariables(io);
  const run = async (): Promise<number> => {
    const session = await openSession(args, io);
    let settings = saved ? settingsOf(saved, session.asked.settings) : session.asked.settings;
    const desk = deskFor(args, io, session, answers);
    let asks = saved === undefined;
    const look = async (): Promise<Report> => {
      const judging = judge(checks, session.aws, settings, new Date(), all);
      const report = await judging.report;
      await refuseMetadata(settings, judging.run);
      const routing = asks ? await chosenRouting(judging.run, settings, io) : undefined;
      if (routing === undefined) return report;
      asks = false;
      if (routing === 'open') return report;
      settings = { ...settings, ...routing };
      return look();
    };
    const onlyPlan = args['dry-run'] === true || typeof args['plan'] === 'string' || !answers.possible;
    if (onlyPlan) return showPlan(await look(), { args, io, session, desk, ids, settings, saved });
    return holding(session, io, async (folder) => {
      const writer = lazily(folder, session.head, session.caller);
      const only = saved && (await stillGood(saved, await look(), session));
      const finished = await fixRounds({
        judge: look,
        bench: { ...session, writer },
        desk,
        waitFor,
        ...(only && { only }),
      });
      const journal = await writer.close();
      await desk.finish(finished, journal === undefined ? undefined : relative(io.cwd, journal));
      return codeOf(finished, session, io);
    });
  };
  return refusing(run, async (sentence) => {
    await io.err(`companion: ${sentence}\n`);
    return exitCodes.unknown;
  });
}

interface Planning {
  readonly args: Args;
  readonly io: Io;
  readonly session: Session;
  readonly desk: FixDesk;
  readonly ids: readonly string[];
  readonly settings: Settings;
  readonly saved: SavedPlan | undefined;
}

/** The plan and nothing else. Without anybody to agree it stays undone, and the exit says so. */
async function showPlan(report: Report, { args, io, session, desk, ids, settings, saved }: Planning): Promise<number> {
  await desk.inspect(report);
  const plan = await planOf(report, session.head, session.aws);
  if (saved) refuseStale(saved, plan);
  const file = args['plan'];
  if (typeof file === 'string')
    await writeWhole(
      resolve(io.cwd, file),
      `${JSON.stringify(savedPlan(plan, ids, settings, new Date()), undefined, 2)}\n`,
    );
  await desk.planOnly(report, plan, typeof file === 'string' ? file : undefined);
  if (args['dry-run'] === true || typeof file === 'string') return exitCodes.fine;
  return plan.steps.length > 0 ? exitCodes.failed : exitCode(report, session.asked);
}

/** The same steps as they are planned now: what the file says of them, a choice or not, is not believed. */
async function stillGood(saved: SavedPlan, report: Report, session: Session): Promise<Plan['steps']> {
  const now = await planOf(report, session.head, session.aws);
  refuseStale(saved, now);
  return now.steps;
}

function refuseStale(saved: SavedPlan, now: Plan): void {
  const why = staleness(saved, now);
  if (why !== undefined) throw new Misuse(`--apply: the plan is out of date: ${why}; make a new one.`);
}

/** The file is read before anything is written: a wrong one would break what it is to mend. */
async function refuseMetadata(settings: Settings, run: ReturnType<typeof judge>['run']): Promise<void> {
  const { metadata } = settings;
  if (!metadata) return;
  const [app, center] = await Promise.all([run.peek(application), run.peek(identityCenter)]);
  const wrong =
    app && center
      ? wrongMetadata(metadata, { account: center.owner, regions: center.regions, application: app.id })
      : undefined;
  if (wrong !== undefined && wrong !== 'unknown')
    throw new Misuse(
      `--metadata: ${wrong.message} It is not used: download the file of the application ${app?.name ?? ''} again.`,
    );
  const certificate = expiry(metadata.certificates, new Date());
  if (certificate && certificate.code !== 'certificate-expires-soon')
    throw new Misuse(
      `--metadata: ${certificate.message} It is not used: rotate the certificate in Identity Center and download the file again.`,
    );
}

/** A journal is begun with the first call: a run that changes nothing leaves none. */
function lazily(
  folder: string,
  head: Head,
  caller: string,
): Pick<Writer, 'intend' | 'outcome'> & { close(): Promise<string | undefined> } {
  let opened: Promise<Writer> | undefined;
  const writer = (): Promise<Writer> => (opened ??= Writer.create(folder, head, caller, new Date()));
  return {
    intend: async (intent) => (await writer()).intend(intent),
    outcome: async (outcome) => (await writer()).outcome(outcome),
    async close() {
      const made = await opened;
      await made?.close();
      return made?.path;
    },
  };
}

function waitOf(args: Args, io: Io): number {
  const wait = words(args, 'wait').at(-1);
  if (wait === undefined) return isPersonThere(io) ? 600_000 : 0;
  const seconds = Number(wait);
  if (!/^\d{1,5}$/.test(wait)) throw new Misuse(`--wait should be a number of seconds, not "${printable(wait)}".`);
  return seconds * 1000;
}

function codeOf({ report, ended }: Finished, { asked }: Session, io: Io): number {
  if (io.interrupted.aborted) return exitCodes.interrupted;
  const code = exitCode(report, asked);
  const failed = ended.some(
    ({ ending }) =>
      ending === 'failed' ||
      ending === 'still failing' ||
      ending === 'lacks permission' ||
      ending === 'changed meanwhile',
  );
  return code === exitCodes.fine && failed ? exitCodes.failed : code;
}
