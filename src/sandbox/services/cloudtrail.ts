import { type Event, LookupEvents$ } from '@aws-sdk/client-cloudtrail';
import type { Surface } from '../../aws/surface.ts';
import { jsonProtocol } from '../codec/json.ts';
import { type Answers, defineService, own, page } from '../service.ts';
import { AwsError } from '../wire.ts';
import type { TrailEvent } from '../world.ts';

const ninetyDays = 90 * 86_400_000;

const reads: Answers<Surface['cloudtrail']['reads']> = {
  LookupEvents: [
    LookupEvents$,
    (aws, { LookupAttributes = [], StartTime, EndTime, MaxResults, NextToken }) => {
      const [wanted, ...more] = LookupAttributes;
      if (more.length > 0) {
        throw new AwsError('InvalidLookupAttributesException', 'Currently you can only specify one lookup attribute.');
      }
      if (StartTime && EndTime && StartTime > EndTime) {
        throw new AwsError('InvalidTimeRangeException', 'The start time is after the end time.');
      }
      const from = Math.max(StartTime?.getTime() ?? 0, aws.now.getTime() - ninetyDays);
      const to = EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
      const events = (own(aws.home.cloudTrail, aws.region) ?? [])
        .map(describe)
        .filter(({ EventTime }) => EventTime !== undefined && EventTime.getTime() >= from && EventTime.getTime() <= to)
        .filter((event) => !wanted || valuesOf(event, wanted.AttributeKey ?? '').includes(wanted.AttributeValue ?? ''))
        .toSorted((a, b) => (b.EventTime?.getTime() ?? 0) - (a.EventTime?.getTime() ?? 0));
      const { items, next } = page(aws, events, { token: NextToken, size: MaxResults, most: 50 });
      return { Events: items, NextToken: next };
    },
  ],
};

/** LookupEvents answers a few members of the record, and the whole record as text. */
function describe(event: TrailEvent): Event {
  const identity = record(event['userIdentity']);
  const issuer = record(record(identity['sessionContext'])['sessionIssuer']);
  const resources = Array.isArray(event['resources']) ? event['resources'].map(record) : [];
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    ReadOnly: event['readOnly'] === true ? 'true' : 'false',
    ...optional('AccessKeyId', identity['accessKeyId']),
    EventTime: new Date(event.eventTime),
    EventSource: event.eventSource,
    // A session shows under its own name, as the console does.
    ...optional('Username', sessionName(identity['principalId']) ?? identity['userName'] ?? issuer['userName']),
    Resources: resources.map((resource) => ({
      ResourceType: text(resource['type']),
      ResourceName: text(resource['ARN']),
    })),
    CloudTrailEvent: JSON.stringify(event),
  };
}

const record = (value: unknown): { readonly [member: string]: unknown } =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const optional = <K extends string>(key: K, value: unknown): { [P in K]?: string } =>
  (typeof value === 'string' ? { [key]: value } : {}) as { [P in K]?: string };
const sessionName = (principalId: unknown): string | undefined =>
  /^A(?:ROA|IDA)\w+:(.+)$/.exec(text(principalId) ?? '')?.[1];

function valuesOf(event: Event, attribute: string): (string | undefined)[] {
  const single = {
    EventId: event.EventId,
    EventName: event.EventName,
    ReadOnly: event.ReadOnly,
    Username: event.Username,
    EventSource: event.EventSource,
    AccessKeyId: event.AccessKeyId,
  };
  if (attribute === 'ResourceType') return (event.Resources ?? []).map(({ ResourceType }) => ResourceType);
  if (attribute === 'ResourceName') return (event.Resources ?? []).map(({ ResourceName }) => ResourceName);
  return [own<string | undefined>(single, attribute)];
}

export const cloudtrail = defineService({
  id: 'cloudtrail',
  actions: 'cloudtrail',
  namespace: 'com.amazonaws.cloudtrail',
  protocol: jsonProtocol({ target: 'CloudTrail_20131101' }),
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  invalidInput: 'InvalidMaxResultsException',
  invalidToken: 'InvalidNextTokenException',
  reads,
  writes: {},
  resources: () => ['*'],
});
