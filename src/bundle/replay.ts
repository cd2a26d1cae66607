import type { Aws } from '../aws/access.ts';
import { AwsCallError } from '../aws/errors.ts';
import { readerThat, type RecordedRead } from './record.ts';

/** An account that is nothing but what a bundle holds: every answer comes from it, and nothing can be sent. */
export function replaying(reads: readonly RecordedRead[], home: string): Aws {
  const known = new Map(reads.map((read) => [keyOf(read.service, read.operation, read.region, read.input), read]));
  let calls = 0;
  const ask = async (service: string, operation: string, input: object, region: string): Promise<object> => {
    calls++;
    const read = known.get(keyOf(service, operation, region, input));
    if (read?.output) return read.output;
    throw new AwsCallError(service, operation, region, read?.error ? thrown(read.error) : notThere(service, operation));
  };
  return {
    in: (region = home) => readerThat(ask, region),
    send: () => Promise.reject(new Error('A bundle cannot be changed.')),
    get calls() {
      return calls;
    },
  };
}

/** Members in any order, and those that are undefined, make no other question. */
const keyOf = (service: string, operation: string, region: string, input: object): string =>
  `${service} ${operation} ${region} ${JSON.stringify(sorted(input))}`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

const thrown = ({ name, message, status, code }: NonNullable<RecordedRead['error']>): Error =>
  Object.assign(new Error(message), {
    name,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
    ...(code !== undefined && { code }),
  });

const notThere = (service: string, operation: string): Error =>
  Object.assign(new Error(`the bundle has no answer to ${service} ${operation}`), { name: 'NotInBundle' });
