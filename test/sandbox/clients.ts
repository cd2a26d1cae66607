import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as connect from '@aws-sdk/client-connect';
import * as iam from '@aws-sdk/client-iam';
import * as identitystore from '@aws-sdk/client-identitystore';
import * as organizations from '@aws-sdk/client-organizations';
import * as ssoAdmin from '@aws-sdk/client-sso-admin';
import * as sts from '@aws-sdk/client-sts';
import { defaultCredentials, type Sandbox } from '../../src/sandbox/index.ts';

export const account = '111122223333';
export const instanceId = '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47';
export const ssoinsId = 'ssoins-7223c0ffee5e1f04';
export const aplId = 'apl-72236face0cd1203';
export const identityStoreId = 'd-9067f2b3c4';
export const groupId = '14f8e4a8-20d1-7055-9b3e-5f0c8a1d2e60';
export const applicationArn = `arn:aws:sso::${account}:application/${ssoinsId}/${aplId}`;

export interface Target {
  readonly region?: string;
  readonly endpoint?: string;
  readonly requestHandler?: Sandbox['requestHandler'];
  readonly credentials?: NonNullable<sts.STSClientConfig['credentials']>;
  readonly maxAttempts?: number;
}

/** The real SDK clients, aggregated: one method an operation. */
export function clients(target: Target) {
  const config = { region: 'us-east-1', credentials: defaultCredentials, maxAttempts: 1, ...target };
  return {
    sts: new sts.STS(config),
    organizations: new organizations.Organizations(config),
    ssoAdmin: new ssoAdmin.SSOAdmin(config),
    identitystore: new identitystore.Identitystore(config),
    iam: new iam.IAM(config),
    connect: new connect.Connect(config),
    cloudtrail: new cloudtrail.CloudTrail(config),
  };
}

export const inProcess = (sandbox: Sandbox, target: Target = {}) =>
  clients({ requestHandler: sandbox.requestHandler, ...target });

/** Every page of a list. */
export async function everyPage<Out, Item>(
  call: (token: string | undefined) => Promise<Out>,
  read: (output: Out) => { items: readonly Item[] | undefined; next: string | undefined },
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = read(await call(token));
    all.push(...items);
    token = next;
  } while (token !== undefined);
  return all;
}

/** What an error says of itself. */
export async function failureOf(
  promise: Promise<unknown>,
): Promise<{ name: string; message: string; status?: number | undefined }> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
    return { name: error.name, message: error.message, status: metadata.httpStatusCode };
  }
  throw new Error('the call succeeded');
}
