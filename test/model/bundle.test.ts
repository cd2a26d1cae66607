import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { load, type Service as ServiceName } from '../../src/aws/surface.ts';
import { readingOptions, writingOptions } from '../../src/bundling.mjs';
import { errorShape } from '../../src/sandbox/codec/schema.ts';
import { requestHandler } from '../../src/sandbox/handler.ts';
import { seededRandom } from '../../src/sandbox/ids.ts';
import { defaultCredentials } from '../../src/sandbox/index.ts';
import type { Service } from '../../src/sandbox/service.ts';
import { findService } from '../../src/sandbox/services.ts';
import { AwsError, type WireResponse } from '../../src/sandbox/wire.ts';
import { comparable, errorsOf, sample } from '../sandbox/generate.ts';

/** A module of `src/aws/clients`, from the source or from the bundle. */
interface Clients {
  readonly Client: new (config: object) => { send(command: object): Promise<object> };
  readonly reads: Readonly<Record<string, new (input: object) => object>>;
  readonly writes: Readonly<Record<string, new (input: object) => object>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const names = Object.keys(load) as ServiceName[];
let out = '';
let calls = 0;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'companion-bundle-'));
  const input = Object.fromEntries(names.map((name) => [`clients/${name}`, `${root}src/aws/clients/${name}.ts`]));
  const bundle = await rolldown({ input, ...readingOptions({}) });
  await bundle.write({ dir: out, ...writingOptions });
}, 120_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What goes over the wire and what comes of it. */
async function outcome(clients: Clients, name: string, input: object, answer: WireResponse): Promise<unknown> {
  let sent: unknown;
  const handler = requestHandler({
    dispatch: async ({ method, path, query, headers, body }) => {
      const steady = Object.entries(headers).filter(
        ([key]) => !/^(authorization|x-amz-date|amz-sdk|user-agent|x-amz-user-agent|x-amz-content)/.test(key),
      );
      sent = { method, path, query, headers: Object.fromEntries(steady), body };
      return answer;
    },
  });
  const client = new clients.Client({
    region: 'us-east-1',
    credentials: defaultCredentials,
    maxAttempts: 1,
    requestHandler: handler,
  });
  const Command = clients.reads[name] ?? clients.writes[name];
  if (!Command) throw new Error(`no ${name}`);
  calls += 1;
  const result = await client.send(new Command(structuredClone(input))).then(comparable, (error: unknown) => {
    if (!(error instanceof Error)) throw error;
    const { name: code, message } = error;
    const { $fault, ...members } = error as Error & { $fault?: string };
    return { code, message, $fault, members: comparable({ ...members, $metadata: undefined, $response: undefined }) };
  });
  return { sent, result };
}

const signedFor = (name: string): string => (name === 'sso-admin' ? 'sso' : name);

async function serviceOf(name: ServiceName): Promise<Service> {
  const signature = {
    service: signedFor(name),
    accessKeyId: '',
    region: '',
    sessionToken: undefined,
    signedAt: undefined,
  };
  const service = await findService(signature, { method: 'POST', path: '/', query: {}, headers: {}, body: '' });
  if (!service) throw new Error(`The sandbox has no ${name}`);
  return service;
}

/** Bundlers have shaken the SDK to pieces before: every operation is tried, and every error that a service declares. */
test.each(names)(
  '%s: bundled, the client sends and understands what it does unbundled',
  { timeout: 120_000 },
  async (name) => {
    const source = (await load[name]()) as unknown as Clients;
    const bundled = (await import(join(out, `clients/${name}.js`))) as Clients;
    const service = await serviceOf(name);
    const operations = [...Object.keys(source.reads), ...Object.keys(source.writes)];
    expect(Object.keys(bundled.reads).concat(Object.keys(bundled.writes))).toEqual(operations);
    const random = seededRandom(7);
    const errors = [...errorsOf(service.namespace), 'SomethingUnknown'];
    for (const [i, operation] of operations.entries()) {
      const { input, output } = service.operations.get(operation)!;
      const asked = sample(input, random);
      // What an error is made into does not depend on the operation: each is tried with one of them.
      const codes = errors.filter((_, n) => n % operations.length === i);
      const answers = [
        service.protocol.encode(service.operations.get(operation)!, sample(output, random), 'request-id'),
        ...codes.map((code) =>
          service.protocol.encodeError(
            new AwsError(code, 'why <&> "not"'),
            errorShape(service.namespace, code),
            'request-id',
          ),
        ),
      ];
      for (const answer of answers)
        expect(await outcome(bundled, operation, asked, answer)).toEqual(
          await outcome(source, operation, asked, answer),
        );
    }
  },
);

test('all of that was really tried', () => expect(calls).toBeGreaterThan(400));
