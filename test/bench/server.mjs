import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { home } from './measure.mjs';

/** The embedded AWS behind a socket in this process, with its log: the finished workshop, pages as large as AWS makes them. */
export async function serveWorkshop(latency) {
  // Two folders up from the bundle are the fixtures, as in the package.
  const file = join(home, 'dist/chunks/sandbox.mjs');
  if (!existsSync(join(home, 'fixtures'))) symlinkSync(resolve('fixtures'), join(home, 'fixtures'));
  const bundle = await rolldown({ input: 'src/sandbox/index.ts', platform: 'node' });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  const { mergeWorld, Sandbox, serve } = await import(pathToFileURL(file).href);
  const world = JSON.parse(readFileSync('fixtures/worlds/complete.json', 'utf8'));
  const faults = latency > 0 ? [{ match: '*', kind: 'latency', ms: latency }] : [];
  const sandbox = new Sandbox(mergeWorld(world, { pageSize: 100, faults }));
  const { url, close } = await serve(sandbox);
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  };
  return { env, log: sandbox.log, close };
}
