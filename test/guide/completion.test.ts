import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { bashCompletion } from '../../src/commands/completion/bash.ts';
import { fishCompletion } from '../../src/commands/completion/fish.ts';
import { completionTable } from '../../src/commands/completion/table.ts';
import { zshCompletion } from '../../src/commands/completion/zsh.ts';
import { commands } from '../../src/commands/index.ts';

const table = completionTable(commands, {
  checks: ['relay-state', 'role-trust'],
  worlds: ['complete', 'empty'],
  regions: ['us-east-1', 'eu-west-2'],
});
const has = (shell: string): boolean => spawnSync(shell, ['-c', ':']).status === 0;

/** What bash offers after these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `${bashCompletion(table)}\nCOMP_WORDS=(companion ${line}); COMP_CWORD=${words.length}; _companion; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

test.skipIf(!has('bash'))('bash: commands, checks, options and their values', () => {
  expect(offered('')).toEqual(expect.arrayContaining(commands.map(({ name }) => name)));
  expect(offered('ch')).toEqual(['check']);
  expect(offered('check', 'rol')).toEqual(['role-trust']);
  expect(offered('check', '--str')).toEqual(['--strict']);
  expect(offered('check', '--region', 'eu')).toEqual(['eu-west-2']);
  expect(offered('check', '--sandbox', '=', 'em')).toEqual(['empty']);
  expect(offered('check', '--format', 'ju')).toEqual(['junit']);
  expect(offered('check', '--only', 'relay-state,ro')).toEqual(['relay-state,role-trust']);
  expect(offered('check', '--skip', '=', 'relay-state,role-trust,re')).toEqual(['relay-state,role-trust,relay-state']);
  expect(offered('check', '--fail-on', 'warn,unk')).toEqual(['warn,unknown']);
  expect(offered('sandbox', 'co')).toEqual(['complete']);
  expect(offered('rel')).toEqual(['relay-state']);
});

test.skipIf(!has('zsh'))('zsh reads the script', () => {
  const script = zshCompletion(table);
  const { status, stderr } = spawnSync(
    'zsh',
    [
      '-f',
      '-c',
      `autoload -Uz compinit && compinit -u -D\n${script}\nwhence -f _companion >/dev/null && [[ -n $_comps[companion] ]]`,
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test.skipIf(!has('zsh'))('zsh: what is offered after what was typed', () => {
  /** What the script hands to zsh's own completers. */
  const offered = (...words: string[]): string => {
    const handed = 'compdef() { : }; _describe() { print -rl -- commands }; _arguments() { print -rl -- "$@" }';
    const typed = `words=(companion ${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length + 1}`;
    const { stdout, stderr } = spawnSync(
      'zsh',
      ['-f', '-c', `${handed}\n${zshCompletion(table)}\n${typed}\n_companion`],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    return stdout;
  };
  expect(offered('gui')).toMatch(/^commands$/m);
  expect(offered('sandbox', 'co')).toMatch(/^\*:argument:\(complete empty\)/m);
  expect(offered('check', '--format=')).toMatch(/^\*--format=.*\bjunit\b/m);
  expect(offered('check', '--only=')).toMatch(/^\*--only=.*:_values -s , value relay-state role-trust$/m);
  expect(offered('check', '--strict', '')).not.toMatch(/^commands$/m);
});

test.skipIf(!has('fish'))('fish: commands, checks, options and their values', () => {
  const ask = (line: string): string[] => {
    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', `${fishCompletion(table)}\ncomplete -C ${JSON.stringify(line)}`],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((each) => each.split('\t')[0] ?? '');
  };
  expect(ask('companion che')).toContain('check');
  expect(ask('companion check rol')).toContain('role-trust');
  expect(ask('companion check --only relay-state,ro')).toContain('relay-state,role-trust');
  expect(ask('companion check --region eu')).toContain('eu-west-2');
  expect(ask('companion check --str')).toContain('--strict');
});

test('no command and no option is missing in any shell', () => {
  for (const script of [bashCompletion(table), zshCompletion(table), fishCompletion(table)])
    for (const { name, options } of commands) {
      expect(script).toContain(name);
      for (const option of Object.keys(options)) expect(script).toContain(option);
    }
});
