import { type CredentialProvider, type Credentials, defaultChain } from './credentials.ts';
import { endpointConfig } from './endpoints.ts';
import { AwsCallError } from './errors.ts';
import { pageOf } from './pages.ts';
import { patience } from './patience.ts';
import { type AwsReader, type Call, load, type Service } from './surface.ts';

/** A call, with all its retries, that has no answer by then is a network failure. Milliseconds. */
const CALL_DEADLINE = 12_000;
const CONNECTION_TIMEOUT = 4_000;
/** Attempts in all, with at most 11 s of waiting between them. Enough for three in ten throttled. */
const ATTEMPTS = 7;

/** How to reach one account. */
export interface Access {
  readonly region: string;
  /** Whose credentials and endpoints are meant. */
  readonly profile?: string;
  /** In place of the SDK's default chain. */
  readonly credentials?: CredentialProvider;
  /** In place of the network: the embedded AWS, in process. */
  readonly requestHandler?: object;
  /** How often a call is sent at most; left out: as often as a read should be. */
  readonly attempts?: number;
  /** Told of every call before it is sent (retries are not told). */
  readonly onCall?: (service: Service, operation: string, region: string) => void;
}

/** One account: its clients, made when they are first needed, and how many calls were made. */
export interface Aws {
  in(region?: string): AwsReader;
  send(call: Call): Promise<unknown>;
  readonly calls: number;
}

interface Client {
  send(command: object, options?: object): Promise<Record<string, unknown>>;
}
type CommandClass = new (input: object) => object;
/** The one seam where the surface's types are let go: a service and operation looked up by name. */
interface Loaded {
  readonly Client: new (config: object) => Client;
  readonly reads: Readonly<Record<string, CommandClass>>;
  readonly writes: Readonly<Record<string, CommandClass>>;
}

/** Keeps what a provider gave until five minutes before it expires, and asks once when many ask at the same time. */
function remembered(provider: CredentialProvider): CredentialProvider {
  let held: Promise<Credentials> | undefined;
  let until = Infinity;
  return () => {
    if (held && Date.now() < until) return held;
    until = Infinity;
    const asked = provider();
    asked.then(
      ({ expiration }) => (until = expiration ? expiration.getTime() - 5 * 60_000 : Infinity),
      () => (held = undefined),
    );
    return (held = asked);
  };
}

export function openAws(access: Access): Aws {
  let calls = 0;
  const clients = new Map<string, Promise<Client>>();
  let chain: Promise<CredentialProvider> | undefined;
  const credentials = remembered(
    access.credentials ?? (async () => (await (chain ??= defaultChain(access.region, access.profile)))()),
  );

  const client = (service: Service, region: string): Promise<Client> => {
    const key = `${service} ${region}`;
    let made = clients.get(key);
    if (!made) {
      made = Promise.all([load[service](), import('./retries.ts'), endpointConfig(service, access.profile)]).then(
        ([module, { retries }, endpoint]) =>
          new (module as unknown as Loaded).Client({
            region,
            credentials,
            retryStrategy: retries(access.attempts ?? ATTEMPTS),
            requestHandler: access.requestHandler ?? {
              connectionTimeout: CONNECTION_TIMEOUT,
              requestTimeout: CALL_DEADLINE,
            },
            ...(access.profile && { profile: access.profile }),
            ...endpoint,
          }),
      );
      clients.set(key, made);
    }
    return made;
  };

  const call = async (service: Service, half: 'reads' | 'writes', operation: string, input: object, region: string) => {
    calls++;
    access.onCall?.(service, operation, region);
    const late = new AbortController();
    let answered: (() => void) | undefined;
    try {
      const [module, sender] = await Promise.all([
        load[service]() as Promise<unknown> as Promise<Loaded>,
        client(service, region),
      ]);
      const Command = module[half][operation];
      if (!Command) throw new Error(`This tool has no ${half === 'reads' ? 'read' : 'write'} ${service} ${operation}`);
      answered = patience(CALL_DEADLINE, () => late.abort());
      return await sender.send(new Command(input), { abortSignal: late.signal });
    } catch (cause) {
      throw new AwsCallError(service, operation, region, cause);
    } finally {
      answered?.();
    }
  };

  const reader = (region: string): AwsReader => {
    const service = (name: Service) =>
      new Proxy(
        {},
        {
          get: (_, operation: string) => (input: object) =>
            pageOf(operation, input, (page) => call(name, 'reads', operation, page, region)),
        },
      );
    return Object.fromEntries(
      Object.keys(load).map((name) => [name, service(name as Service)]),
    ) as unknown as AwsReader;
  };

  return {
    in: (region = access.region) => reader(region),
    send: ({ service, operation, input, region = access.region }) => call(service, 'writes', operation, input, region),
    get calls() {
      return calls;
    },
  };
}
