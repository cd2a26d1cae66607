import process from 'node:process';
import { type Access, openAws } from '../aws/access.ts';
import { embeddedAws } from '../commands/check/embedded.ts';
import { narrowed } from '../commands/check/choose.ts';
import type { Io } from '../commands/command.ts';
import { judge } from '../judge.ts';
import { sandboxOf, settle } from '../settings.ts';
import { awsLayer, flagLayer, Layers } from '../settings/layers.ts';
import type * as Public from './public.d.ts';
import { registeredChecks } from './registered.ts';

type Flags = Readonly<Record<string, unknown>>;

/** `relayState` → `relay-state`, and so on; what is not given is left out. */
const flagsOf = (options: object): Flags =>
  Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]: [string, unknown]) => [
        name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        value,
      ]),
  );

/** Options, then what every AWS tool knows of the machine; no settings file, and nothing of the command line. */
const layersOf = (flags: Flags): Layers => new Layers([flagLayer(flags), awsLayer(process.env)]);

const embeddedIn = (layers: Layers): Access | undefined => {
  const world = sandboxOf(layers);
  return world === undefined ? undefined : embeddedAws(world);
};

/** Below Node 22 the SDK would write a warning about it to standard error. */
const quietly = (): void => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
};

export async function check(options: Public.CheckOptions = {}): Promise<Public.Report> {
  quietly();
  const flags = flagsOf(options);
  const surroundings = { env: process.env, cwd: options.cwd ?? process.cwd() };
  const layers = layersOf(flags);
  const all = await registeredChecks(layers, {}, surroundings);
  const checks = narrowed(all, flags);
  const embedded = embeddedIn(layers);
  const { settings, profile } = await settle(layers, surroundings, embedded?.region);
  const aws = openAws(embedded ?? { region: settings.region, ...(profile !== undefined && { profile }) });
  return judge(checks, aws, settings, new Date(), all).report;
}

export async function audit(options: Public.AuditOptions): Promise<Public.ClassReport> {
  quietly();
  const [{ planFrom, readWish, settleAll }, { openRound }, { instructor }, { classReporters }] = await Promise.all([
    import('../audit/ask.ts'),
    import('../audit/round.ts'),
    import('../audit/run.ts'),
    import('../report/class-reporter.ts'),
  ]);
  const { signal = new AbortController().signal, concurrency, ...rest } = options;
  const flags = flagsOf({ ...rest, ...(concurrency !== undefined && { concurrency: String(concurrency) }) });
  const io = silent(options.cwd ?? process.cwd(), signal);
  const layers = layersOf(flags);
  const checks = await registeredChecks(layers, {}, io);
  const embedded = embeddedIn(layers);
  const planned = await planFrom(flags, io, layers, embedded !== undefined);
  const asked = await settleAll(layers, planned, io, embedded?.region);
  const base = embedded ?? (await instructor(asked.settings.region, asked.profile));
  const wish = await readWish(flags, io);
  const quiet = { started: () => undefined, known: () => undefined, end: async () => undefined };
  const round = await openRound({
    planned,
    plan: { checks, settings: asked.settings, base },
    wish,
    interrupted: signal,
    progress: () => quiet,
  });
  try {
    await round.run();
    const json = await classReporters.json();
    let text = '';
    for await (const piece of json(round.known().view, {
      width: 100,
      colour: false,
      plain: true,
      strict: false,
      checks,
    }))
      text += piece;
    return JSON.parse(text) as Public.ClassReport;
  } finally {
    await round.close();
  }
}

/** What the commands may touch, with nobody there to be told anything. */
const silent = (cwd: string, interrupted: AbortSignal): Io => ({
  env: process.env,
  cwd,
  out: async () => undefined,
  err: async () => undefined,
  stdout: { isTTY: false, columns: undefined },
  stderr: { isTTY: false, columns: undefined },
  interrupted,
});
