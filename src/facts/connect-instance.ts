import { hasNoAddress, orWhen } from '../aws/errors.ts';
import { connectRegions, partitionOf } from '../aws/regions.ts';
import type { AwsReader } from '../aws/surface.ts';
import { Absent, defineFact, type Settings, Undecided } from '../fact.ts';
import { settings } from './settings.ts';

export interface ConnectInstance {
  readonly id: string;
  readonly arn: string;
  readonly alias: string;
  /** `SAML`, `CONNECT_MANAGED` or `EXISTING_DIRECTORY`; cannot be changed after creation. */
  readonly identity: string;
  /** `CREATION_IN_PROGRESS`, `ACTIVE` or `CREATION_FAILED`. */
  readonly status: string;
  readonly accessUrl?: string;
  readonly region: string;
}

async function instancesIn(aws: AwsReader, region: string): Promise<ConnectInstance[]> {
  const { InstanceSummaryList = [] } = await aws.connect.ListInstances({ MaxResults: 10 });
  return InstanceSummaryList.map((found) => ({
    id: found.Id ?? '',
    arn: found.Arn ?? '',
    alias: found.InstanceAlias ?? '',
    identity: found.IdentityManagementType ?? '',
    status: found.InstanceStatus ?? '',
    ...(found.InstanceAccessUrl && { accessUrl: found.InstanceAccessUrl }),
    region,
  }));
}

export const connectInstances = defineFact({
  name: 'the Connect instances of the Region',
  gather: (_, { aws, settings: { region } }) =>
    instancesIn(aws(), region).catch((error: unknown) => {
      if (!hasNoAddress(error) || connectRegions.includes(region)) throw error;
      throw new Undecided(
        `Amazon Connect has no address in ${region}, where it is not offered: give the Region of the instance with --region.`,
      );
    }),
});

/** What the settings choose among the Region's instances: one, none, or more than one. */
export function chosen(instances: readonly ConnectInstance[], settings: Settings): readonly ConnectInstance[] {
  const { instance } = settings;
  if (instance) return instances.filter(({ id, arn, alias }) => [id, arn, alias].includes(instance));
  const usable = instances.filter(({ identity, status }) => identity === 'SAML' && status === 'ACTIVE');
  const saml = instances.filter(({ identity }) => identity === 'SAML');
  return [usable, saml, instances].find((some) => some.length > 0) ?? [];
}

const isUsable = ({ identity, status }: ConnectInstance): boolean => identity === 'SAML' && status === 'ACTIVE';

/** The workshop's instance, usable: SAML cannot be switched on later, so whatever names another one has to be redone. */
export const connectInstance = defineFact({
  name: 'the Connect instance',
  needs: { connectInstances, settings },
  gather({ connectInstances, settings }) {
    const found = chosen(connectInstances, settings);
    if (found.length > 1) throw new Undecided(severalInstances(found));
    const [instance] = found;
    if (!instance)
      throw new Absent(
        'connect-instance',
        `There is no Connect instance ${settings.instance ?? ''} in ${settings.region} to work with.`.replace(
          '  ',
          ' ',
        ),
      );
    if (!isUsable(instance))
      throw new Absent('connect-instance', 'The Connect instance cannot be used for SAML sign-in.');
    return instance;
  },
});

export const severalInstances = (found: readonly ConnectInstance[]): string =>
  `There are ${found.length} Connect instances that it could be (${found.map(({ alias, id }) => alias || id).join(', ')}): say which with --instance.`;

/** Only asked where the Region has none that fits: it may have been created in another one. What refuses is left out. */
export const connectElsewhere = defineFact({
  name: 'Connect instances in other Regions',
  needs: { connectInstances, settings },
  async gather({ connectInstances, settings }, { aws }) {
    if (chosen(connectInstances, settings).length > 0) return [];
    const others = connectRegions.filter(
      (region) => region !== settings.region && partitionOf(region) === partitionOf(settings.region),
    );
    const found = await Promise.all(
      others.map((region) =>
        orWhen(
          instancesIn(aws(region), region),
          ['disabled', 'denied', 'network', 'throttled', 'server', 'unexpected'],
          [],
        ),
      ),
    );
    return found.flat();
  },
});
