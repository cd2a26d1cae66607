import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { describe, expect, inject, test } from 'vitest';
import { cleanEnvironment, cli, folder } from './run.ts';

interface Shown {
  readonly code: number;
  /** Everything that was written, escapes and all. */
  readonly raw: string;
  /** What stands on the screen at the end. */
  readonly screen: string;
}

/** Runs the command in a terminal of its own. */
function inTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  columns = 100,
): Promise<Shown> {
  expect(inject('buildFailure')).toBe('');
  const cwd = folder();
  const screen = new Terminal({ cols: columns, rows: 200, allowProposedApi: true });
  // The shell stays: node-pty closes a terminal 200 ms after the end, whatever is still on its way to the screen then.
  const ended = '\u001b]0;ended ';
  const line = `"$0" "$@"; printf '\\033]0;ended %s\\007' "$?"; read -r _`;
  const child = spawn('/bin/sh', ['-c', line, process.execPath, cli, ...args], {
    cols: columns,
    rows: 200,
    cwd,
    env: { ...cleanEnvironment(cwd), TERM: 'xterm-256color', ...env },
  });
  let raw = '';
  return new Promise((resolve) => {
    child.onData((text) => {
      raw += text;
      screen.write(text);
      const [, code] = /\u001b\]0;ended (\d+)\u0007/.exec(raw) ?? [];
      if (code === undefined) return;
      child.write('\n');
      screen.write('', () => {
        const { active } = screen.buffer;
        const lines = Array.from(
          { length: active.length },
          (_, row) => active.getLine(row)?.translateToString(true) ?? '',
        );
        resolve({ code: Number(code), raw: raw.slice(0, raw.indexOf(ended)), screen: lines.join('\n').trimEnd() });
      });
    });
  });
}

describe('in a terminal', () => {
  test('the rows are drawn as they become known, and only the report stays', async () => {
    const { code, raw, screen } = await inTerminal(['check', '--sandbox=other-instance-in-policy']);
    expect(code).toBe(1);
    expect(raw).toContain('The account is in an organization with all features: pass');
    expect(screen).toMatch(/^Amazon Connect sign-in: account 111122223333/);
    expect(screen).toContain('✖ First broken link: policy-scope (step 3)');
    expect(screen).toContain('  ✔ pass        organization-present');
    expect(raw).toContain('\u001b[31m');
    // What was skipped has one line, like the others.
    expect(stripVTControlCharacters(raw)).toContain(
      '↓ The relay state names this Connect instance in its Region: unverified',
    );
    expect(raw).not.toContain('⚠');
  });

  test.each([60, 80, 140])('at %i columns nothing but what must stay whole is broken', async (columns) => {
    const { screen } = await inTerminal(['check', '--sandbox', '--plain', 'organization-present'], {}, columns);
    for (const line of screen.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test.each<[string, string[], Record<string, string>]>([
    ['--plain', ['--plain'], {}],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['CI', [], { CI: 'true' }],
    ['a dumb terminal', [], { TERM: 'dumb' }],
  ])('%s: no colour, no redraw, no symbols', async (_, args, env) => {
    const { raw } = await inTerminal(['check', '--sandbox', ...args], env);
    expect(raw).not.toMatch(/\u001b|[✔⚠✖⊘○]/);
    expect(raw).toContain('  pass        organization-present');
  });

  test('Ctrl-C stops it with 130', async () => {
    const cwd = folder();
    const child = spawn(process.execPath, [cli, 'sandbox'], { cwd, env: cleanEnvironment(cwd) });
    child.onData((text) => {
      if (text.includes('until Ctrl-C')) child.write('\u0003');
    });
    expect(await new Promise((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))).toBe(130);
  });
});
