/** One step of a sign-in that CloudTrail recorded. */
export interface TrailEvent {
  readonly name: 'AssumeRoleWithSAML' | 'GetFederationToken';
  readonly at: Date;
  /** The role that was, or was to be, assumed; empty where the record does not say. */
  readonly roleArn: string;
  /** The identity provider that the response came by, where the record says which. */
  readonly providerArn?: string;
  readonly sessionName: string;
  /** The Connect instance, where the record says which. */
  readonly instance?: string;
  /** AWS's name for what went wrong, absent where nothing did. */
  readonly error?: string;
  readonly errorMessage?: string;
}

/** STS has an event called GetFederationToken too. */
const sources: Readonly<Record<TrailEvent['name'], string>> = {
  AssumeRoleWithSAML: 'sts.amazonaws.com',
  GetFederationToken: 'connect.amazonaws.com',
};

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function parsed(json: string | undefined): Json {
  try {
    return object(JSON.parse(json ?? ''));
  } catch {
    return {};
  }
}

/** Identity Center makes these roles for permission sets: people sign in to accounts with them all day long. */
const isPermissionSet = (roleArn: string): boolean => /:role\/(?:aws-reserved\/.*)?AWSReservedSSO_/.test(roleArn);
/** A busy or broken service says nothing of the sign-in. */
const isPassing = (error: string): boolean => /Throttl|TooManyRequests|Internal|ServiceUnavailable/i.test(error);

/** The step of a sign-in that a record of CloudTrail tells of; undefined where it tells of something else. */
export function readEvent(
  name: TrailEvent['name'],
  time: Date | undefined,
  json: string | undefined,
): TrailEvent | undefined {
  const event = parsed(json);
  const identity = object(event['userIdentity']);
  const error = text(event['errorCode']);
  if (event['eventSource'] !== sources[name] || isPassing(error)) return undefined;
  const who = name === 'AssumeRoleWithSAML' ? assuming(event, identity) : federating(event, identity);
  if (who === undefined || isPermissionSet(who.roleArn)) return undefined;
  const errorMessage = text(event['errorMessage']).slice(0, 300);
  const wrong = error ? { error, ...(errorMessage && { errorMessage }) } : {};
  return { name, at: time ?? new Date(text(event['eventTime'])), ...who, ...wrong };
}

type Who = Pick<TrailEvent, 'roleArn' | 'providerArn' | 'sessionName' | 'instance'>;

/** A refusal that names neither role nor provider may be of any application. */
function assuming(event: Json, identity: Json): Who | undefined {
  const request = object(event['requestParameters']);
  const [roleArn, providerArn] = [text(request['roleArn']), text(request['principalArn'])];
  if (!roleArn && !providerArn) return undefined;
  const sessionName = text(request['roleSessionName']) || text(identity['userName']);
  return { roleArn, sessionName, ...(providerArn && { providerArn }) };
}

/** The root user and users of IAM try it from the console; only the session of a role is a SAML sign-in. */
function federating(event: Json, identity: Json): Who | undefined {
  const type = text(identity['type']) || 'AssumedRole';
  const sessionName =
    text(identity['principalId']).split(':').slice(1).join(':') || text(identity['arn']).split('/').slice(2).join('/');
  if (type !== 'AssumedRole' || !sessionName) return undefined;
  const request = object(event['requestParameters']);
  const instance = text(request['InstanceId']) || text(request['instanceId']);
  const issuer = object(object(identity['sessionContext'])['sessionIssuer']);
  return { roleArn: text(issuer['arn']), sessionName, ...(instance && { instance }) };
}
