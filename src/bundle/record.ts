import type { Aws } from '../aws/access.ts';
import { AwsCallError } from '../aws/errors.ts';
import { type AwsReader, load } from '../aws/surface.ts';

/** One read of an account: what was asked, and what came. */
export interface RecordedRead {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: object;
  readonly output?: object;
  /** What the SDK threw, as far as anything here looks at it. */
  readonly error?: RecordedError;
}

export interface RecordedError {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  /** Node's own code, such as ENOTFOUND. */
  readonly code?: string;
}

type Ask = (service: string, operation: string, input: object, region: string) => Promise<object>;
type Looked = Readonly<Record<string, Readonly<Record<string, (input: object) => Promise<object>>>>>;

/** A reader that answers by one function. The seam where the surface's types are let go and taken up again. */
export function readerThat(ask: Ask, region: string): AwsReader {
  const service = (name: string) =>
    new Proxy({}, { get: (_, operation: string) => (input: object) => ask(name, operation, input, region) });
  return Object.fromEntries(Object.keys(load).map((name) => [name, service(name)])) as unknown as AwsReader;
}

/** The same account, with everything that is read from it written down in `reads`. */
export function recording(aws: Aws, home: string): { readonly aws: Aws; readonly reads: readonly RecordedRead[] } {
  const reads: RecordedRead[] = [];
  const ask: Ask = async (service, operation, input, region) => {
    const asked = { service, operation, region, input };
    try {
      const answer = await (aws.in(region) as unknown as Looked)[service]?.[operation]?.(input);
      const { $metadata: _, ...output } = (answer ?? {}) as Record<string, unknown>;
      reads.push({ ...asked, output });
      return output;
    } catch (error) {
      reads.push({ ...asked, error: recorded(error) });
      throw error;
    }
  };
  return {
    aws: {
      in: (region = home) => readerThat(ask, region),
      send: (call) => aws.send(call),
      get calls() {
        return aws.calls;
      },
    },
    reads,
  };
}

function recorded(error: unknown): RecordedError {
  const cause = error instanceof AwsCallError ? error.cause : error;
  const members: Record<string, unknown> = typeof cause === 'object' && cause !== null ? { ...cause } : {};
  const metadata = members['$metadata'];
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return {
    name: cause instanceof Error ? cause.name : 'Error',
    message: cause instanceof Error ? cause.message : String(cause),
    ...(typeof status === 'number' && { status }),
    ...(typeof members['code'] === 'string' && { code: members['code'] }),
  };
}
