import { own } from './service.ts';
import type { IdentityCenter, Organization, State } from './world.ts';

/** The organization that an account is in, if any: its own, else the world's when that lists it. */
export function organizationOf(state: State, account: string): Organization | undefined {
  const { organization } = own(state.accounts, account) ?? {};
  if (organization !== undefined) return organization ?? undefined;
  const shared = state.organization;
  const isMember = shared && (shared.managementAccountId === account || own(shared.accounts, account) !== undefined);
  return isMember ? shared : undefined;
}

export interface Instance {
  readonly id: string;
  readonly center: IdentityCenter;
}

/**
 * Instances of Identity Center that an account sees in a Region: its own, and, in every account of the organization,
 * the one that the management account owns.
 */
export function instancesSeen(state: State, account: string, region: string): Instance[] {
  const management = organizationOf(state, account)?.managementAccountId;
  return Object.entries(state.identityCenter)
    .filter(([, center]) => center.region === region || center.replicas.includes(region))
    .filter(([, { ownerAccountId }]) => ownerAccountId === account || ownerAccountId === management)
    .map(([id, center]) => ({ id, center }));
}

/** Whether an account may change what an instance holds: the owner and the delegated administrator. */
export const administers = ({ center }: Instance, account: string): boolean =>
  center.ownerAccountId === account || center.delegatedAdmin === account;
