import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/transport';
import type { WireRequest, WireResponse } from './wire.ts';

/** What answers requests; the sandbox. */
export interface Dispatcher {
  dispatch(request: WireRequest): Promise<WireResponse>;
}

/** The part of the SDK's requests that matters here. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: WireRequest['query'];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A `requestHandler` for any SDK client: requests go straight to the sandbox and never touch the network. */
export function requestHandler(sandbox: Dispatcher) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: SdkRequest): Promise<{ response: HttpResponse }> {
      const response = await sandbox.dispatch({
        method: request.method,
        path: request.path,
        query: request.query ?? {},
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, v]) => [name.toLowerCase(), v])),
        body: bodyText(request.body),
      });
      if (response.broken === 'reset') throw connectionReset();
      const headers = { date: new Date().toUTCString(), ...response.headers };
      return { response: new HttpResponse({ statusCode: response.statusCode, headers, body: bodyStream(response) }) };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

function bodyText(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  throw new TypeError('The sandbox takes no streams: none of its operations sends one.');
}

/** As node:http reports a connection that the other side has dropped. */
const connectionReset = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

function bodyStream({ body, broken }: WireResponse): Readable {
  const bytes = Buffer.from(body);
  if (broken !== 'truncated') return Readable.from([bytes]);
  return Readable.from(
    (function* half() {
      yield bytes.subarray(0, Math.floor(bytes.length / 2));
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    })(),
  );
}
