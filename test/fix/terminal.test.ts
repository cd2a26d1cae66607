import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { afterEach, expect, test } from 'vitest';
import { loadWorld } from '../../src/sandbox/index.ts';
import { cleanEnvironment, cli } from '../cli/run.ts';
import { type Desk, deskIn, writesOf } from './served.ts';

const open: Desk[] = [];
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

/** Runs the command in a terminal of its own; `answers` are typed, or done, whenever their question stands there. */
async function inTerminal(
  desk: Desk,
  args: readonly string[],
  answers: readonly (readonly [asked: string, typed: string | (() => void)])[],
): Promise<{ code: number; screen: string }> {
  const screen = new Terminal({ cols: 100, rows: 300, allowProposedApi: true });
  const env = { ...cleanEnvironment(desk.cwd), TERM: 'xterm-256color', ...desk.env };
  const child = spawn(process.execPath, [cli, ...args], { cols: 100, rows: 300, cwd: desk.cwd, env });
  const left = [...answers];
  let unread = '';
  child.onData((text) => {
    screen.write(text);
    unread += text;
    const [next] = left;
    if (!next || !unread.includes(next[0])) return;
    unread = '';
    left.shift();
    if (typeof next[1] === 'string') child.write(next[1]);
    else next[1]();
  });
  return new Promise((resolve) => {
    child.onExit(({ exitCode }) =>
      screen.write('', () => {
        const { active } = screen.buffer;
        const lines = Array.from(
          { length: active.length },
          (_, row) => active.getLine(row)?.translateToString(true) ?? '',
        );
        resolve({ code: exitCode, screen: lines.join('\n').trimEnd() });
      }),
    );
  });
}

const desk = async (world: string): Promise<Desk> => {
  const made = await deskIn(loadWorld(world));
  open.push(made);
  return made;
};

const second = 'd9c50f3e-14ba-4e87-8f26-3b6e0a97c1d4';
const instanceOf = ({ sandbox }: Desk) => {
  const [found] = Object.values(sandbox.state.accounts['111122223333']?.connect['us-east-1'] ?? {});
  if (!found) throw new Error('no instance');
  return found;
};

/** Two people in Identity Center, two routing profiles, and only the administrator in Connect. */
function nobodyAnAgent(here: Desk): void {
  const { users } = instanceOf(here);
  for (const [id, { username }] of Object.entries(users)) if (username.includes('@')) delete users[id];
}

const routingOfAgents = (here: Desk): (string | undefined)[] =>
  Object.values(instanceOf(here).users)
    .filter(({ username }) => username.includes('@'))
    .map(({ routingProfileId }) => routingProfileId);

test('the plan, the question, the result', async () => {
  const here = await desk('trust-wrong-provider');
  const { code, screen } = await inTerminal(here, ['fix'], [['(Y/n)', 'y\r']]);
  expect(code).toBe(0);
  const order = [
    'Plan for account 111122223333',
    '1. Correct the trust policy',
    'replaces',
    '✔ Correct the trust policy of the role Connect-SSO? Yes',
    'verified: Correct the trust policy',
    'Nothing was found broken',
    'companion undo',
  ];
  expect(order.map((words) => screen.indexOf(words))).toEqual(
    order.map((words) => screen.indexOf(words)).toSorted((a, b) => a - b),
  );
  expect(order.filter((words) => !screen.includes(words))).toEqual([]);
  expect(writesOf(here)).toEqual(['iam UpdateAssumeRolePolicy']);
});

test('no is no', async () => {
  const here = await desk('trust-wrong-provider');
  const { code, screen } = await inTerminal(here, ['fix', '--wait', '0'], [['(Y/n)', 'n\r']]);
  expect([code, writesOf(here)]).toEqual([1, []]);
  expect(screen).toContain('left as it is: Correct the trust policy');
});

test('a choice is asked for although --yes was said, and what is ordinary is not; no is what Enter means', async () => {
  const here = await desk('email-case');
  const { screen } = await inTerminal(here, ['fix', '--yes'], [['(y/N)', '\r']]);
  expect(screen).toContain('Replace the Connect user Agent1@example.com by agent1@example.com? No');
  expect(writesOf(here)).toEqual([]);
});

test('Ctrl-C at the question ends the run with 130, and nothing is done', async () => {
  const here = await desk('trust-wrong-provider');
  const { code, screen } = await inTerminal(here, ['fix'], [['(Y/n)', '\u0003']]);
  expect([code, writesOf(here)]).toEqual([130, []]);
  expect(screen).toContain('Stopped; what was not reached is left as it is.');
  expect(readdirSync(join(here.cwd, '.companion')).filter((name) => name.startsWith('lock'))).toEqual([]);
});

test('steps by hand are waited for until they are done, and what comes up meanwhile is told', async () => {
  const here = await desk('after-step-1');
  const goal = (await deskIn(loadWorld('after-step-2'))).sandbox;
  const [center] = Object.values(here.sandbox.state.identityCenter);
  const [made] = Object.values(Object.values(goal.state.identityCenter)[0]?.applications ?? {});
  if (!center || !made) throw new Error('no application');
  const { code, screen } = await inTerminal(
    here,
    ['fix', 'application-added'],
    [
      [
        'looking every few seconds',
        () => void (center.applications['apl-72236face0cd1203'] = { ...made, visibility: 'DISABLED' }),
      ],
      ['is not visible', () => void (center.applications['apl-72236face0cd1203'] = made)],
    ],
  );
  expect(screen).toContain('choose Add application');
  expect(screen).toContain('Edit configuration');
  expect(screen).toContain('1 check: 1 pass.');
  expect(code).toBe(0);
});

test('of several routing profiles one is chosen, and the plan names it', async () => {
  const here = await desk('complete');
  nobodyAnAgent(here);
  const { code, screen } = await inTerminal(
    here,
    ['fix', 'connect-user', '--wait', '0'],
    [
      ['Which routing profile do the agents get?', ' \u001b[B \r'],
      ['(y/N)', 'y\r'],
    ],
  );
  expect(screen.replaceAll('\n', '')).toMatch(/Create a Connect user for .*, routing profile Support Routing Profile/);
  expect(screen).toContain('1 check: 1 pass.');
  expect(code).toBe(0);
  expect(routingOfAgents(here)).toEqual([second, second]);
});

test('leaving the question about the routing profile ends the run', async () => {
  const here = await desk('complete');
  nobodyAnAgent(here);
  const { code } = await inTerminal(here, ['fix', 'connect-user'], [['Which routing profile', '\u0003']]);
  expect([code, writesOf(here)]).toEqual([130, []]);
});

test('without a terminal the profiles and the flag are told, and the flag is taken', async () => {
  const here = await desk('complete');
  nobodyAnAgent(here);
  const fix = ['fix', 'connect-user', '--accept', 'connect-user/missing'];
  const untold = await here.companion(fix);
  expect([untold.code, writesOf(here)]).toEqual([1, []]);
  expect(untold.stderr).toContain('--routing-profile NAME ("Basic Routing Profile", "Support Routing Profile")');
  const wrong = await here.companion([...fix, '--routing-profile', 'Suport Routing Profile']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean Support Routing Profile?')]);
  expect((await here.companion([...fix, '--routing-profile', 'Support Routing Profile'])).code).toBe(0);
  expect(routingOfAgents(here)).toEqual([second, second]);
});

test('undo asks too', async () => {
  const here = await desk('trust-wrong-provider');
  await here.companion(['fix', '--yes']);
  const { code, screen } = await inTerminal(here, ['undo'], [['(Y/n)', '\r']]);
  expect(code).toBe(0);
  expect(screen).toContain('taken back: Correct the trust policy');
  expect(writesOf(here)).toHaveLength(2);
});
