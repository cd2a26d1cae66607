import { Misuse } from '../../misuse.ts';
import { exitCodes } from '../../report/exit.ts';
import { defaultCredentials, Sandbox, type Served, serve, worldNames } from '../../sandbox/index.ts';
import { printable } from '../../text/near.ts';
import { worldCalled } from '../check/embedded.ts';
import { type Args, type Io, stopping, words } from '../command.ts';

/** Serves until it is interrupted. What stands on standard output can be given to `eval`. */
export async function runSandbox(args: Args, io: Io): Promise<number> {
  if (args['list'] === true) {
    await io.out(
      worldNames()
        .map((name) => `${name}\n`)
        .join(''),
    );
    return 0;
  }
  const name = typeof args['world'] === 'string' ? args['world'] : 'complete';
  const sandbox = new Sandbox(worldCalled(name));
  const server = await listen(sandbox, portOf(args));
  await io.out(exportsFor(server.url, sandbox.state.region));
  await io.err(`companion: serving the world ${printable(name)} until Ctrl-C\n`);
  if (io.env['AWS_PROFILE'])
    await io.err('companion: AWS_PROFILE is set, and wins over these keys: unset it where you paste them\n');
  await stopping(io);
  await server.close();
  return exitCodes.interrupted;
}

function portOf(args: Args): number {
  const [port = '0'] = words(args, 'port');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Misuse(`--port should be a number from 0 to 65535, not "${printable(port)}".`);
  }
  return Number(port);
}

async function listen(sandbox: Sandbox, port: number): Promise<Served> {
  try {
    return await serve(sandbox, { port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new Misuse(`--port ${port} is taken by another program; leave --port out to have any free one.`);
    if (code === 'EACCES')
      throw new Misuse(`--port ${port} may not be used by this user; leave --port out to have any free one.`);
    throw error;
  }
}

const exportsFor = (url: string, region: string): string =>
  Object.entries({
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: defaultCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: defaultCredentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  })
    .map(([name, value]) => `export ${name}=${value}\n`)
    .join('');
