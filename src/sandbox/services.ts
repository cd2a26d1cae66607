import { isQuery } from './codec/query.ts';
import { own, type Service } from './service.ts';
import type { Signature, WireRequest, WireResponse } from './wire.ts';

/** Each service in a chunk of its own, loaded by its signing name when the first call to it is made. */
const services: { readonly [signingName: string]: () => Promise<Service> } = {
  sts: async () => (await import('./services/sts.ts')).sts,
  organizations: async () => (await import('./services/organizations.ts')).organizations,
  sso: async () => (await import('./services/sso-admin.ts')).ssoAdmin,
  identitystore: async () => (await import('./services/identitystore.ts')).identitystore,
  iam: async () => (await import('./services/iam.ts')).iam,
  connect: async () => (await import('./services/connect.ts')).connect,
  cloudtrail: async () => (await import('./services/cloudtrail.ts')).cloudtrail,
};

/** The service that a request is for. */
export const findService = async (
  signature: Signature | undefined,
  request: WireRequest,
): Promise<Service | undefined> => own(services, signature?.service ?? guessService(request))?.();

/** An unsigned request still names its service, more or less; enough to refuse it in the right protocol. */
const guessService = (request: WireRequest): string => {
  if (isQuery(request)) return 'sts';
  return request.headers['x-amz-target'] === undefined ? 'connect' : 'organizations';
};

/** There is no protocol to answer in; the one that the request looks like must do. */
export function unknownService(
  request: WireRequest,
  signature: Signature | undefined,
  requestId: string,
): WireResponse {
  const message = `The sandbox has no service that signs as ${signature?.service ?? 'nothing'}; it has ${Object.keys(services).join(', ')}.`;
  const headers = { 'x-amzn-requestid': requestId };
  if (isQuery(request)) {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { statusCode: 400, headers: { ...headers, 'content-type': 'text/xml' }, body };
  }
  const body = JSON.stringify({ __type: 'UnknownOperationException', message });
  return { statusCode: 400, headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' }, body };
}
