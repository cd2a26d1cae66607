import { partitionOf } from '../aws/regions.ts';
import { defineFact } from '../fact.ts';

/** One step of a sign-in that CloudTrail recorded. */
export interface TrailEvent {
  readonly name: 'AssumeRoleWithSAML' | 'GetFederationToken';
  readonly at: Date;
  /** The role that was, or was to be, assumed. */
  readonly roleArn: string;
  readonly sessionName: string;
  /** The Connect instance, where the record says which. */
  readonly instance?: string;
  /** AWS's name for what went wrong, absent where nothing did. */
  readonly error?: string;
  readonly errorMessage?: string;
}

/** Where the sign-in endpoint without a Region in its name records what it does. */
const globalRegion: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};
const sources: Readonly<Record<TrailEvent['name'], string>> = {
  AssumeRoleWithSAML: 'sts.amazonaws.com',
  GetFederationToken: 'connect.amazonaws.com',
};
/** One page: the newest fifty of each. The last ninety days are in reach, at two requests a second. */
const PAGE = 50;

/** Sign-ins of the last ninety days, newest first. STS has an event called GetFederationToken too, so the source counts. */
export const trail = defineFact({
  name: 'the sign-ins in CloudTrail',
  async gather(_, { aws, settings }): Promise<TrailEvent[]> {
    const look = async (name: TrailEvent['name'], region: string) => {
      const { Events = [] } = await aws(region).cloudtrail.LookupEvents({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
        MaxResults: PAGE,
      });
      return Events.flatMap((event) => read(name, event.EventTime, event.CloudTrailEvent));
    };
    const regions = new Set([settings.region, globalRegion[partitionOf(settings.region)] ?? settings.region]);
    const found = await Promise.all([
      ...[...regions].map((region) => look('AssumeRoleWithSAML', region)),
      look('GetFederationToken', settings.region),
    ]);
    return found.flat().sort((a, b) => b.at.getTime() - a.at.getTime());
  },
});

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

function read(name: TrailEvent['name'], time: Date | undefined, json: string | undefined): TrailEvent[] {
  const event = parsed(json);
  if (event['eventSource'] !== sources[name]) return [];
  const at = time ?? new Date(text(event['eventTime']));
  const error = text(event['errorCode']);
  const errorMessage = text(event['errorMessage']);
  const wrong = error ? { error, ...(errorMessage && { errorMessage }) } : {};
  const request = object(event['requestParameters']);
  const identity = object(event['userIdentity']);
  if (name === 'AssumeRoleWithSAML')
    return [
      {
        name,
        at,
        roleArn: text(request['roleArn']),
        sessionName: text(request['roleSessionName']) || text(identity['userName']),
        ...wrong,
      },
    ];
  const issuer = object(object(identity['sessionContext'])['sessionIssuer']);
  const instance = text(request['InstanceId']) || text(request['instanceId']);
  return [
    {
      name,
      at,
      roleArn: text(issuer['arn']),
      sessionName:
        text(identity['principalId']).split(':').slice(1).join(':') || text(identity['arn']).split('/').at(-1) || '',
      ...(instance && { instance }),
      ...wrong,
    },
  ];
}
