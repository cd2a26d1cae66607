import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { cleanEnvironment, cli, folder, run } from './run.ts';

describe('misuse: exit 2, one sentence on standard error, nothing on standard output', () => {
  test.each<[string, string[]]>([
    ['There is no check or command "chekc"; did you mean check?', ['chekc']],
    ['There is no check or command "role-trst"; did you mean role-trust?', ['check', 'role-trst']],
    ['There is no check or command "empty"; a world is given as --sandbox=empty.', ['check', '--sandbox', 'empty']],
    ['"sandbox" is a command of its own, not a check: companion sandbox.', ['check', 'sandbox']],
    ['--format: "html=" names no file after the =.', ['guide', '--sandbox', '--format', 'html=']],
    [
      '--format: only one format can go to standard output; send the others to files, as in --format html=report.html.',
      ['guide', '--sandbox', '--format', 'list', '--format', 'markdown'],
    ],
    ['There is no check "nix"; companion explain lists the checks.', ['fix', 'nix']],
    ['There is no check "fix"; companion explain lists the checks.', ['fix', 'fix']],
    ['There is no check "role-trst"; did you mean role-trust?', ['watch', 'role-trst', '--sandbox']],
    ['There is no option --instnace; did you mean --instance?', ['check', '--instnace', 'x']],
    ['There is no option --prof; did you mean --profile?', ['--prof=x']],
    ['There is no option -x; companion check --help lists them.', ['-x']],
    ['There is no option --no-plain; companion check --help lists them.', ['--no-plain']],
    ['--region needs a value; companion check --help says which.', ['check', '--region']],
    ['--strict should be true or false, not "perhaps".', ['--strict=perhaps']],
    ['--format: there is no format "jsn"; did you mean json?', ['--sandbox', '--format', 'jsn']],
    ['--region: "us-eest-1" is no AWS Region; did you mean us-east-1?', ['--region', 'us-eest-1']],
    ['There is no world called "emty": did you mean empty?', ['--sandbox=emty']],
    ['There is no file "lost/world.json" to read a world from.', ['--sandbox=lost/world.json']],
    [
      'There is no file "empty.json" to read a world from; empty is shipped: give its name alone.',
      ['--sandbox=empty.json'],
    ],
    ['"b" is one word too many; see companion sandbox --help.', ['sandbox', 'a', 'b']],
    ['--port should be a number from 0 to 65535, not "http".', ['sandbox', '--port', 'http']],
    ['Nothing is known about "role-trst"; did you mean role-trust?', ['explain', 'role-trst']],
    ['There is no option --[U+001B][31m; companion check --help lists them.', ['--\u001b[31m']],
  ])('%s', async (sentence, args) => {
    expect(await run(args)).toEqual({ code: 2, stdout: '', stderr: `companion: ${sentence}\n` });
  });

  test('a world that is a folder', async () => {
    const cwd = folder();
    expect(await run(['--sandbox=.'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `companion: ${cwd} cannot be read: it is a folder.\n`,
    });
  });

  test('a settings file that is wrong is named with line and column', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'companion.yaml'), 'sandbox: complete\ninstnace: x\n');
    expect(await run(['check'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'companion: companion.yaml:2:1: there is no setting "instnace"; did you mean instance?\n',
    });
  });
});

describe.each(commands.map(({ name }) => name))('companion %s', (name) => {
  test('refuses an option that it does not have', async () => {
    const { code, stdout, stderr } = await run([name, '--nonsense']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `^companion: (There is no option --nonsense|companion ${name} needs one word more); .*companion ${name} --help.*\\n$`,
      ),
    );
  });

  test.each(['--help', '-h'])('has a help: %s', async (asked) => {
    const { code, stdout, stderr } = await run([name, asked]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^companion ${name}`));
  });
});

test('the version', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
});

test('the help is in English whatever the machine speaks', async () => {
  const { code, stdout, stderr } = await run(['--help'], { env: { LC_ALL: 'de_DE.UTF-8' } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/Commands:[^]*companion check[^]*Options:[^]*--sandbox/);
  expect((await run(['explain', '--help'])).stdout).toContain('any part of what AWS shows');
});

describe('bare --sandbox', () => {
  test('does not take the next word', async () => {
    const { stdout } = await run(['check', '--sandbox', 'role-trust', '--format', 'json']);
    expect(JSON.parse(stdout).checks).toHaveLength(1);
  });
});

test('a reader who stops reading changes neither the exit code nor standard error', async () => {
  const cwd = folder();
  const child = spawn(process.execPath, [cli, 'check', '--sandbox=empty'], {
    cwd,
    env: cleanEnvironment(cwd),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

describe('what the machine does not give is said in a sentence, exit 2', () => {
  /** By the shell, as a person would. */
  const shell = (line: string, cwd: string): Promise<{ code: number | null; stderr: string }> =>
    new Promise((resolve) => {
      const child = spawn('/bin/sh', ['-c', line.replaceAll('companion', `'${process.execPath}' '${cli}'`)], {
        cwd,
        env: cleanEnvironment(cwd),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let stderr = '';
      child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
      child.on('close', (code) => resolve({ code, stderr }));
    });

  test.runIf(existsSync('/dev/full')).each(['check --sandbox', '--version', 'policy'])(
    'a full disk: companion %s > /dev/full',
    async (args) => {
      expect(await shell(`companion ${args} > /dev/full`, folder())).toEqual({
        code: 2,
        stderr: 'companion: Standard output cannot be written: the disk is full; send it elsewhere.\n',
      });
    },
  );

  test('a folder that has been removed', async () => {
    expect(await shell('mkdir gone && cd gone && rmdir ../gone && companion check --sandbox', folder())).toEqual({
      code: 2,
      stderr: 'companion: The folder in which this runs is no longer there: cd to one that is, and run it again.\n',
    });
  });

  test.runIf(existsSync('/proc/self')).each([
    ['check', '--sandbox', '--format', 'json=/proc/x/y'],
    ['fix', '--sandbox=empty', '--plan', '/proc/x/y'],
    ['guide', '--sandbox', '--format', 'html=/proc/x/y'],
  ])('a place where nothing can be made: %s %s %s %s', async (...args) => {
    const { code, stderr } = await run(args);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'companion: /proc/x/y cannot be written: nothing can be made there; name another place.\n',
    });
  });

  test.runIf(existsSync('/proc/self'))('a working folder where no journal can be kept', async () => {
    const { code, stderr } = await run(['fix', '--sandbox=empty', '--yes'], { cwd: '/proc' });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^companion: \/proc\/\.companion, where the journal is kept, cannot be written: .*nothing was done\.\n$/,
    );
  });
});

test('a fault of the tool itself is one sentence and exit 2; --debug shows where it came from', async () => {
  const broken = {
    NODE_OPTIONS: '--import data:text/javascript,Date.prototype.toISOString=()=>{throw(new(TypeError)(`no_date`))}',
  };
  const { code, stdout, stderr } = await run(['check', '--sandbox'], { env: broken });
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'companion: unexpected error: no_date (--debug shows where)\n',
  });
  expect((await run(['check', '--sandbox', '--debug'], { env: broken })).stderr).toMatch(/no_date\n.*\n +at /s);
});
