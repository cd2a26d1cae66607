import { describe, expect, test } from 'vitest';
import { errorShape } from '../../src/sandbox/codec/schema.ts';
import { requestHandler } from '../../src/sandbox/handler.ts';
import { seededRandom } from '../../src/sandbox/ids.ts';
import type { Service } from '../../src/sandbox/service.ts';
import { cloudtrail } from '../../src/sandbox/services/cloudtrail.ts';
import { connect } from '../../src/sandbox/services/connect.ts';
import { iam } from '../../src/sandbox/services/iam.ts';
import { identitystore } from '../../src/sandbox/services/identitystore.ts';
import { organizations } from '../../src/sandbox/services/organizations.ts';
import { ssoAdmin } from '../../src/sandbox/services/sso-admin.ts';
import { sts } from '../../src/sandbox/services/sts.ts';
import { AwsError, type WireRequest, type WireResponse } from '../../src/sandbox/wire.ts';
import { load } from '../../src/aws/surface.ts';
import { seed } from '../random.ts';
import { comparable, errorsOf, sample } from './generate.ts';
import { clients, failureOf } from './clients.ts';

const services: readonly Service[] = [sts, organizations, ssoAdmin, identitystore, iam, connect, cloudtrail];
const runs = Number(process.env['RUNS'] ?? 20);

type Method = (input: object) => Promise<object>;

/** The SDK's aggregated client of a service, whose requests `answer` answers. */
function client(
  service: Service,
  answer: (request: WireRequest) => WireResponse,
): { readonly [method: string]: Method } {
  const handler = requestHandler({ dispatch: async (request) => answer(request) });
  const all: { readonly [name: string]: unknown } = clients({ requestHandler: handler });
  const name = service.id === 'sso-admin' ? 'ssoAdmin' : service.id;
  return all[name] as { readonly [method: string]: Method };
}

const methodOf = (operation: string): string =>
  // The SDK's own rule: the leading capitals are one word (`getSAMLProvider`, `listAccounts`).
  operation.slice(0, 1).toLowerCase() + operation.slice(1);

describe.each(services.map((service) => [service.id, service] as const))('%s', (id, service) => {
  test('answers every operation of the surface', async () => {
    const { reads, writes } = await load[id]();
    expect([...service.operations.keys()]).toEqual(
      expect.arrayContaining([...Object.keys(reads), ...Object.keys(writes)]),
    );
    for (const name of Object.keys(writes)) expect(service.isWrite(name), name).toBe(true);
    for (const name of Object.keys(reads)) expect(service.isWrite(name), name).toBe(false);
  });

  test.each([...service.operations.values()].map((operation) => [operation.name, operation] as const))(
    '%s: what the SDK sends is what is read, and what is answered is what the SDK reads',
    async (name, operation) => {
      const random = seededRandom(seed);
      let read: unknown;
      let output: object = {};
      const sdk = client(service, (request) => {
        expect(service.protocol.find(service.operations, request)?.name).toBe(name);
        read = service.protocol.decode(operation, request);
        return service.protocol.encode(operation, output, 'request-id');
      });
      for (let i = 0; i < runs; i += 1) {
        const input = sample(operation.input, random);
        output = sample(operation.output, random);
        const answered = await sdk[methodOf(name)]?.(structuredClone(input));
        expect(comparable(read)).toEqual(comparable(input));
        expect(comparable(answered)).toEqual(comparable(output));
      }
    },
  );

  test('every modelled error arrives under its name', async () => {
    const modelled = [...errorsOf(service.namespace)];
    expect(modelled.length).toBeGreaterThan(3);
    const [anything] = service.operations.keys();
    for (const code of modelled) {
      const sdk = client(service, () =>
        service.protocol.encodeError(
          new AwsError(code, 'why <&> "not"'),
          errorShape(service.namespace, code),
          'request-id',
        ),
      );
      const input = sample(service.operations.get(anything ?? '')!.input, seededRandom(1));
      expect(await failureOf(sdk[methodOf(anything ?? '')]!(input))).toMatchObject({
        name: code,
        message: 'why <&> "not"',
      });
    }
  });
});
