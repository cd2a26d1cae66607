import type { InputOf, OutputOf, Service as ServiceName } from '../aws/surface.ts';
import type { Protocol } from './codec/protocol.ts';
import { type Operation, type OperationSchema, readOperation } from './codec/schema.ts';
import type { Account, Identity, State } from './world.ts';
import { AwsError } from './wire.ts';

/** What a handler knows about its call besides the input. */
export interface Context {
  readonly service: Service;
  readonly operation: string;
  /** The caller's account; `home` is what the state knows of it. */
  readonly account: string;
  readonly home: Account;
  /** From the credential scope of the signature. */
  readonly region: string;
  readonly partition: string;
  readonly caller: Identity;
  /** Reads must not change it; writes do nothing else. */
  readonly state: State;
  readonly now: Date;
  /** Seeded, so that the same calls make the same ids. */
  readonly random: () => number;
  /** Counts that AWS never starts again, such as a policy's version number. */
  readonly counters: Map<string, number>;
  /** Makes credentials of an assumed role good. */
  readonly openSession: (session: Session) => void;
}

/** Credentials that AssumeRole has given out. */
export interface Session extends Identity {
  readonly accessKeyId: string;
  readonly token: string;
  readonly expires: Date;
  /** What the role may do. */
  readonly policies: readonly string[];
  readonly boundary?: string;
}

/** Members that the model requires are there when a handler runs: dispatch has refused the call otherwise. */
type Checked<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] : Exclude<T[K], undefined> };

type Handler<Command> = (aws: Context, input: Checked<InputOf<Command>>) => OutputOf<Command>;

/** One answer per command, by the operation's name: one missing does not compile. */
export type Answers<Commands> = {
  readonly [O in keyof Commands]: readonly [schema: OperationSchema, handle: Handler<Commands[O]>];
};

type AnyAnswer = readonly [schema: OperationSchema, handle: (aws: Context, input: never) => unknown];

export interface Service {
  readonly id: ServiceName;
  /** The prefix of its IAM actions. */
  readonly actions: string;
  readonly namespace: string;
  readonly protocol: Protocol;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly denied: readonly [code: string, status: number];
  readonly throttled: readonly [code: string, status: number];
  readonly invalidInput: string;
  readonly invalidToken: string;
  isWrite(operation: string): boolean;
  handle(aws: Context, input: unknown): unknown;
  /** ARNs that an identity policy must allow for the call. */
  resources(aws: Context, input: Readonly<Record<string, unknown>>): readonly string[];
  /** How the service names a resource in its refusal, where that is not the ARN. */
  readonly spellResource?: (arn: string) => string;
}

type Definition<R, W> = Omit<Service, 'operations' | 'isWrite' | 'handle'> & { readonly reads: R; readonly writes: W };

export function defineService<R extends object, W extends object>(definition: Definition<R, W>): Service {
  const { reads, writes, ...rest } = definition;
  const answers = new Map<string, AnyAnswer>(Object.entries({ ...reads, ...writes }));
  const operations = new Map([...answers].map(([name, [schema]]) => [name, readOperation(schema)]));
  for (const [name, { name: schemaName }] of operations) {
    if (name !== schemaName) throw new Error(`${definition.id}: ${name} is answered with the schema of ${schemaName}`);
  }
  return {
    ...rest,
    operations,
    isWrite: (operation) => Object.hasOwn(writes, operation),
    // The one place where handlers lose their types: what decoded the input is the schema that stands beside the handler.
    handle: (aws, input) => answers.get(aws.operation)?.[1](aws, input as never),
  };
}

/** A record's own member: a role may be called `constructor`. */
export const own = <T>(record: { readonly [key: string]: T } | undefined, key: string | undefined): T | undefined =>
  record !== undefined && key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

export const invalid = (aws: Context, message: string): AwsError => new AwsError(aws.service.invalidInput, message);

export const denied = (aws: Context, message: string): AwsError => {
  const [code, status] = aws.service.denied;
  return new AwsError(code, message, {}, status);
};

interface Asked {
  readonly token: string | undefined;
  readonly size: number | undefined;
  /** The most that AWS lets a caller ask for. */
  readonly most: number;
}

/** One page, never larger than the world's: so that callers who forget to ask for the next one are found out. */
export function page<T>(aws: Context, items: readonly T[], asked: Asked): { items: T[]; next: string | undefined } {
  const { token, size = asked.most, most } = asked;
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw invalid(aws, `The page size ${size} is not between 1 and ${most}.`);
  }
  const start = token === undefined ? 0 : readToken(aws, token);
  const end = start + Math.min(size, aws.state.pageSize);
  const next = end < items.length ? Buffer.from(`${aws.operation}:${end}`).toString('base64url') : undefined;
  return { items: items.slice(start, end), next };
}

function readToken(aws: Context, token: string): number {
  const [operation, offset] = Buffer.from(token, 'base64url').toString('utf8').split(':');
  if (operation !== aws.operation || !/^\d+$/.test(offset ?? '')) {
    throw new AwsError(aws.service.invalidToken, 'The token for the next page is not valid.');
  }
  return Number(offset);
}
