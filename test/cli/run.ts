import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

export const cli = fileURLToPath(new URL('../../dist/src/companion.cjs', import.meta.url));

/** A new, empty folder. */
export const folder = (): string => mkdtempSync(join(tmpdir(), 'companion-'));

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** Called with all of standard output so far, whenever there is more; may end the process. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A person's machine without anything of AWS on it: no credentials, no settings, no metadata service. */
export function cleanEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Runs the built command. */
export function run(
  args: readonly string[],
  { env = {}, cwd = folder(), stdin = '', onOutput, onStart }: Surroundings = {},
): Promise<Outcome> {
  const failure = inject('buildFailure');
  if (failure) throw new Error(`There is no build to test:\n${failure}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...cleanEnvironment(cwd), ...env } });
    let [stdout, stderr] = ['', ''];
    const kill = (signal: NodeJS.Signals): boolean => child.kill(signal);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onOutput?.(stdout, kill);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    onStart?.(kill);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(stdin);
  });
}
