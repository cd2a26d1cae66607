import { type Context, invalid, own } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { ConnectInstance, ConnectUser } from '../../world.ts';

export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const instancesOf = (aws: Context): { readonly [id: string]: ConnectInstance } =>
  own(aws.home.connect, aws.region) ?? {};

export const instanceArn = (aws: Context, id: string): string =>
  `arn:${aws.partition}:connect:${aws.region}:${aws.account}:instance/${id}`;

/** The API takes an instance's id or its ARN. */
export const instanceId = (aws: Context, given: string): string =>
  given.startsWith(instanceArn(aws, '')) ? given.slice(instanceArn(aws, '').length) : given;

export interface FoundInstance {
  readonly id: string;
  readonly instance: ConnectInstance;
}

export function requireInstance(aws: Context, given: string): FoundInstance {
  const id = instanceId(aws, given);
  const instance = own(instancesOf(aws), id);
  if (!instance) throw notFound('Instance not found');
  return { id, instance };
}

export const userArn = (aws: Context, instance: string, id: string): string =>
  `${instanceArn(aws, instance)}/agent/${id}`;

export interface FoundUser extends FoundInstance {
  readonly userId: string;
  readonly user: ConnectUser;
}

export function requireUser(aws: Context, input: { readonly InstanceId: string; readonly UserId: string }): FoundUser {
  const { id, instance } = requireInstance(aws, input.InstanceId);
  const userId = input.UserId.slice(input.UserId.lastIndexOf('/') + 1);
  const user = own(instance.users, userId);
  if (!user) throw notFound('User not found');
  return { id, instance, userId, user };
}

export function requireSecurityProfiles(aws: Context, instance: ConnectInstance, ids: readonly string[]): void {
  if (ids.length === 0 || ids.length > 10) throw invalid(aws, 'A user has one to ten security profiles.');
  const unknown = ids.find((id) => own(instance.securityProfiles, id) === undefined);
  if (unknown !== undefined) throw invalidParameter(`Security profile ${unknown} does not exist`);
}

export function requireRoutingProfile(instance: ConnectInstance, id: string): void {
  if (own(instance.routingProfiles, id) === undefined) throw invalidParameter(`Routing profile ${id} does not exist`);
}
