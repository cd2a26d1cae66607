import type { ListEntitiesForPolicyCommand } from '@aws-sdk/client-iam';
import type { Surface } from '../../../aws/surface.ts';
import { type Context, own, page } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { Account, Policy } from '../../world.ts';
import { managedPolicies } from './managed.ts';

export type Reads = Surface['iam']['reads'] & {
  readonly ListEntitiesForPolicy: typeof ListEntitiesForPolicyCommand;
};
export type Writes = Surface['iam']['writes'];

export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntityException', message);
export const alreadyExists = (message: string): AwsError => new AwsError('EntityAlreadyExistsException', message);
export const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflictException', message);

export const iamArn = (aws: Context, kind: string, path: string, name: string): string =>
  `arn:${aws.partition}:iam::${aws.account}:${kind}${path}${name}`;

export const policyArn = (aws: Context, name: string, { path }: Policy): string => iamArn(aws, 'policy', path, name);

export const managedArn = (aws: Context, name: string): string => `arn:${aws.partition}:iam::aws:policy/${name}`;

/** A managed policy by its ARN: one of the account's own, or one of AWS's. */
function findPolicy(aws: Context, arn: string): { name: string; policy: Policy; isOwn: boolean } | undefined {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const mine = own(aws.home.iam.policies, name);
  if (mine && policyArn(aws, name, mine) === arn) return { name, policy: mine, isOwn: true };
  const theirs = own(managedPolicies, name);
  return theirs && managedArn(aws, name) === arn ? { name, policy: theirs, isOwn: false } : undefined;
}

export function requirePolicy(aws: Context, arn: string): { name: string; policy: Policy; isOwn: boolean } {
  const found = findPolicy(aws, arn);
  if (!found) throw noSuchEntity(`Policy ${arn} was not found.`);
  return found;
}

/** The text of a managed policy's default version. */
export function documentOf(aws: Context, arn: string): string | undefined {
  const policy = findPolicy(aws, arn)?.policy;
  return own(policy?.versions, policy?.defaultVersion)?.document;
}

/** Names are unique whatever their case, though listed as they were given. */
export const sameName = (record: object, name: string): string | undefined =>
  Object.keys(record).find((key) => key.toLowerCase() === name.toLowerCase());

/** IAM's pages: `Marker`, `MaxItems` of at most 1000, `IsTruncated`. */
export function iamPage<T>(
  aws: Context,
  items: readonly T[],
  { Marker, MaxItems }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: T[]; IsTruncated: boolean; Marker?: string } {
  const { items: some, next } = page(aws, items, { token: Marker, size: MaxItems, most: 1000 });
  return { items: some, IsTruncated: next !== undefined, ...(next === undefined ? {} : { Marker: next }) };
}

export const rolesWith = (account: Account, arn: string): string[] =>
  Object.entries(account.iam.roles)
    .filter(([, role]) => role.attached.includes(arn))
    .map(([name]) => name);

export const usersWith = (account: Account, arn: string): string[] =>
  Object.entries(account.iam.users)
    .filter(([, user]) => user.attached.includes(arn))
    .map(([name]) => name);
