import { spawn } from 'node:child_process';
import process from 'node:process';
import type { Access } from '../aws/access.ts';
import { insistOnAccount, openAccount } from '../commands/account.ts';
import { chooseChecks } from '../commands/check/choose.ts';
import { worldCalled } from '../commands/check/embedded.ts';
import { writeOutputs } from '../commands/check/outputs.ts';
import { type Args, type Io, isPlain, words } from '../commands/command.ts';
import { explainTopic } from '../explain/explain.ts';
import { exitCode, exitCodes } from '../report/exit.ts';
import { hang } from '../report/lines.ts';
import { defaultCredentials, Sandbox, type Served, serve } from '../sandbox/index.ts';
import { settingNames } from '../settings/options.ts';
import { Follow } from './follow.ts';
import { followLive } from './live.ts';
import { followPlainly, isFinished } from './plain.ts';

/** The embedded AWS, in this process for us and on 127.0.0.1 for whoever wants to change it meanwhile. */
interface Embedded {
  readonly sandbox: Sandbox;
  readonly served: Served;
}

export async function runWatch(args: Args, io: Io): Promise<number> {
  let sandbox: Sandbox | undefined;
  const embed = (world: string): Access => {
    sandbox = new Sandbox(worldCalled(world));
    return {
      region: sandbox.state.region,
      credentials: async () => defaultCredentials,
      requestHandler: sandbox.requestHandler,
    };
  };
  const account = await openAccount(args, io, (checks) => chooseChecks(words(args, 'id'), checks), embed);
  if (!account) return exitCodes.interrupted;
  await insistOnAccount(account, io);
  const embedded = sandbox && { sandbox, served: await serve(sandbox) };
  try {
    return await watch(args, account, embedded, io);
  } finally {
    await embedded?.served.close();
  }
}

async function watch(
  args: Args,
  { checks, asked, aws }: NonNullable<Awaited<ReturnType<typeof openAccount>>>,
  embedded: Embedded | undefined,
  io: Io,
): Promise<number> {
  const wanted = chooseChecks(words(args, 'id'), checks);
  const follow = new Follow(wanted, aws, asked.settings, checks);
  const until = args['until-done'] === true ? isFinished : () => false;
  const endpoint = embedded?.served.url;
  const plain = isPlain(asked.plain, io, io.stderr) || !process.stdin.isTTY;
  // Without a screen, line after line is the list; any other document comes at the end, whole.
  const linesAreReport = plain && asked.outputs.some(({ format, file }) => format === 'list' && file === undefined);
  let how: 'left' | 'finished' | 'interrupted' = 'finished';
  if (plain) {
    if (endpoint)
      await io.err(`companion: the embedded AWS can be changed meanwhile at AWS_ENDPOINT_URL=${endpoint}\n`);
    await followPlainly(follow, linesAreReport ? io : { ...io, out: io.err }, until);
  } else {
    how = await followLive(follow, {
      io,
      until,
      ...(endpoint !== undefined && { endpoint }),
      fix: (id) => fixNow(id, args, embedded),
      explain: async (topic) => {
        const width = Math.min(100, process.stderr.columns || 80);
        return (await explainTopic(topic, wanted)).flatMap(({ label, text }) =>
          label.length < 18 ? hang(`${label.padEnd(18)} `, text, width) : [label, ...hang(' '.repeat(19), text, width)],
        );
      },
    });
  }
  const { report } = follow;
  if (!report) return exitCodes.interrupted;
  // The screen is gone: what it showed last stays.
  const outputs = linesAreReport ? asked.outputs.filter(({ file }) => file !== undefined) : asked.outputs;
  if (outputs.length > 0) await writeOutputs(report, { ...asked, outputs }, io);
  return io.interrupted.aborted || how === 'interrupted' ? exitCodes.interrupted : exitCode(report, asked);
}

/** The fix of one check, with the same settings, on the normal screen; then waits for a key. */
async function fixNow(id: string, args: Args, embedded: Embedded | undefined): Promise<void> {
  const flags = settingNames
    .filter((name) => !['sandbox', 'format', 'strict'].includes(name))
    .flatMap((name) => flag(name, args[name]));
  const config = typeof args['config'] === 'string' ? [`--config=${args['config']}`] : [];
  const env = embedded ? { ...process.env, ...sandboxEnvironment(embedded) } : process.env;
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [process.argv[1] ?? '', 'fix', id, ...flags, ...config], {
      stdio: 'inherit',
      env,
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  process.stderr.write('\nAny key goes back to the checklist.');
  await new Promise<void>((resolve) => {
    process.stdin
      .setRawMode(true)
      .resume()
      .once('data', () => resolve());
  });
}

const flag = (name: string, value: unknown): string[] =>
  value === true
    ? [`--${name}`]
    : value === undefined || value === false
      ? []
      : [value].flat().flatMap((each) => (typeof each === 'string' ? [`--${name}=${each}`] : []));

const sandboxEnvironment = ({ sandbox, served }: Embedded): Record<string, string> => ({
  AWS_ENDPOINT_URL: served.url,
  AWS_ACCESS_KEY_ID: defaultCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: defaultCredentials.secretAccessKey,
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_REGION: sandbox.state.region,
  AWS_EC2_METADATA_DISABLED: 'true',
});
