import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { osc52 } from '../../src/watch/hands.ts';
import { loadWorld, Sandbox, type Served, serve } from '../../src/sandbox/index.ts';
import { folder, run } from '../cli/run.ts';
import { start } from './terminal.ts';

const open: Served[] = [];
afterAll(() => Promise.all(open.map((each) => each.close())));

/** An account on 127.0.0.1 that the test can change while it is being watched. */
async function served(world: string): Promise<{ sandbox: Sandbox; env: Record<string, string> }> {
  const sandbox = new Sandbox(loadWorld(world));
  const server = await serve(sandbox);
  open.push(server);
  return {
    sandbox,
    env: {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_REGION: 'us-east-1',
    },
  };
}

const account = (sandbox: Sandbox) => {
  const home = sandbox.state.accounts['111122223333'];
  if (!home) throw new Error('the world has no such account');
  return home;
};

test('what turns right is celebrated in place, what breaks again says since when', { timeout: 90_000 }, async () => {
  const { sandbox, env } = await served('other-instance-in-policy');
  const session = start(['watch'], { env });
  const first = await session.shows('✖ policy-scope');
  expect(first.split('\n')[0]).toContain('Next: policy-scope');
  expect(first).toContain('/user/${aws:userid}');
  expect(session.alternate()).toBe(true);

  const good = loadWorld('complete');
  const policies = account(sandbox).iam.policies;
  const broken = structuredClone(policies);
  Object.assign(policies, structuredClone(new Sandbox(good).state.accounts['111122223333']?.iam.policies));
  await session.shows(/✔ policy-scope +★ just turned right/);
  expect(session.screen()).toMatch(/\d\d:\d\d:\d\d ✔ policy-scope turned right/);

  Object.assign(policies, broken);
  await session.shows(/policy-scope broke: it was right from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/, 40_000);
  session.type('q');
  expect(await session.exited).toBe(1);
  expect(session.alternate()).toBe(false);
  expect(session.raw()).toContain('\u001b[?25h');
});

test('keys: copy, explain, open without a browser, quit', { timeout: 60_000 }, async () => {
  const session = start(['watch', '--sandbox=other-instance-in-policy'], { env: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
  await session.shows('Next: policy-scope');
  await session.shows('AWS_ENDPOINT_URL=http://127.0.0.1:');
  session.type('c');
  await session.shows('copied, if this terminal allows programs to copy; the value stands above');
  const [, base64 = ''] = /\u001b\]52;c;([^\u0007]*)\u0007/.exec(session.raw()) ?? [];
  const copied = Buffer.from(base64, 'base64').toString('utf8');
  expect(JSON.parse(copied)).toMatchObject({ Version: '2012-10-17' });
  expect(session.raw()).toContain(osc52(copied));
  session.type('o');
  await session.shows('no browser here; the link stands above');
  session.type('?');
  await session.shows('any key goes back');
  expect(session.screen()).toContain('policy-scope/other-instance');
  session.type('x');
  await session.shows('Next: policy-scope');
  session.type('q');
  expect(await session.exited).toBe(1);
});

test('Ctrl-C: exit 130 and a clean terminal', { timeout: 60_000 }, async () => {
  const session = start(['watch', '--sandbox']);
  await session.shows('✔ role-trust');
  session.type('\u0003');
  expect(await session.exited).toBe(130);
  expect(session.alternate()).toBe(false);
});

test(
  'while nobody could look nothing broke and nothing turned right; what came back so is told in plain lines alone',
  { timeout: 90_000 },
  async () => {
    const { sandbox, env } = await served('group-not-assigned');
    const session = start(['watch'], { env });
    await session.shows('✔ role-trust');
    sandbox.inject({ match: '*', kind: 'expired' });
    session.type('r');
    await session.shows(/\? role-trust .*expired/);
    sandbox.faults.clear();
    session.type('r');
    await session.shows(/✔ role-trust/);
    expect(session.screen()).toContain('Next: group-assignment');
    expect(session.screen()).not.toMatch(/turned right|broke/);
    session.type('q');
    await session.exited;
  },
);

test('80 by 24: what broke is told since when; ? is turned page by page', { timeout: 90_000 }, async () => {
  const { sandbox, env } = await served('after-step-2');
  const session = start(['watch'], { env, columns: 80, rows: 24 });
  await session.shows('Next: identity-provider');
  const { policies } = account(sandbox).iam;
  Object.assign(
    policies,
    structuredClone(new Sandbox(loadWorld('complete')).state.accounts['111122223333']?.iam.policies),
  );
  await session.shows(/✔ policy-scope +★ just turned right/);
  delete policies['Connect-SSO-Policy'];
  const broken = await session.shows(/✖ policy-scope broke: it was right from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/);
  const lines = broken.split('\n');
  expect(lines[0]).toContain('Next: identity-provider');
  expect(broken).toContain('\nConnect-SSO\n');
  expect(lines.at(-1)).toContain('c copy');
  session.resize(60, 10);
  const small = await session.shows(/^▶ Next: identity-provider[^]*\nConnect-SSO\n.* broke[^]*c copy/);
  expect(small.split('\n')[0]).toContain('Next: identity-provider');
  expect(small).toContain('\nConnect-SSO\n');
  expect(small).toContain('  https://console.aws.amazon.com/iam/home#/identity_provide');
  session.type('?');
  const [, left = ''] = /any key shows (\d+) more lines/.exec(await session.shows('any key shows')) ?? [];
  session.type(' ');
  const next = await session.shows(new RegExp(`any key shows ${Number(left) - 9} more lines`));
  expect(next).not.toContain('identity-provider/missing');
  session.type('  ');
  await session.shows('Next: identity-provider');
  session.type('q');
  await session.exited;
});

test.each([
  [60, 16],
  [60, 50],
  [80, 24],
  [200, 60],
])(
  'at %i by %i nothing is wider or higher, and the next step is the first line',
  { timeout: 60_000 },
  async (columns, rows) => {
    const session = start(['watch', '--sandbox=other-instance-in-policy'], { columns, rows });
    const lines = (await session.shows(/Next: policy-scope[^]*c copy .*$/)).split('\n');
    expect(lines[0]).toContain('Next: policy-scope');
    expect(lines.at(-1)).toContain('c copy');
    expect(lines.length).toBeLessThanOrEqual(rows);
    session.type('q');
    await session.exited;
  },
);

test('plain: lines, each change told once, ends when done', { timeout: 60_000 }, async () => {
  const { sandbox, env } = await served('group-not-assigned');
  let changed = false;
  const { code, stdout, stderr } = await run(['watch', '--plain', '--until-done'], {
    env,
    onOutput(text) {
      if (changed || !text.includes('next: group-assignment')) return;
      changed = true;
      Object.assign(sandbox.state, {
        identityCenter: structuredClone(new Sandbox(loadWorld('complete')).state.identityCenter),
      });
    },
  });
  expect(stderr).toBe('');
  expect(stdout).not.toContain('\u001b');
  expect(stdout.match(/group-assignment turned right/g)).toHaveLength(1);
  expect(stdout).toMatch(/^pass +organization-present: /m);
  expect(code).toBe(0);
});

test('plain, with another document: that alone is on standard output, and files are written', async () => {
  const cwd = folder();
  const watch = ['watch', '--plain', '--until-done', '--sandbox'];
  const json = await run([...watch, '--format', 'json', '--format', 'junit=report.xml'], { cwd });
  expect((JSON.parse(json.stdout) as Report).checks).toHaveLength(16);
  expect(json.stderr).toContain('organization-present: ');
  expect(readFileSync(join(cwd, 'report.xml'), 'utf8')).toContain('<testsuite');
  const list = await run([...watch, '--format', 'list', '--format', 'json=report.json'], { cwd });
  expect(list.stdout).toContain('organization-present: ');
  expect((JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as Report).checks).toHaveLength(16);
});

test('f fixes and comes back', { timeout: 90_000 }, async () => {
  const { env } = await served('other-instance-in-policy');
  const session = start(['watch'], { env });
  await session.shows('Next: policy-scope');
  session.type('f');
  await session.shows(/\(Y\/n\)|y\/N/i, 30_000);
  session.type('y\r');
  await session.shows('Any key goes back', 60_000);
  session.type(' ');
  await session.shows('✔ policy-scope', 30_000);
  session.type('q');
  await session.exited;
});
