import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dispatcher } from './handler.ts';
import type { WireRequest, WireResponse } from './wire.ts';

export interface Served {
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly url: string;
  close(): Promise<void>;
}

/** Larger than any request of the surface, SAML metadata included; more is not read. */
const mostBytes = 32 * 1024 * 1024;

/** Serves a sandbox on 127.0.0.1, for other processes: any SDK, and the `aws` command. Port 0 takes a free one. */
export function serve(sandbox: Dispatcher, { port = 0 }: { readonly port?: number } = {}): Promise<Served> {
  const server = createServer((request, response) => {
    answer(sandbox, request, response).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      // A string would be the name of a pipe; null, a server that does not listen.
      const address = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(sandbox: Dispatcher, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > mostBytes) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  send(await sandbox.dispatch(readRequest(incoming, Buffer.concat(chunks).toString('utf8'))), outgoing);
}

function readRequest(incoming: IncomingMessage, body: string): WireRequest {
  const [path = '/', search = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  return { method: incoming.method ?? 'GET', path, query, headers, body };
}

function send({ statusCode, headers, body, broken }: WireResponse, outgoing: ServerResponse): void {
  if (broken === 'reset') {
    outgoing.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  outgoing.writeHead(statusCode, { ...headers, 'content-length': bytes.length });
  if (broken === undefined) outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
}
