import type { DescribeInstanceCommand, DescribeUserCommand, ListUsersCommand } from '@aws-sdk/client-connect';
import type { Surface } from '../../aws/surface.ts';
import { restProtocol } from '../codec/rest.ts';
import { type Answers, type Context, defineService } from '../service.ts';
import { instanceArn, instanceId } from './connect/common.ts';
import { connectReads } from './connect/reads.ts';
import { connectWrites } from './connect/writes.ts';

export type Reads = Surface['connect']['reads'] & {
  readonly ListUsers: typeof ListUsersCommand;
  readonly DescribeUser: typeof DescribeUserCommand;
  readonly DescribeInstance: typeof DescribeInstanceCommand;
};
export type Writes = Surface['connect']['writes'];

const reads: Answers<Reads> = connectReads;
const writes: Answers<Writes> = connectWrites;

export const connect = defineService({
  id: 'connect',
  actions: 'connect',
  namespace: 'com.amazonaws.connect',
  protocol: restProtocol(),
  denied: ['AccessDeniedException', 403],
  throttled: ['ThrottlingException', 429],
  invalidInput: 'InvalidRequestException',
  invalidToken: 'InvalidParameterException',
  reads,
  writes,
  resources,
});

/** Service Authorization Reference, "Amazon Connect": every resource that a call names must be allowed. */
function resources(aws: Context, input: Readonly<Record<string, unknown>>): string[] {
  const given = input['InstanceId'];
  if (typeof given !== 'string') return ['*'];
  const instance = instanceArn(aws, instanceId(aws, given));
  const [user, routing, profiles] = [input['UserId'], input['RoutingProfileId'], input['SecurityProfileIds']];
  const named = [
    ...(typeof user === 'string' ? [`agent/${user}`] : []),
    ...(aws.operation === 'CreateUser' ? ['agent/*'] : []),
    ...(typeof routing === 'string' ? [`routing-profile/${routing}`] : []),
    ...(Array.isArray(profiles) ? profiles.map((id) => `security-profile/${id}`) : []),
    ...(typeof input['SecurityProfileId'] === 'string' ? [`security-profile/${input['SecurityProfileId']}`] : []),
    ...(aws.operation === 'ListUsers' ? ['agent/*'] : []),
    ...(aws.operation === 'ListSecurityProfiles' ? ['security-profile/*'] : []),
    ...(aws.operation === 'ListRoutingProfiles' ? ['routing-profile/*'] : []),
  ];
  return named.length > 0 ? named.map((path) => `${instance}/${path}`) : [instance];
}
