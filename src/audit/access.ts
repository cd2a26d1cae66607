import { type Access, type Aws, openAws } from '../aws/access.ts';
import type { CredentialProvider } from '../aws/credentials.ts';
import { endpointConfig } from '../aws/endpoints.ts';
import type { AwsReader } from '../aws/surface.ts';
import { load } from '../aws/surface.ts';
import type { Planned } from './planned.ts';

/** What the instructor brings: credentials to assume roles with, and perhaps the embedded AWS in place of the network. */
export interface Base {
  readonly region: string;
  /** The instructor's own profile: where the services are is said there, too. */
  readonly profile?: string;
  /** In place of the SDK's default chain. */
  readonly credentials?: CredentialProvider;
  readonly requestHandler?: object;
}

/** One learner's account: clients and sockets of its own, closed together. */
export interface Opened {
  readonly aws: Aws;
  close(): void;
}

/** As in a single account: {@link openAws}. */
const sockets = { connectionTimeout: 4_000, requestTimeout: 16_000 };

export async function openLearner(planned: Planned, region: string, base: Base): Promise<Opened> {
  const shared = base.requestHandler ? undefined : await openSockets(region);
  const requestHandler = base.requestHandler ?? shared?.handler;
  let assumed = 0;
  const access: Access = { region, ...(requestHandler && { requestHandler }) };
  if (planned.roleArn === undefined) {
    return {
      aws: openAws({ ...access, ...(planned.profile !== undefined && { profile: planned.profile }) }),
      close: () => shared?.close(),
    };
  }
  const assume = await assumeRole(planned, planned.roleArn, region, {
    ...base,
    ...(requestHandler && { requestHandler }),
  });
  const aws = openAws({
    ...access,
    ...(base.profile !== undefined && { profile: base.profile }),
    credentials: () => {
      assumed++;
      return assume();
    },
  });
  return {
    aws: {
      in: aws.in,
      send: aws.send,
      get calls() {
        return aws.calls + assumed;
      },
    },
    close: () => shared?.close(),
  };
}

/** The seven clients of a learner share one set of sockets: thousands of learners would leave tens of thousands open. */
async function openSockets(region: string): Promise<{ handler: object; close(): void }> {
  const { Client } = await load.sts();
  const client = new Client({ region, requestHandler: sockets });
  return { handler: client.config.requestHandler, close: () => client.destroy() };
}

async function assumeRole(
  { externalId }: Planned,
  roleArn: string,
  region: string,
  base: Base,
): Promise<CredentialProvider> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const provider = fromTemporaryCredentials({
    params: {
      RoleArn: roleArn,
      RoleSessionName: 'workshop-companion-audit',
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
    ...(base.credentials && { masterCredentials: base.credentials }),
    clientConfig: {
      region,
      maxAttempts: 7,
      ...(await endpointConfig('sts', base.profile)),
      ...(base.requestHandler && { requestHandler: base.requestHandler as never }),
    },
  });
  return async () => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provider();
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(expiration && { expiration }),
    };
  };
}

/** The same account, where the answer to who is asking is known: it was asked before anything was judged. */
export const knowing = (aws: Aws, identity: Awaited<ReturnType<AwsReader['sts']['GetCallerIdentity']>>): Aws => ({
  in: (region) => ({ ...aws.in(region), sts: { GetCallerIdentity: async () => identity } }),
  send: aws.send,
  get calls() {
    return aws.calls;
  },
});
