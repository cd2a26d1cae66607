import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { patience } from '../../src/aws/patience.ts';

/** Answers in a thread of its own, which nothing here can hold up. */
const server = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:http').createServer((request, response) =>
    request.url === '/silent' ? undefined : setTimeout(() => response.end('here'), Number(request.url.slice(1))));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** What comes first: the answer, or the end of a second of patience. Meanwhile this process gets no processor. */
async function askWhile(path: string, starved: readonly number[], from = 100): Promise<string> {
  const worker = new Worker(server, { eval: true });
  try {
    const [port] = (await once(worker, 'message')) as [number];
    const given = new AbortController();
    const over = patience(1000, () => given.abort());
    const asked = fetch(`http://127.0.0.1:${port}${path}`, { signal: given.signal });
    // When the request is on its way; after what was read from sockets, before timers.
    setTimeout(() => setImmediate(starve, starved), from);
    const heard = await asked.then(
      (response) => response.text(),
      () => 'given up',
    );
    over();
    return heard;
  } finally {
    await worker.terminate();
  }
}

function starve([first, ...others]: readonly number[]): void {
  if (first === undefined) return;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, first);
  setImmediate(starve, others);
}

test('an answer that has come while this process could not listen is heard before it gives up', async () => {
  expect(await askWhile('/300', [3000])).toBe('here');
});

test('one that has come when it is about to give up is heard, too', async () => {
  expect(await askWhile('/1200', [3000], 850)).toBe('here');
});

test('time in which it could not listen is not time that it has waited', async () => {
  expect(await askWhile('/2500', [1500, 1500, 1500])).toBe('here');
});

test('who never answers is given up', async () => {
  expect(await askWhile('/silent', [500])).toBe('given up');
});
