import { type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launch, noBrowser, watch } from './browser.ts';
import { ended, folder, type Ran, start, towards } from '../audit/command.ts';
import { bigClass, members, rosterOf } from '../audit/big-class.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { serve, type Served } from '../../src/sandbox/serve.ts';

const at = folder();
const learners = members(6, false);
let sandbox: Sandbox;
let aws: Served;
let child: ChildProcess;
let done: Promise<Ran>;
let url: string;

const ask = (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage & { text: string }> =>
  new Promise((resolve, reject) => {
    get(new URL(path, url), { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(Object.assign(response, { text })));
    }).on('error', reject);
  });

beforeAll(async () => {
  expect(inject('buildFailure')).toBe('');
  sandbox = new Sandbox(bigClass(learners));
  aws = await serve(sandbox);
  writeFileSync(join(at, 'class.csv'), rosterOf(learners));
  ({ child, done, url } = await serving());
}, 60_000);

/** An audit that serves its page, and the address that it tells. */
async function serving(port = ''): Promise<{ child: ChildProcess; done: Promise<Ran>; url: string }> {
  const served = start(
    ['audit', '--roster', 'class.csv', `--serve=${port}`, '--every', '1s', '--format', 'json=last.json'],
    at,
    towards(aws.url),
  );
  const address = await new Promise<string>((resolve) => {
    let said = '';
    served.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//.exec(said)?.[0];
      if (found) resolve(found);
    });
  });
  return { child: served, done: ended(served), url: address };
}

afterAll(async () => {
  child?.kill('SIGKILL');
  await aws?.close();
});

test('only with the token, in the path or as the cookie it becomes; only under its own name; with a strict policy', async () => {
  const page = await ask('');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; .*connect-src 'self'.*frame-ancestors 'none'$/,
  );
  expect(page.headers['access-control-allow-origin']).toBeUndefined();
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  expect(String(page.headers['set-cookie'])).toContain('HttpOnly; SameSite=Strict');
  expect((await ask('/', { cookie })).statusCode).toBe(200);
  for (const path of ['/', '/events', '/changes', '/wrong-token/', '/favicon.ico'])
    expect((await ask(path)).statusCode).toBe(403);
  for (const host of ['evil.example', '127.0.0.1', `evil.example:${new URL(url).port}`])
    expect((await ask('', { host })).statusCode).toBe(403);
  expect((await ask('nothing')).statusCode).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${url}events`, { method: 'HEAD' })).status).toBe(200);
  // Another audit's page, on the same port.
  expect((await ask('changes?run=another')).statusCode).toBe(410);
});

test('what is no address ends nothing', async () => {
  const { port } = new URL(url);
  for (const path of ['//', '//:', '/%zz', 'http://[', `/${'a'.repeat(20_000)}`]) {
    const status = await new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path }, ({ statusCode }) => resolve(statusCode)).on('error', reject);
    });
    expect([400, 403, 431]).toContain(status);
  }
  expect((await ask('')).statusCode).toBe(200);
});

test(
  'hundreds of readers are told of a change, and one who comes back of what was missed',
  { timeout: 90_000 },
  async () => {
    const readers = Array.from({ length: 300 }, () => openStream(0));
    const connected = await Promise.all(readers);
    expect(new Set(connected.map(({ status }) => status))).toEqual(new Set([200]));
    await Promise.all(connected.map(({ heard }) => heard('"number":2')));
    const before = JSON.parse((await ask('changes?since=0')).text) as { revision: number };
    const account = sandbox.state.accounts[learners[0]?.account ?? ''];
    const role = account?.iam.roles['Connect-SSO'];
    delete account?.iam.roles['Connect-SSO'];
    await Promise.all(connected.map(({ heard }) => heard('role-trust/missing')));
    for (const { close } of connected) close();
    const missed = JSON.parse((await ask(`changes?since=${before.revision}`)).text) as {
      learners: { index: number }[];
    };
    expect(missed.learners.map(({ index }) => index)).toContain(0);
    if (account && role) account.iam.roles['Connect-SSO'] = role;
  },
);

function openStream(
  since: number,
): Promise<{ status: number | undefined; heard(text: string): Promise<void>; close(): void }> {
  return new Promise((resolve, reject) => {
    const request = get(new URL(`events?since=${since}`, url), (response) => {
      let text = '';
      let wake = (): void => undefined;
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        wake();
      });
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode,
        heard: (what) =>
          new Promise((found) => {
            wake = () => text.includes(what) && found();
            wake();
          }),
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}

test.skipIf(noBrowser)(
  'a change is seen in every tab, more of them than a browser has connections; the token is not in the address bar',
  { timeout: 120_000 },
  async () => {
    const browser = await launch();
    const context = await browser.newContext();
    const pages = await Promise.all(Array.from({ length: 9 }, () => context.newPage()));
    const watched = pages.map(watch);
    for (const page of pages) await page.goto(url);
    for (const page of pages) await page.waitForFunction(() => document.querySelector('.live.on') !== null);
    expect(pages[0]?.url()).toBe(`${new URL(url).origin}/`);
    const center = Object.values(sandbox.state.identityCenter)[1];
    for (const application of Object.values(center?.applications ?? {})) application.status = 'DISABLED';
    for (const page of pages)
      await page.waitForFunction(() =>
        document.querySelectorAll('.matrix tbody tr')[1]?.querySelectorAll('td')[3]?.className.includes('fail'),
      );
    // The tab that held the stream is closed: another takes over.
    await pages.shift()?.close();
    for (const application of Object.values(center?.applications ?? {})) application.status = 'ENABLED';
    for (const page of pages)
      await page.waitForFunction(() =>
        document.querySelectorAll('.matrix tbody tr')[1]?.querySelectorAll('td')[3]?.className.includes('pass'),
      );
    await pages[0]?.reload();
    await pages[0]?.waitForSelector('.matrix');
    for (const { requests, errors } of watched) {
      expect(errors).toEqual([]);
      expect(requests.filter((each) => !each.startsWith(new URL(url).origin))).toEqual([]);
    }
    await browser.close();
  },
);

test.skipIf(noBrowser)(
  'a page left open over a restart on the same port says so, gives way to the new audit, and does not hold it up',
  { timeout: 120_000 },
  async () => {
    const first = await serving();
    const browser = await launch();
    const context = await browser.newContext();
    const old = await context.newPage();
    await old.goto(first.url);
    await old.waitForSelector('.live.on');
    first.child.kill('SIGINT');
    await first.done;
    await old.waitForFunction(() => document.querySelector('.live')?.textContent?.startsWith('Connecting again'));
    const second = await serving(new URL(first.url).port);
    await old.waitForFunction(() => document.querySelector('.live')?.textContent?.startsWith('This audit has ended'));
    const fresh = await context.newPage();
    await fresh.goto(second.url);
    for (const page of [fresh, old])
      await page.waitForFunction(() => /round [2-9]/.test(document.querySelector('.live.on')?.textContent ?? ''));
    second.child.kill('SIGINT');
    await second.done;
    await browser.close();
  },
);

test('Ctrl-C ends it at once, with what is known', async () => {
  child.kill('SIGINT');
  const { code, out } = await done;
  expect([code, JSON.parse(out === '' ? '{}' : out)]).toEqual([130, {}]);
  await expect(ask('')).rejects.toThrow();
});
