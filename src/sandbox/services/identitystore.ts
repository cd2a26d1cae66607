import type {
  DescribeGroupCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetUserIdCommand,
  IsMemberInGroupsCommand,
  ListGroupMembershipsForMemberCommand,
} from '@aws-sdk/client-identitystore';
import type { Surface } from '../../aws/surface.ts';
import { jsonProtocol } from '../codec/json.ts';
import { type Answers, type Context, defineService } from '../service.ts';
import { storeReads } from './identitystore/reads.ts';
import { storeWrites } from './identitystore/writes.ts';

export type Reads = Surface['identitystore']['reads'] & {
  readonly DescribeUser: typeof DescribeUserCommand;
  readonly DescribeGroup: typeof DescribeGroupCommand;
  readonly GetUserId: typeof GetUserIdCommand;
  readonly GetGroupId: typeof GetGroupIdCommand;
  readonly IsMemberInGroups: typeof IsMemberInGroupsCommand;
  readonly ListGroupMembershipsForMember: typeof ListGroupMembershipsForMemberCommand;
};
export type Writes = Surface['identitystore']['writes'];

const reads: Answers<Reads> = storeReads;
const writes: Answers<Writes> = storeWrites;

export const identitystore = defineService({
  id: 'identitystore',
  actions: 'identitystore',
  namespace: 'com.amazonaws.identitystore',
  protocol: jsonProtocol({ target: 'AWSIdentityStore' }),
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  invalidInput: 'ValidationException',
  invalidToken: 'ValidationException',
  reads,
  writes,
  resources,
});

/** Service Authorization Reference, "AWS Identity Store": the store, and the user or group that a call is about. */
function resources(aws: Context, input: Readonly<Record<string, unknown>>): string[] {
  const store = typeof input['IdentityStoreId'] === 'string' ? input['IdentityStoreId'] : '*';
  const owner = Object.values(aws.state.identityCenter).find(({ identityStoreId }) => identityStoreId === store);
  const all = [`arn:${aws.partition}:identitystore::${owner?.ownerAccountId ?? aws.account}:identitystore/${store}`];
  for (const [key, kind] of [
    ['UserId', 'user'],
    ['GroupId', 'group'],
    ['MembershipId', 'membership'],
  ] as const) {
    if (typeof input[key] === 'string') all.push(`arn:${aws.partition}:identitystore:::${kind}/${input[key]}`);
  }
  return all;
}
