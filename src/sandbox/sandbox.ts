import { randomUUID } from 'node:crypto';
import type { Service as ServiceName } from '../aws/surface.ts';
import { type Grants, refusal, requirePermission } from './authorize.ts';
import { errorShape, missingMembers, type Operation, unknownMembers } from './codec/schema.ts';
import { faultError, Faults, serverTime } from './faults.ts';
import { History } from './history.ts';
import { seededRandom } from './ids.ts';
import { requestHandler } from './handler.ts';
import { type Context, own, type Service, type Session } from './service.ts';
import { findService, unknownService } from './services.ts';
import { settle } from './settle.ts';
import { AwsError, readSignature, type Signature, type WireRequest, type WireResponse } from './wire.ts';
import type { Fault, Identity, State, World } from './world.ts';

/** What sign-in gives the default caller of every world. */
export const defaultCredentials = { accessKeyId: 'AKIASANDBOX000000001', secretAccessKey: 'sandbox' };

/** One call that the sandbox has answered. */
export interface LoggedCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
  readonly ok: boolean;
  /** The error's name; failed calls only. */
  readonly code?: string;
  readonly input: unknown;
}

export interface SandboxOptions {
  /** Instead of the world's `now`, or the real clock. */
  readonly now?: () => Date;
  /** For ids, and faults by chance. */
  readonly seed?: number;
  /** Checks every answer against its shape: for the sandbox's own tests. */
  readonly strict?: boolean;
}

interface Call {
  readonly service: Service;
  readonly operation: Operation;
  readonly signature: Signature;
  readonly requestId: string;
}

/** One embedded AWS: a world, and what has happened to it since. */
export class Sandbox {
  /** The world as it is now. */
  readonly state: State;
  readonly log: LoggedCall[] = [];
  readonly faults: Faults;
  /** For any SDK client: in process, so that nothing can leave it. Inherited by nested STS clients. */
  readonly requestHandler = requestHandler(this);
  readonly #history: History;
  readonly #sessions = new Map<string, Session>();
  readonly #counters = new Map<string, number>();
  readonly #random: () => number;
  readonly #clock: () => Date;
  readonly #strict: boolean;

  constructor(world: World, options: SandboxOptions = {}) {
    this.state = settle(world, options.now?.() ?? new Date());
    const { now } = this.state;
    this.#clock = options.now ?? (now === undefined ? () => new Date() : () => new Date(now));
    this.#random = seededRandom(options.seed ?? 1);
    this.#strict = options.strict ?? false;
    this.faults = new Faults(this.state.faults, options.seed ?? 1);
    this.#history = new History(this.state);
  }

  /** The world now, as plain JSON that nothing else holds. */
  snapshot(): State {
    return JSON.parse(JSON.stringify(this.state));
  }

  inject(...faults: readonly Fault[]): void {
    for (const fault of faults) this.faults.add(fault);
  }

  /** One request in, one response out. Both transports, the socket's and the SDK's, end here. */
  async dispatch(request: WireRequest): Promise<WireResponse> {
    const requestId = randomUUID();
    const signature = readSignature(request);
    const service = await findService(signature, request);
    if (!service) return unknownService(request, signature, requestId);
    const { protocol } = service;
    const refuse = (error: AwsError): WireResponse =>
      protocol.encodeError(error, errorShape(service.namespace, error.code), requestId);
    if (!signature) {
      return refuse(plain(protocol.codes.unsigned, 'Request is missing Authentication Token'));
    }
    const operation = protocol.find(service.operations, request);
    if (!operation) {
      const target = protocol.target(request);
      return refuse(
        plain(
          protocol.codes.unknownOperation,
          `The sandbox does not answer ${service.id} ${target || 'without an operation'}`,
        ),
      );
    }
    return this.#answer({ service, operation, signature, requestId }, request, refuse);
  }

  async #answer(call: Call, request: WireRequest, refuse: (error: AwsError) => WireResponse): Promise<WireResponse> {
    const { service, operation, signature, requestId } = call;
    const entry = { service: service.id, operation: operation.name, region: signature.region };
    let account = '';
    let input: unknown;
    try {
      const [caller, grants] = this.#identify(service, signature);
      account = caller.account;
      input = service.protocol.decode(operation, request);
      const aws = this.#context(call, caller);
      const drawn = this.faults.draw(
        { service, operation: operation.name, account, region: signature.region },
        signature,
        this.#clock(),
      );
      const wait = drawn.reduce((sum, { kind, ms = 100 }) => sum + (kind === 'latency' ? ms : 0), 0);
      if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
      const fault = drawn.find(({ kind }) => kind !== 'latency');
      const fields = input as Readonly<Record<string, unknown>>;
      const answer = (): WireResponse => {
        const output = this.#perform(aws, operation, fields, grants);
        return service.protocol.encode(operation, output, requestId);
      };
      if (!fault) {
        const response = answer();
        this.log.push({ ...entry, account, ok: true, input });
        return response;
      }
      const acted = fault.after === true ? answer() : undefined;
      const response = brokenResponse(fault) ?? (fault.kind === 'truncated' ? truncated(acted ?? answer()) : undefined);
      const error = faultError(fault, service, refusal(aws, fields));
      this.log.push({ ...entry, account, ok: false, code: error?.code ?? fault.kind, input });
      if (response) return response;
      const refused = refuse(error ?? plain(service.protocol.codes.failed, fault.kind));
      if (fault.kind !== 'skew') return refused;
      return { ...refused, headers: { ...refused.headers, date: serverTime(fault, this.#clock()).toUTCString() } };
    } catch (error) {
      const known = error instanceof AwsError ? error : failure(service, error);
      this.log.push({ ...entry, account, ok: false, code: known.code, input });
      return refuse(known);
    }
  }

  /** Who signed, and what limits them. */
  #identify(service: Service, { accessKeyId, sessionToken }: Signature): [Identity, Grants | undefined] {
    const { codes } = service.protocol;
    const session = this.#sessions.get(accessKeyId);
    if (session && session.token === sessionToken) {
      if (session.expires < this.#clock()) {
        throw plain(codes.expired, 'The security token included in the request is expired');
      }
      return [session, session];
    }
    const credential = own(this.state.credentials, accessKeyId);
    if (credential) {
      const { policies } = credential;
      return [credential, policies ? { policies } : undefined];
    }
    if (accessKeyId === defaultCredentials.accessKeyId) return [this.state.caller, undefined];
    throw plain(codes.unknownKey, 'The security token included in the request is invalid.');
  }

  #context({ service, operation, signature }: Call, caller: Identity): Context {
    const state = this.#history.see(service.isWrite(operation.name), this.#clock().getTime());
    const home = own(state.accounts, caller.account);
    if (!home) throw plain(service.protocol.codes.failed, `The world has no account ${caller.account}`);
    const { region } = state;
    return {
      service,
      operation: operation.name,
      account: caller.account,
      home,
      region: signature.region,
      partition: region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws',
      caller,
      state,
      now: this.#clock(),
      random: this.#random,
      counters: this.#counters,
      openSession: (session) => this.#sessions.set(session.accessKeyId, session),
    };
  }

  #perform(
    aws: Context,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    grants: Grants | undefined,
  ): unknown {
    const { service } = aws;
    const missing = missingMembers(operation.input, input);
    if (missing.length > 0) {
      const reasons = missing.map(
        (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
      );
      throw plain(
        service.protocol.codes.invalid,
        `${missing.length} validation error(s) detected: ${reasons.join('; ')}`,
      );
    }
    if (grants) requirePermission(aws, grants, input);
    const output = service.handle(aws, input);
    if (service.isWrite(operation.name)) this.#history.written(aws.now.getTime());
    if (this.#strict) {
      const wrong = [...missingMembers(operation.output, output), ...unknownMembers(operation.output, output)];
      if (wrong.length > 0) throw new Error(`${service.id} ${operation.name} answers wrongly: ${wrong.join(', ')}`);
    }
    return output;
  }
}

const plain = ([code, status]: readonly [string, number], message: string): AwsError =>
  new AwsError(code, message, {}, status);

/** A handler that throws anything but AwsError is a fault of the sandbox, and says so. */
const failure = (service: Service, error: unknown): AwsError =>
  plain(service.protocol.codes.failed, `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`);

const html = '<html><head><title>503 Service Unavailable</title></head><body>Service Unavailable</body></html>';

function brokenResponse({ kind }: Fault): WireResponse | undefined {
  if (kind === 'reset') return { statusCode: 0, headers: {}, body: '', broken: 'reset' };
  // What a load balancer in front of a service answers: no protocol, no request id.
  if (kind === 'html503') return { statusCode: 503, headers: { 'content-type': 'text/html' }, body: html };
  return undefined;
}

const truncated = (response: WireResponse): WireResponse => ({ ...response, broken: 'truncated' });
