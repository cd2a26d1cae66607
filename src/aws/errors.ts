import { iamAction } from './surface.ts';

/** Why a call gave no answer. */
export type ErrorKind =
  | 'absent'
  | 'denied'
  | 'throttled'
  | 'expired'
  | 'credentials'
  | 'network'
  | 'clock'
  | 'disabled'
  | 'server'
  | 'unexpected';

/** What the SDK threw, in our words. */
export interface AwsTrouble {
  readonly kind: ErrorKind;
  /** One sentence for a person. */
  readonly sentence: string;
  /** The IAM action that AWS refused; `denied` only. */
  readonly permission?: string;
}

/** Thrown by our clients in place of what the SDK threw (kept as `cause`): which call, and what became of it. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly trouble: AwsTrouble;
  /** The service's own name for the error. */
  readonly code: string;
  constructor(service: string, operation: string, region: string, cause: unknown) {
    const trouble = explainError(cause, service, operation);
    super(trouble.sentence, { cause });
    this.service = service;
    this.operation = operation;
    this.region = region;
    this.trouble = trouble;
    this.code = thrown(cause).name;
  }
}

const names: readonly (readonly [ErrorKind, RegExp])[] = [
  ['expired', /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/],
  ['clock', /^(RequestTimeTooSkewed|RequestInTheFuture)$/],
  [
    'disabled',
    /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|OptInRequired|RegionDisabledException)$/,
  ],
  [
    'denied',
    /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|NotAuthorized|UnauthorizedException)$/,
  ],
  [
    'throttled',
    /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|RequestThrottled|SlowDown|LimitExceeded(ForRequests)?)$/,
  ],
  [
    'absent',
    /^(NoSuchEntity(Exception)?|ResourceNotFoundException|AWSOrganizationsNotInUseException|NotFoundException)$/,
  ],
  ['credentials', /^(CredentialsProviderError|TokenProviderError|NoCredentials)$/],
  ['network', /^(TimeoutError|AbortError|NetworkingError|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|EAI_AGAIN)$/],
];

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly systemCode: string | undefined;
  readonly syscall: unknown;
}

/** The members that the SDK's and Node's errors have in common, whatever was thrown. */
function thrown(error: unknown): Thrown {
  const object: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const metadata: unknown = object['$metadata'];
  const status: unknown =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return {
    name: error instanceof Error ? error.name : 'Error',
    message: error instanceof Error ? error.message : String(error),
    status: typeof status === 'number' ? status : undefined,
    systemCode: typeof object['code'] === 'string' ? object['code'] : undefined,
    syscall: object['syscall'],
  };
}

/**
 * By name first, then by HTTP status: a lasting HTML 503 reaches us as an error called `Unknown`. A 404 without one of
 * AWS's names comes from something in between, and says nothing of what the account has.
 */
function kindOf({ name, message, status, systemCode, syscall }: Thrown): ErrorKind {
  if (
    /clock|Signature (not yet current|expired)/i.test(message) &&
    /^(SignatureDoesNotMatch|InvalidSignatureException)$/.test(name)
  )
    return 'clock';
  // AWS answers an unknown or disabled key in these two spellings; a wrong secret is a matter of credentials too.
  if (
    /^(SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?)$/.test(
      name,
    )
  )
    return 'credentials';
  for (const [kind, pattern] of names) if (pattern.test(name)) return kind;
  // A file that a profile names, the token of a web identity for one, is not there or not to be read.
  if (syscall === 'open' || systemCode === 'EISDIR') return 'credentials';
  if (systemCode && /^(E[A-Z]+|UND_ERR_.*)$/.test(systemCode)) return 'network';
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  if (status !== undefined && status >= 500) return 'server';
  if (/^(ServiceFailure|InternalServer|InternalFailure|InternalService|ServiceUnavailable|ServiceException)/.test(name))
    return 'server';
  // A body that is cut short or no JSON or XML: the answer was lost on the way.
  if (/Deserialization error|Unexpected (end|token)|unterminated|aborted|socket hang up|Parse Error/i.test(message))
    return 'network';
  return 'unexpected';
}

/** A profile's credential_process that failed is quoted with all its arguments, and those may be secret. */
const withoutCommand = (message: string): string =>
  message.replace(/^Command failed: .*/, 'the profile’s credential_process failed:').replace(/:\s*$/, '.');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Turns what the SDK throws into a kind and one sentence. `service` and `operation` name the call that failed.
 */
export function explainError(error: unknown, service = '', operation = ''): AwsTrouble {
  if (error instanceof AwsCallError) return error.trouble;
  const what = thrown(error);
  const kind = kindOf(what);
  const call = service ? `${service} ${operation}` : 'AWS';
  const said = oneLine(what.message).slice(0, 300);
  switch (kind) {
    case 'denied': {
      const permission =
        /not authorized to perform:? ([a-z][a-z0-9-]*:[A-Za-z]+)/.exec(what.message)?.[1] ??
        iamAction(service, operation);
      return { kind, permission, sentence: `AWS refused ${permission}: these credentials lack the permission.` };
    }
    case 'absent':
      return { kind, sentence: `${call} found nothing: ${said}` };
    case 'throttled':
      return { kind, sentence: `${call} was throttled to the end of all retries; run again in a minute.` };
    case 'expired':
      return {
        kind,
        sentence: 'The credentials have expired: sign in again (aws sso login, or new keys) and run this again.',
      };
    case 'clock':
      return {
        kind,
        sentence: 'AWS refused the request because this machine’s clock is wrong: set the clock and run this again.',
      };
    case 'disabled':
      return {
        kind,
        sentence: `AWS does not know these credentials (${what.name}): check the access key, or enable the Region in this account.`,
      };
    case 'credentials':
      return { kind, sentence: `No usable AWS credentials: ${oneLine(withoutCommand(what.message)).slice(0, 300)}` };
    case 'network':
      return {
        kind,
        sentence: `${call} did not answer (${what.systemCode ?? (/Abort|Timeout/.test(what.name) ? 'no answer in time' : what.name)}): check the network, the proxy and AWS_ENDPOINT_URL.`,
      };
    case 'server':
      return {
        kind,
        sentence: `${call} answers with a server error (${what.status ?? what.name}); run again in a minute.`,
      };
    case 'unexpected':
      return {
        kind,
        sentence: `${call} got an answer that is not AWS’s or not known (${[what.status, what.name, said].filter((part) => part && part !== 'Unknown').join(', ') || 'Unknown'}).`,
      };
  }
}

/** The name of the Region's endpoint does not resolve: the service is not offered there, or no name resolves at all. */
export const hasNoAddress = (error: unknown): boolean =>
  error instanceof AwsCallError && thrown(error.cause).systemCode === 'ENOTFOUND';

/** What a call found, or undefined where AWS says that there is no such thing. */
export const orAbsent = async <T>(call: Promise<T>): Promise<T | undefined> => orWhen(call, 'absent', undefined);

/** What a call found, or `instead` when it failed in one of these ways. */
export async function orWhen<T, U>(
  call: Promise<T>,
  kinds: ErrorKind | readonly ErrorKind[],
  instead: U,
): Promise<T | U> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsCallError && [kinds].flat().includes(error.trouble.kind)) return instead;
    throw error;
  }
}
