import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { patience } from '../../src/aws/patience.ts';

/** In a thread of its own, which nothing here can hold up: tells of a request, and answers when it is told to. */
const server = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:http').createServer((request, response) => {
    parentPort.once('message', () => response.end('here', () => {
      Atomics.store(workerData, 0, 1);
      Atomics.notify(workerData, 0);
    }));
    parentPort.postMessage('asked');
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const SECOND = 1000;

/** One stretch in which this process gets no processor; the answer may come in it. Milliseconds, or longer. */
interface Starved {
  readonly for: number;
  readonly answered?: true;
}

/**
 * What comes first: the answer, or the end of a second of patience, which begins when the server has the request.
 * Then, after so many ticks of the patience, come the stretches.
 */
async function askWhile(stretches: readonly Starved[], { after = 0 } = {}): Promise<string> {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(server, { eval: true, workerData: answered });
  let ended = false;
  const starve = ([first, ...others]: readonly Starved[]): void => {
    if (first === undefined || ended) return;
    if (first.answered) {
      worker.postMessage('answer');
      Atomics.wait(answered, 0, 0);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, first.for);
    setImmediate(starve, others);
  };
  try {
    const [port] = (await once(worker, 'message')) as [number];
    const given = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}/`, { signal: given.signal }).then(
      (response) => response.text(),
      () => 'given up',
    );
    await once(worker, 'message');
    const over = patience(SECOND, () => given.abort());
    if (after === 0) starve(stretches);
    else {
      let ticks = 0;
      // Made after that of the patience and as long: each of its ticks comes right after one of the patience's.
      const counting = setInterval(() => {
        if (++ticks < after) return;
        clearInterval(counting);
        setImmediate(starve, stretches);
      }, SECOND / 4);
    }
    const heard = await asked;
    over();
    return heard;
  } finally {
    ended = true;
    await worker.terminate();
  }
}

test('an answer that has come while this process could not listen is heard before it gives up', async () => {
  expect(await askWhile([{ for: 1500, answered: true }])).toBe('here');
});

test('one that has come when it is about to give up is heard, too', async () => {
  expect(await askWhile([{ for: 300, answered: true }], { after: 3 })).toBe('here');
});

test('time in which it could not listen is not time that it has waited', async () => {
  expect(await askWhile([{ for: 600 }, { for: 600 }, { for: 600, answered: true }])).toBe('here');
});

test('who never answers is given up', async () => {
  expect(await askWhile([{ for: 500 }])).toBe('given up');
});
