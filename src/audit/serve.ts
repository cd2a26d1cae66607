import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Misuse } from '../misuse.ts';
import { around, contentSecurityPolicy, type Parts } from '../page/document.ts';
import type { Board } from './board.ts';
import { openStream, type Stream } from './stream.ts';

export interface Live {
  /** Holds the token. */
  readonly url: string;
  close(): Promise<void>;
}

/** What a page may do in a browser; and nobody keeps what it shows. */
const headersFor = (policy: string): Record<string, string> => ({
  'content-security-policy': `${policy}; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});

/**
 * Serves the board on 127.0.0.1. Only who has the token is answered, only under the server's own name (a foreign one
 * that leads here is an attack on the browser), and only what the page needs.
 */
export async function serveBoard(board: Board, parts: Parts, port: number): Promise<Live> {
  const token = randomBytes(24).toString('base64url');
  const policy = contentSecurityPolicy(parts, true);
  const headers = headersFor(policy);
  const stream = openStream(board, headers);
  const page = pages(board, parts);
  const server = createServer((request, response) => answer(request, response));
  const listening = await listen(server, port);
  const cookie = `companion-${listening}`;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const end = (status: number, text: string): void =>
      void response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
    if (!isOwnName(request.headers.host, listening))
      return end(403, 'This server answers to 127.0.0.1 and localhost only.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, 'This server only shows.');
    // Any page in the browser may ask for //, which is no address: the audit must not end of it.
    const address = `http://127.0.0.1${request.url ?? '/'}`;
    if (!URL.canParse(address)) return end(400, 'That is no address of this server.');
    const url = new URL(address);
    const [, first = ''] = url.pathname.split('/');
    const isInPath = isSame(first, token);
    if (!isInPath && !isSame(cookieCalled(cookie, request.headers.cookie), token))
      return end(403, 'Open the address that the terminal shows: it holds the token.');
    const since = Number(request.headers['last-event-id'] ?? url.searchParams.get('since') ?? 0) || 0;
    const run = url.searchParams.get('run');
    if (run !== null && run !== board.run) return end(410, 'That audit is over; this is another one.');
    switch (isInPath ? url.pathname.slice(token.length + 1) : url.pathname) {
      case '':
      case '/':
        response.writeHead(200, {
          ...headers,
          'content-type': 'text/html; charset=utf-8',
          'set-cookie': `${cookie}=${token}; HttpOnly; SameSite=Strict; Path=/`,
        });
        return void response.end(request.method === 'HEAD' ? undefined : page());
      case '/events':
        return request.method === 'HEAD' ? end(200, '') : stream.add(request, response, since);
      case '/changes':
        response.writeHead(200, { ...headers, 'content-type': 'application/json; charset=utf-8' });
        return void response.end(JSON.stringify(board.change(since)));
      default:
        return end(404, 'There is nothing here.');
    }
  };
  return { url: `http://127.0.0.1:${listening}/${token}/`, close: () => close(server, stream) };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Misuse(`--serve: the port ${port} is taken; name another, or none for any free one.`)
          : error.code === 'EACCES'
            ? new Misuse(`--serve: the port ${port} may not be used.`)
            : error,
      );
    });
    // A string would be the name of a pipe; null, a server that does not listen.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: ReturnType<typeof createServer>, stream: Stream): Promise<void> {
  stream.close();
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}

const isOwnName = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const cookieCalled = (name: string, header: string | undefined): string =>
  header
    ?.split(/;\s*/)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';

/** The page as it is now; made once for each revision, however many open it. */
function pages(board: Board, parts: Parts): () => string {
  const [before, after] = around(parts, 'Amazon Connect sign-in: the class', true);
  let made = { revision: -1, text: '' };
  return () => {
    if (made.revision !== board.revision)
      made = {
        revision: board.revision,
        text: before + gzipSync(JSON.stringify(board.page())).toString('base64') + after,
      };
    return made.text;
  };
}
