import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Another implementation of AWS, by people who do not know of us: https://docs.getmoto.org */
export const hasMoto = spawnSync('moto_server', ['--help']).status === 0;
if (!hasMoto) console.warn('moto_server is not installed (pip install "moto[server]"): nothing is compared with it.');

export interface Moto {
  readonly url: string;
  close(): void;
}

/** A fresh one; an account is there as soon as a role of it is assumed. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  return { url, close: () => void child.kill('SIGKILL') };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + 90_000; Date.now() < until; await sleep(200)) {
    if (child.exitCode !== null) throw new Error(`moto_server ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer) return;
  }
  throw new Error('moto_server does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
