import type { Aws } from '../aws/access.ts';
import type { AwsReader } from '../aws/surface.ts';

type Read = (input: object) => Promise<unknown>;

/** Reads each thing once, however many ask: for looking at many calls at the same moment. */
export function remembering(aws: Aws): Aws {
  const known = new Map<string, Promise<unknown>>();
  const service = (region: string, name: string, real: Readonly<Record<string, Read>>) =>
    new Proxy(real, {
      get: (target, operation: string) => (input: object) => {
        const key = JSON.stringify([region, name, operation, input]);
        const answer = known.get(key) ?? target[operation]?.(input) ?? Promise.resolve(undefined);
        known.set(key, answer);
        return answer;
      },
    });
  return {
    in: (region) => {
      const reader = aws.in(region);
      // The proxy answers what the reader answers: the types stay true.
      return Object.fromEntries(
        Object.entries(reader).map(([name, real]) => [
          name,
          service(region ?? '', name, real as unknown as Record<string, Read>),
        ]),
      ) as unknown as AwsReader;
    },
    send: (call) => aws.send(call),
    get calls() {
      return aws.calls;
    },
  };
}
