import type { Aws } from '../aws/access.ts';
import { orWhen } from '../aws/errors.ts';
import { connectRegions, partitionOf } from '../aws/regions.ts';
import type { ConnectInstance } from '../facts/connect-instance.ts';

type Found = Pick<ConnectInstance, 'id' | 'alias' | 'region'>;

/** The usable SAML instances of one Region; `denied` when nobody may look. */
async function usableIn(aws: Aws, region: string): Promise<readonly Found[] | 'denied'> {
  const answer = await orWhen(
    aws.in(region).connect.ListInstances({ MaxResults: 10 }),
    ['denied', 'disabled', 'network', 'throttled', 'server', 'unexpected'],
    'denied' as const,
  );
  if (answer === 'denied') return 'denied';
  return (answer.InstanceSummaryList ?? [])
    .filter(
      ({ IdentityManagementType, InstanceStatus }) => IdentityManagementType === 'SAML' && InstanceStatus === 'ACTIVE',
    )
    .map(({ Id = '', InstanceAlias = '' }) => ({ id: Id, alias: InstanceAlias, region }));
}

export interface Sighting {
  readonly found: readonly Found[];
  /** False where no Region let us look: then finding nothing means nothing. */
  readonly looked: boolean;
}

/** Where the workshop's instance could be: the Region that AWS settings name if it has one, else wherever Connect is offered. */
export async function findInstances(aws: Aws, region: string | undefined): Promise<Sighting> {
  const here = region === undefined ? [] : await usableIn(aws, region);
  if (here !== 'denied' && here.length > 0) return { found: here, looked: true };
  const partition = partitionOf(region ?? 'us-east-1');
  const others = connectRegions.filter((other) => other !== region && partitionOf(other) === partition);
  const answers = [here, ...(await Promise.all(others.map((other) => usableIn(aws, other))))];
  return {
    found: answers.flatMap((answer) => (answer === 'denied' ? [] : answer)),
    looked: answers.some((answer, index) => answer !== 'denied' && (index > 0 || region !== undefined)),
  };
}

export type { Found };
