import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultCredentials, Sandbox, serve, type World } from '../../src/sandbox/index.ts';
import { evidence } from '../account.ts';
import { folder, type Outcome, run, type Surroundings } from '../cli/run.ts';
import { metadataText } from './journey.ts';

/** A world behind a socket, and the built command beside it: as a learner has them. */
export interface Desk {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  companion(args: readonly string[], more?: Surroundings): Promise<Outcome>;
  close(): Promise<void>;
}

export async function deskIn(
  world: World,
  { accessKeyId = defaultCredentials.accessKeyId }: { readonly accessKeyId?: string } = {},
): Promise<Desk> {
  const sandbox = new Sandbox(world);
  const server = await serve(sandbox);
  const cwd = folder();
  const env = {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: sandbox.state.region,
  };
  return {
    sandbox,
    cwd,
    env,
    companion: (args, more = {}) => run(args, { cwd, ...more, env: { ...env, ...more.env } }),
    close: () => server.close(),
  };
}

/** What a learner has at hand in the finished world: the two typed values, and the metadata file. */
export function given({ sandbox, cwd }: Desk): string[] {
  const file = join(cwd, 'metadata file.xml');
  writeFileSync(file, metadataText(sandbox));
  return ['--relay-state', evidence.relayState, '--role-attribute', evidence.roleAttribute, '--metadata', file];
}

const isWrite = (operation: string): boolean => /^(Create|Update|Delete|Attach|Detach|Put|Set|Enable)/.test(operation);

export const writesOf = ({ sandbox }: Desk): string[] =>
  sandbox.log
    .filter(({ operation, ok }) => ok && isWrite(operation))
    .map(({ service, operation }) => `${service} ${operation}`);
