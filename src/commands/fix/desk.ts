import { resolve } from 'node:path';
import { commandLine } from '../../fix/command-line.ts';
import { consolePath } from '../../fix/console-path.ts';
import { actionOf, actionsBack } from '../../fix/effects.ts';
import type { Hand, Plan, Step } from '../../fix/plan.ts';
import { lackingRights } from '../../fix/rights.ts';
import type { Desk, Ended, Finished } from '../../fix/rounds.ts';
import { endedLines, handLines, type Look, paint, planLines, text } from '../../fix/show.ts';
import { Misuse } from '../../misuse.ts';
import { hang } from '../../report/lines.ts';
import type { Report, ReportRow } from '../../report/model.ts';
import { countsLine, verdictSentence } from '../../report/words.ts';
import { sandboxOf } from '../../settings.ts';
import { printable } from '../../text/near.ts';
import { type Args, type Io, isPlain, words } from '../command.ts';
import { type Answers, isPersonThere } from './answers.ts';
import type { Session } from './session.ts';

export interface FixDesk extends Desk {
  planOnly(report: Report, plan: Plan, file: string | undefined): Promise<void>;
  finish(finished: Finished, journal: string | undefined): Promise<void>;
}

/** How things are shown: for people as they happen, or as one JSON document at the end. */
export function deskFor(args: Args, io: Io, session: Session, answers: Answers): FixDesk {
  const format = words(args, 'format').at(-1) ?? 'list';
  if (format !== 'list' && format !== 'json')
    throw new Misuse(`--format: companion fix writes list or json, not "${printable(format)}".`);
  const json = format === 'json';
  // The report belongs to standard output, and JSON is one document: then the talk goes elsewhere.
  const say = (lines: readonly string[]): Promise<void> => (json ? io.err(text(lines)) : io.out(text(lines)));
  const look = lookOf(io, session, json);
  const told = new Set<string>();
  const untold = (hands: readonly Hand[]): Hand[] => hands.filter(({ check, message }) => !told.has(check + message));
  const tell = (hands: readonly Hand[]): string[] => {
    for (const { check, message } of hands) told.add(check + message);
    return [...handLines(hands, look), ...metadataHint(hands, session, look)];
  };
  /** The steps by hand that are being waited for. */
  let awaited: readonly string[] = [];
  let rounds = 0;
  return {
    async inspect({ target: { accountId } }) {
      if (accountId !== undefined && accountId !== session.head.account)
        throw new Misuse(
          `These are the credentials of account ${accountId} now, and the plan is for ${session.head.account}: nothing more was done.`,
        );
    },
    show: (plan, fresh, lacking) =>
      say([...(rounds++ > 0 ? [''] : []), ...planLines(plan, fresh, lacking, look, 'by name')]),
    decide: (step) => answers.agreed(step),
    applying: ({ title }) => (io.stderr.isTTY ? io.err(`companion: ${printable(title)} …\n`) : Promise.resolve()),
    ended: (ended) => say(endedLines(isPersonThere(io) ? ended : withWay(ended), look)),
    async waiting(plan, { checks }) {
      const open = plan.hands.filter(({ status }) => status === 'fail');
      const done = checks.filter(({ id, status }) => awaited.includes(id) && (status === 'pass' || status === 'warn'));
      const more = untold(open);
      awaited = open.map(({ check }) => check);
      if (done.length === 0 && more.length === 0) return;
      await say([...done.flatMap((row) => doneLines(row, look)), '', ...tell(more)]);
      const still = `waiting for ${awaited.join(', ')}, looking every few seconds (Ctrl-C stops) …`;
      await io.err(text(hang('companion: ', still, look.width)));
    },
    async planOnly(report, plan, file) {
      if (json) return io.out(document(report, plan, plan.steps, [], undefined, look));
      await say(planLines(plan, plan.steps, await lackingRights(plan, session.aws), look, 'in full'));
      await say([
        ...metadataHint(plan.hands, session, look),
        ...handLines(
          plan.hands.filter(({ status }) => status !== 'fail' && status !== 'warn'),
          look,
        ),
      ]);
      await say(planOnlyWords(report, plan, file, args, look));
    },
    async finish({ report, plan, ended }, journal) {
      if (json) return io.out(document(report, plan, [], ended, journal, look));
      const hands = io.interrupted.aborted ? [] : tell(untold(plan.hands));
      await say([
        '',
        ...hands,
        ...finishWords(report, plan, ended, io.interrupted.aborted, look),
        ...(journal === undefined ? [] : hang('', keptWords(journal, session), look.width)),
      ]);
    },
  };
}

/** Nobody was asked about a choice: how it is taken. */
const withWay = (ended: Ended): Ended =>
  ended.ending === 'left' && ended.step.choice && ended.detail === undefined
    ? { ...ended, detail: `a choice: --accept ${ended.step.codes[0] ?? ''} takes it` }
    : ended;

const doneLines = ({ id, message }: ReportRow, look: Look): string[] =>
  hang('done: ', `${id}: ${message}`, look.width, paint('green', 'done: ', look));

/** What the file would spare the person. */
function metadataHint(hands: readonly Hand[], { asked }: Session, look: Look): string[] {
  const wanted =
    !asked.settings.metadata && hands.some(({ check, status }) => check === 'identity-provider' && status === 'fail');
  const hint = 'With the application’s metadata file, companion fix --metadata FILE does identity-provider.';
  return wanted ? [...hang('', hint, look.width), ''] : [];
}

function lookOf(io: Io, { head, asked, layers }: Session, json: boolean): Look {
  const stream = json ? io.stderr : io.stdout;
  const columns = stream.columns ?? Number(io.env['COLUMNS'] ?? '');
  const path = layers.given('metadata')?.values.at(-1);
  const { metadata } = asked.settings;
  return {
    width: Math.min(120, Math.max(60, columns || 100)),
    colour: !isPlain(asked.plain, io, stream),
    shell: {
      region: head.region,
      ...(asked.profile !== undefined && { profile: asked.profile }),
      ...(metadata && path !== undefined && { metadata: { text: metadata.text, path: resolve(io.cwd, path) } }),
    },
  };
}

/** There is nothing that could be put right, or nothing that could be put right from here. */
const nothing = ({ checks }: Report): string =>
  checks.some(({ status }) => status === 'fail' || status === 'warn' || status === 'blocked')
    ? 'Nothing that this command can put right.'
    : 'There is nothing to put right.';

function planOnlyWords(report: Report, { steps }: Plan, file: string | undefined, args: Args, look: Look): string[] {
  if (file !== undefined)
    return hang(
      '',
      `The plan is written to ${file}; companion fix --apply ${file} applies it as long as nothing that it rests on has changed.`,
      look.width,
    );
  if (steps.length === 0) return [nothing(report)];
  const how = [
    ...(steps.some(({ choice }) => !choice) ? ['--yes applies the fixes'] : []),
    ...(steps.some(({ choice }) => choice) ? ['--accept CODE applies a choice'] : []),
  ].join(', ');
  const more = 'What becomes possible afterwards is planned then.';
  return hang(
    '',
    args['dry-run'] === true
      ? `Nothing was changed. ${more}`
      : `Nothing was changed, for nobody is here to ask: ${how}. ${more}`,
    look.width,
  );
}

function finishWords(report: Report, plan: Plan, ended: readonly Ended[], stopped: boolean, look: Look): string[] {
  const verdict = stopped
    ? 'Stopped; what was not reached is left as it is.'
    : `${countsLine(report)}. ${verdictSentence(report)}`;
  return [
    ...(ended.length === 0 && plan.steps.length === 0 ? [nothing(report)] : []),
    ...hang('', verdict, look.width).map((line) => paint('bold', line, look)),
  ];
}

const keptWords = (journal: string, { layers }: Session): string =>
  sandboxOf(layers) === undefined
    ? `What was done stands in ${journal}; companion undo takes it back.`
    : 'This account is gone with this run, and so is what was done: companion sandbox serves one that stays.';

/** The plan or what became of it, for programs. */
function document(
  report: Report,
  plan: Plan,
  planned: readonly Step[],
  ended: readonly Ended[],
  journal: string | undefined,
  look: Look,
): string {
  const steps = [
    ...ended.map(({ step, ending, detail }) => ({
      ...stepFor(step, look),
      ending,
      ...(detail !== undefined && { detail }),
    })),
    ...planned.map((step) => stepFor(step, look)),
  ];
  const { account, region, caller, cautions, hands } = plan;
  return `${JSON.stringify(
    {
      schema: 'workshop-companion/fix@1',
      tool: report.tool,
      accountId: account,
      region,
      callerArn: caller,
      cautions,
      steps,
      byHand: hands,
      ...(journal !== undefined && { journal }),
      report,
    },
    undefined,
    2,
  )}\n`;
}

const stepFor = ({ check, title, why, codes, caution, choice, calls }: Step, { shell }: Look) => ({
  check,
  title,
  why,
  codes,
  choice,
  ...(caution !== undefined && { caution }),
  permissions: [...new Set(calls.map(({ call }) => actionOf(call)))],
  undoPermissions: [...new Set(calls.flatMap(({ call }) => actionsBack(call)))],
  calls: calls.map(({ call, difference }) => ({
    ...call,
    console: consolePath(call, shell.region),
    command: commandLine(call, shell),
    ...(difference.length > 0 && { difference }),
  })),
});
