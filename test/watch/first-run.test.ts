import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadWorld, Sandbox, type Served, serve } from '../../src/sandbox/index.ts';
import { folder } from '../cli/run.ts';
import { start } from './terminal.ts';

const open: Served[] = [];
afterAll(() => Promise.all(open.map((each) => each.close())));

const other = 'aaaaaaaa-9d4e-4a86-b0f3-6c2e81d95a47';

/** A machine with credentials and nothing else; the account has the workshop's instance and as many more as are named. */
async function machine(...more: readonly string[]): Promise<Record<string, string>> {
  const sandbox = new Sandbox(loadWorld('complete'));
  const connect = sandbox.state.accounts['111122223333']?.connect;
  const [instance] = Object.values(connect?.['us-east-1'] ?? {});
  if (!connect || !instance) throw new Error('the world has no instance');
  for (const region of more)
    connect[region] = { ...connect[region], [other]: { ...structuredClone(instance), alias: `also-${region}` } };
  const server = await serve(sandbox);
  open.push(server);
  return { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001', AWS_SECRET_ACCESS_KEY: 'sandbox' };
}

test('one instance: found without a question, remembered if one wants', { timeout: 60_000 }, async () => {
  const session = start(['check'], { env: await machine() });
  await session.shows('found the Connect instance workshop in us-east-1 (3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47)');
  await session.shows('Remember this in companion.yaml here?');
  session.type('\r');
  expect(await session.exited).toBe(0);
  expect(readFileSync(join(session.cwd, 'companion.yaml'), 'utf8')).toMatch(
    /^region: "us-east-1"\ninstance: "3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47"$/m,
  );
  // The second time there is nothing to ask.
  const again = start(['check'], { env: await machine(), cwd: session.cwd });
  expect(await again.exited).toBe(0);
  expect(again.raw()).not.toContain('Remember');
});

test('several: asked for one, and it is the one that is looked at', { timeout: 60_000 }, async () => {
  const session = start(['check'], { env: await machine('eu-west-2') });
  await session.shows('Which Connect instance is the workshop’s?');
  const asked = session.screen();
  expect(asked).toContain('workshop in us-east-1');
  expect(asked).toContain('also-eu-west-2 in eu-west-2');
  // Down to the second, which is the last, up and down again.
  session.type('\u001b[B\u001b[B');
  await session.shows('> also-eu-west-2');
  session.type('\u001b[A');
  await session.shows('> workshop in us-east-1');
  session.type('2');
  await session.shows('> also-eu-west-2');
  session.type('\r');
  await session.shows('Remember this in companion.yaml here?');
  session.type('n\r');
  await session.exited;
  expect(session.raw()).toContain(`eu-west-2, instance`);
  expect(existsSync(join(session.cwd, 'companion.yaml'))).toBe(false);
});

test(
  'the Region that AWS settings name goes before all others, and needs no question',
  { timeout: 60_000 },
  async () => {
    const session = start(['check'], { env: { ...(await machine('eu-west-2')), AWS_REGION: 'us-east-1' } });
    expect(await session.exited).toBe(0);
    expect(session.raw()).not.toMatch(/Which|Remember/);
  },
);

test('no credentials: CloudShell first, and exit 2', { timeout: 60_000 }, async () => {
  const session = start(['check']);
  expect(await session.exited).toBe(2);
  const said = session.raw();
  expect(said.indexOf('1. AWS CloudShell')).toBeGreaterThan(0);
  expect(said.indexOf('1. AWS CloudShell')).toBeLessThan(said.indexOf('aws configure sso'));
  expect(said).toContain('npx workshop-companion');
});

test('Ctrl-C at the question: exit 130, nothing written', { timeout: 60_000 }, async () => {
  const session = start(['check'], { env: await machine('eu-west-2') });
  await session.shows('Which Connect instance');
  session.type('\u0003');
  expect(await session.exited).toBe(130);
  expect(existsSync(join(session.cwd, 'companion.yaml'))).toBe(false);
});

test('a settings file that is there is never written over, and nothing is asked', { timeout: 60_000 }, async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'companion.yaml'), 'region: us-east-1\n');
  const session = start(['check'], { env: await machine('eu-west-2'), cwd });
  await session.exited;
  expect(session.raw()).not.toMatch(/Which|Remember/);
  expect(readFileSync(join(cwd, 'companion.yaml'), 'utf8')).toBe('region: us-east-1\n');
});

test(
  'a settings file without a Region: found all the same, and told what to put into it',
  { timeout: 60_000 },
  async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'companion.yaml'), 'group-name: ConnectAgents\n');
    const session = start(['check'], { env: await machine(), cwd });
    expect(await session.exited).toBe(0);
    expect(session.raw()).not.toMatch(/Which|Remember/);
    expect(session.raw()).toMatch(/put this into companion.yaml:\r\nregion: "us-east-1"\r\ninstance: "3f7c1b52-/);
    expect(readFileSync(join(cwd, 'companion.yaml'), 'utf8')).toBe('group-name: ConnectAgents\n');
  },
);

test('nothing there yet: the Region that is chosen can be remembered', { timeout: 60_000 }, async () => {
  const server = await serve(new Sandbox(loadWorld('empty')));
  open.push(server);
  const session = start(['check'], { env: { ...(await machine()), AWS_ENDPOINT_URL: server.url } });
  await session.shows('In which Region will it be?');
  session.type('2\r');
  await session.shows('Remember this in companion.yaml here?');
  session.type('\r');
  expect(await session.exited).toBe(1);
  expect(readFileSync(join(session.cwd, 'companion.yaml'), 'utf8')).toMatch(/^region: "us-west-2"$/m);
});

test('what keeps AWS from answering is told, not that the Region is not known', { timeout: 60_000 }, async () => {
  const session = start(['check'], { env: { ...(await machine()), AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
  expect(await session.exited).toBe(2);
  expect(session.raw()).toContain('did not answer (ECONNREFUSED)');
  expect(session.raw()).not.toContain('Region is not known');
});
