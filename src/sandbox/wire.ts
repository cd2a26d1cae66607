/** One HTTP request as both transports hand it over: header names in lower case, query already decoded. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection breaks: before the first byte, or in the middle of the body. */
  readonly broken?: 'reset' | 'truncated';
}

/**
 * What a handler throws to answer with an error. `code` is the error's name in the SDK (`NoSuchEntityException`) or,
 * where AWS's model has none, the code on the wire (`AccessDenied`).
 */
export class AwsError extends Error {
  readonly code: string;
  /** The error's modelled members other than its message. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Only where the status does not follow from the model. */
  readonly status: number | undefined;

  constructor(code: string, message: string, members: Readonly<Record<string, unknown>> = {}, status?: number) {
    super(message);
    this.code = code;
    this.members = members;
    this.status = status;
  }
}

/** Who signed a request, and for where: what the `Authorization` header's credential scope says. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name, which routes the request: each AWS service has its own (`sso` for Identity Center). */
  readonly service: string;
  readonly sessionToken: string | undefined;
  /** When the client says it signed; AWS refuses what is five minutes off. */
  readonly signedAt: Date | undefined;
}

export function readSignature(request: WireRequest): Signature | undefined {
  const scope = /Credential=([^/,\s]+)\/\d+\/([^/,\s]+)\/([^/,\s]+)\//.exec(request.headers.authorization ?? '');
  if (!scope) return undefined;
  const [, accessKeyId = '', region = '', service = ''] = scope;
  const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers['x-amz-date'] ?? '');
  return {
    accessKeyId,
    region,
    service,
    sessionToken: request.headers['x-amz-security-token'],
    signedAt: stamp ? new Date(`${stamp.slice(1, 4).join('-')}T${stamp.slice(4, 7).join(':')}Z`) : undefined,
  };
}
