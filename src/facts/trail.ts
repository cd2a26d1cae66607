import { partitionOf } from '../aws/regions.ts';
import type { AwsReader } from '../aws/surface.ts';
import { defineFact, demand, isUnread, optional } from '../fact.ts';
import { identityProvider } from './chain.ts';
import { connectInstance } from './connect-instance.ts';
import { role } from './role.ts';
import { readEvent, type TrailEvent } from './trail-event.ts';

export type { TrailEvent } from './trail-event.ts';

/** Where the sign-in endpoint without a Region in its name records what it does. */
const globalRegion: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};
const PAGE = 50;
/** So many records of one name and Region, and no more: four of AWS's pages, at two requests a second. */
const MOST = 200;

/** The newest records of one name in one Region, and where they go on. */
interface Look {
  readonly name: TrailEvent['name'];
  readonly region: string;
  readonly events: readonly TrailEvent[];
  readonly seen: number;
  readonly token?: string;
}

async function onePage(cloudtrail: AwsReader['cloudtrail'], look: Look): Promise<Look> {
  const { name, region, token } = look;
  const { Events = [], NextToken } = await cloudtrail.LookupEvents({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
    MaxResults: PAGE,
    ...(token !== undefined && { NextToken: token }),
  });
  const events = Events.flatMap((event) => readEvent(name, event.EventTime, event.CloudTrailEvent) ?? []);
  return {
    name,
    region,
    events: [...look.events, ...events],
    // An empty page counts, too, so that there is an end.
    seen: look.seen + Math.max(Events.length, 1),
    ...(NextToken && NextToken !== token && { token: NextToken }),
  };
}

/** Read before anything is known of the account, since whose they are can be told afterwards. */
const newest = defineFact({
  name: 'the newest records in CloudTrail',
  gather(_, { aws, settings }): Promise<Look[]> {
    const look = (name: TrailEvent['name'], region: string): Promise<Look> =>
      onePage(aws(region).cloudtrail, { name, region, events: [], seen: 0 });
    const regions = new Set([settings.region, globalRegion[partitionOf(settings.region)] ?? settings.region]);
    return Promise.all([
      look('GetFederationToken', settings.region),
      ...[...regions].map((region) => look('AssumeRoleWithSAML', region)),
    ]);
  },
});

export interface Trail {
  /** The sign-ins of this application to this instance, the newest first. */
  readonly events: readonly TrailEvent[];
  /** Whether all that CloudTrail keeps of who reached Connect was read, which is ninety days; else the newest of many. */
  readonly whole: boolean;
}

export const trail = defineFact({
  name: 'the sign-ins in CloudTrail',
  needs: {
    newest,
    role: optional(role),
    provider: optional(identityProvider),
    instance: optional(connectInstance),
  },
  async gather({ newest, role, provider, instance }, { aws }): Promise<Trail> {
    // Whose a record is hangs on these two.
    if (newest.some(({ events }) => events.length > 0))
      for (const need of [role, instance]) if (isUnread(need)) demand<unknown>(need);
    // A provider is of one application, so that whatever was refused by it was this one's, the role misspelt or not.
    const ours = ({ roleArn, providerArn, instance: named, error }: TrailEvent): boolean =>
      error !== undefined && provider.seen && providerArn === provider.value.arn
        ? true
        : (!role.seen || !roleArn || roleArn === role.value.arn) &&
          (!instance.seen || !named || [instance.value.id, instance.value.arn].includes(named));
    const worked = (event: TrailEvent): boolean => ours(event) && event.error === undefined;
    const read = await Promise.all(
      newest.map(async (first) => {
        let look = first;
        while (look.token !== undefined && look.seen < MOST && !look.events.some(worked))
          look = await onePage(aws(look.region).cloudtrail, look);
        return look;
      }),
    );
    return {
      // Of two steps in the same second, which is how CloudTrail tells time, the later one of a sign-in goes first.
      events: read.flatMap(({ events }) => events.filter(ours)).sort((a, b) => b.at.getTime() - a.at.getTime()),
      whole: read.every(({ name, token }) => name !== 'GetFederationToken' || token === undefined),
    };
  },
});
