import type { Aws } from '../aws/access.ts';
import { AwsCallError } from '../aws/errors.ts';
import { readerThat } from '../bundle/record.ts';
import { quotas } from './pace.ts';

interface Kept {
  readonly at: number;
  readonly answer: Promise<object>;
}

/** Lets a service be called only as fast as its quota allows; the others go at once. */
class Gate {
  readonly #next = new Map<string, number>();

  async pass(service: string): Promise<void> {
    const quota = quotas[service];
    if (!quota) return;
    const [rate, burst] = quota;
    const now = Date.now();
    const gap = 1000 / rate;
    const next = Math.max(this.#next.get(service) ?? 0, now - gap * (burst - 1));
    this.#next.set(service, next + gap);
    if (next > now) await new Promise((resume) => setTimeout(resume, next - now));
  }
}

export interface Remembering {
  readonly aws: Aws;
  /** From now on everything is asked again. */
  forget(): void;
}

/** The account, with answers kept for as long as `freshFor` says, so that a look asks only for what can have changed. */
export function remembering(
  aws: Aws,
  home: string,
  freshFor: (read: { service: string; operation: string; region: string }) => number,
): Remembering {
  const kept = new Map<string, Kept>();
  const gate = new Gate();
  const ask = (service: string, operation: string, input: object, region: string): Promise<object> => {
    const key = `${service} ${operation} ${region} ${JSON.stringify(input)}`;
    const known = kept.get(key);
    if (known && Date.now() - known.at < freshFor({ service, operation, region })) return known.answer;
    const answer = gate.pass(service).then(() => send(aws, service, operation, input, region));
    kept.set(key, { at: Date.now(), answer });
    answer.catch((error: unknown) => {
      // What AWS refused stands like any other answer; all else says nothing of the account, and may pass at any moment.
      const standing = error instanceof AwsCallError && ['denied', 'absent'].includes(error.trouble.kind);
      if (!standing) kept.delete(key);
    });
    return answer;
  };
  return {
    aws: {
      in: (region = home) => readerThat(ask, region),
      send: (call) => aws.send(call),
      get calls() {
        return aws.calls;
      },
    },
    forget: () => kept.clear(),
  };
}

type Looked = Readonly<Record<string, Readonly<Record<string, (input: object) => Promise<object>>>>>;

const send = (aws: Aws, service: string, operation: string, input: object, region: string): Promise<object> =>
  (aws.in(region) as unknown as Looked)[service]?.[operation]?.(input) ??
  Promise.reject(new Error(`There is no read ${service} ${operation}`));
