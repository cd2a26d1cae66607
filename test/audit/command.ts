import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const cli = fileURLToPath(new URL('../../dist/src/companion.cjs', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const folder = (): string => mkdtempSync(join(tmpdir(), 'companion-audit-'));

type Env = Readonly<Record<string, string>>;

/** The built command, as it is shipped; nothing of this machine's AWS settings reaches it. */
export function start(args: readonly string[], cwd: string, env: Env = {}): ChildProcess {
  const bare = { PATH: process.env['PATH'] ?? '', HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true', ...env };
  return spawn(process.execPath, [cli, ...args], { cwd, env: bare, stdio: ['ignore', 'pipe', 'pipe'] });
}

export function ended(child: ChildProcess): Promise<Ran> {
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  return new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out ?? []).toString('utf8'), err: Buffer.concat(err ?? []).toString('utf8') }),
    ),
  );
}

export const run = (args: readonly string[], cwd: string, env: Env = {}): Promise<Ran> => ended(start(args, cwd, env));

/** How to reach an embedded AWS that is served. */
export const towards = (url: string): Env => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_REGION: 'us-east-1',
});

/** A report without what differs between two runs over the same accounts. */
export const timeless = (text: string): string =>
  text.replaceAll(/"(startedAt|durationMs|apiCalls)": ?("[^"]*"|\d+)/g, '"$1": 0');
