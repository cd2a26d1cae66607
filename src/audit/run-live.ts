import type { Io } from '../commands/command.ts';
import { readParts } from '../page/document.ts';
import { toClassPage, toPageLearner, type PageLearner } from '../page/data.ts';
import type { Wish } from './ask.ts';
import { openBoard } from './board.ts';
import type { Wanted } from './output.ts';
import { writeFiles } from './output.ts';
import type { Round } from './round.ts';
import { serveBoard } from './serve.ts';

/** Audits again and again, and shows the page meanwhile, until the person stops it. Files are written after each round. */
export async function auditLive(
  round: Round,
  serve: NonNullable<Wish['serve']>,
  wanted: Wanted,
  io: Io,
): Promise<void> {
  const { checks } = wanted;
  const waiting = round.positions.map((position): PageLearner => ({
    name: round.disguise.name(position),
    verdict: 'waiting',
    rows: [],
  }));
  const { view } = round.known();
  const board = openBoard({ ...toClassPage(view.summary, view.summary.startedAt, checks), learners: waiting });
  const served = await serveBoard(board, await readParts(), serve.port);
  await io.err(`companion: the class, live: ${served.url} (only with this address; Ctrl-C ends it)\n`);
  const places = new Map(round.positions.map((position, index) => [position, index]));
  try {
    for await (const [position, entry] of round.entries())
      board.set(places.get(position) ?? 0, toPageLearner(entry, checks));
    for (let number = 1; !io.interrupted.aborted; number++) {
      let done = 0;
      const planned = waiting.length;
      // The whole class is summed up now and then, not for every learner.
      const told = setInterval(() => board.sum(round.known().view.summary, { number, done, planned }), 1_000);
      await round
        .run((position, entry) => {
          done++;
          board.set(places.get(position) ?? 0, toPageLearner(entry, checks));
        })
        .finally(() => clearInterval(told));
      if (io.interrupted.aborted) break;
      const nextAt = serve.everyMs === undefined ? {} : { nextAt: new Date(Date.now() + serve.everyMs).toISOString() };
      const known = round.known().view;
      board.sum(known.summary, { number, done: planned, planned, ...nextAt });
      // The page goes on; at the end it is a fault.
      await writeFiles(known, wanted).catch((error: unknown) =>
        io.err(`companion: ${error instanceof Error ? error.message : String(error)}\n`),
      );
      await pause(serve.everyMs, io.interrupted);
    }
  } finally {
    await served.close();
  }
}

/** Until it is time again; without a time, until the end. */
function pause(ms: number | undefined, interrupted: AbortSignal): Promise<void> {
  return new Promise((resume) => {
    const end = (): void => {
      clearTimeout(timer);
      interrupted.removeEventListener('abort', end);
      resume();
    };
    const timer = ms === undefined ? undefined : setTimeout(end, ms);
    interrupted.addEventListener('abort', end);
    if (interrupted.aborted) end();
  });
}
