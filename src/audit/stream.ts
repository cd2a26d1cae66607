import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Board } from './board.ts';

/** Server-sent events to any number of readers. */
export interface Stream {
  /** A reader who knows everything up to `since`. */
  add(request: IncomingMessage, response: ServerResponse, since: number): void;
  close(): void;
}

const EVERY = 400;
const BEAT = 15_000;
/** A reader who is so far behind is let go; it comes back by itself and is told what it has missed. */
const MOST_BEHIND = 8 << 20;

export function openStream(board: Board, headers: Readonly<Record<string, string>>): Stream {
  const readers = new Set<ServerResponse>();
  let told = board.revision;
  const tell = (): void => {
    if (board.revision === told) return;
    const event = eventOf(board, told);
    told = board.revision;
    for (const reader of readers) write(reader, event);
  };
  const write = (reader: ServerResponse, text: string): void => {
    if (reader.writableLength > MOST_BEHIND) reader.destroy();
    else reader.write(text);
  };
  const telling = setInterval(tell, EVERY).unref();
  // Nothing between here and the browser may take a quiet stream for a dead one.
  const beating = setInterval(() => readers.forEach((reader) => write(reader, ': still here\n\n')), BEAT).unref();
  return {
    add(request, response, since) {
      tell();
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
      });
      response.write(`retry: 1000\n\n${eventOf(board, since)}`);
      readers.add(response);
      request.on('close', () => readers.delete(response));
    },
    close() {
      clearInterval(telling);
      clearInterval(beating);
      for (const reader of readers) reader.end();
    },
  };
}

const eventOf = (board: Board, since: number): string =>
  `id: ${board.revision}\nevent: change\ndata: ${JSON.stringify(board.change(since))}\n\n`;
