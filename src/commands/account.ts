import { type Access, type Aws, openAws } from '../aws/access.ts';
import type { AnyCheck } from '../check.ts';
import { registeredChecks } from '../plugins/registered.ts';
import { type Asked, readLayers, sandboxOf, settle } from '../settings.ts';
import type { Layers } from '../settings/layers.ts';
import { insistOnCredentials } from './check/credentials.ts';
import { type Args, type Io, stopping } from './command.ts';

/** The account that a command looks at, and every check there is, those of plug-ins too. */
export interface Account {
  readonly checks: readonly AnyCheck[];
  readonly layers: Layers;
  readonly asked: Asked;
  readonly access: Access;
  readonly aws: Aws;
  /** False for the embedded AWS. */
  readonly real: boolean;
}

/**
 * Settles what was asked for and opens the account; undefined when the person left at a question. `first` is told of
 * the checks before anything else is looked at: a misspelt one is a misuse whatever the settings are.
 */
export async function openAccount(
  args: Args,
  io: Io,
  first: (checks: readonly AnyCheck[], layers: Layers) => unknown = () => undefined,
  embed: (world: string) => Promise<Access> | Access = embeddedAccess,
): Promise<Account | undefined> {
  const said = await readLayers(args, io);
  const checks = await registeredChecks(said, args, io);
  await first(checks, said);
  const world = sandboxOf(said);
  const embedded = world === undefined ? undefined : await embed(world);
  const found = embedded ? undefined : await findOut(said, args, io);
  if (found === 'interrupted') return undefined;
  const layers = found ? said.with(found) : said;
  const asked = await settle(layers, io, embedded?.region);
  const access: Access = embedded ?? {
    region: asked.settings.region,
    ...(asked.profile !== undefined && { profile: asked.profile }),
  };
  return { checks, layers, asked, access, aws: openAws(access), real: embedded === undefined };
}

const embeddedAccess = async (world: string): Promise<Access> =>
  (await import('./check/embedded.ts')).embeddedAws(world);

const findOut = async (layers: Layers, args: Args, io: Io) =>
  (await import('../first-run/first-run.ts')).firstRun(layers, args, io);

/** Without credentials there is nothing to look at: said once, before anything else. */
export async function insistOnAccount({ aws, real }: Account, io: Io): Promise<void> {
  if (!real) return;
  await Promise.race([insistOnCredentials(aws, io), stopping(io)]);
}
