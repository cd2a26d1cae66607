import { AssumeRole$, type AssumeRoleCommand, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import type { Surface } from '../../aws/surface.ts';
import { isTrusted } from '../authorize.ts';
import { queryProtocol } from '../codec/query.ts';
import { upperId } from '../ids.ts';
import { type Answers, type Context, defineService, denied, invalid, own } from '../service.ts';
import { AwsError } from '../wire.ts';
import type { Role } from '../world.ts';
import { managedPolicies } from './iam/managed.ts';

type Reads = Surface['sts']['reads'] & { readonly AssumeRole: typeof AssumeRoleCommand };

const reads: Answers<Reads> = {
  GetCallerIdentity: [
    GetCallerIdentity$,
    ({ caller }) => ({ UserId: caller.userId, Account: caller.account, Arn: caller.arn }),
  ],
  AssumeRole: [
    AssumeRole$,
    (aws, { RoleArn, RoleSessionName, ExternalId, DurationSeconds = 3600 }) => {
      if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
        throw invalid(aws, `Value '${RoleSessionName}' at 'roleSessionName' failed to satisfy constraint.`);
      }
      const [account = '', name = '', role] = findRole(aws, RoleArn);
      const context = ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId };
      // STS does not tell a role that is not there from one that does not trust the caller.
      if (!role || !isTrusted(role.trust, aws.caller, context)) {
        throw denied(
          aws,
          `User: ${aws.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        );
      }
      if (DurationSeconds < 900 || DurationSeconds > role.maxSessionDuration) {
        throw new AwsError(
          'ValidationError',
          'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        );
      }
      const arn = `arn:${aws.partition}:sts::${account}:assumed-role/${name}/${RoleSessionName}`;
      const userId = `${role.roleId}:${RoleSessionName}`;
      const expires = new Date(aws.now.getTime() + DurationSeconds * 1000);
      const [accessKeyId, token] = [`ASIA${upperId(16, aws.random)}`, `sandbox-${upperId(64, aws.random)}`];
      aws.openSession({ accessKeyId, token, account, arn, userId, expires, ...grantsOf(aws, account, role) });
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: upperId(40, aws.random),
          SessionToken: token,
          Expiration: expires,
        },
        AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
      };
    },
  ],
};

function findRole(aws: Context, arn: string): [account?: string, name?: string, role?: Role] {
  const [, account = '', path = '/', name = ''] = /^arn:[^:]+:iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const role = own(own(aws.state.accounts, account)?.iam.roles, name);
  return role?.path === path ? [account, name, role] : [];
}

function grantsOf(aws: Context, account: string, role: Role): { policies: string[]; boundary?: string } {
  const document = (arn: string): string | undefined => {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const policy = arn.includes(':iam::aws:')
      ? own(managedPolicies, name)
      : own(own(aws.state.accounts, account)?.iam.policies, name);
    return own(policy?.versions, policy?.defaultVersion)?.document;
  };
  const attached = role.attached.flatMap((arn) => document(arn) ?? []);
  return {
    policies: [...attached, ...Object.values(role.inline)],
    ...(role.boundary === undefined ? {} : { boundary: document(role.boundary) ?? '' }),
  };
}

const namespace = 'com.amazonaws.sts';

export const sts = defineService({
  id: 'sts',
  actions: 'sts',
  namespace,
  protocol: queryProtocol({ namespace, xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' }),
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  invalidInput: 'ValidationError',
  invalidToken: 'ValidationError',
  reads,
  writes: {},
  resources: (_aws, input) => [typeof input['RoleArn'] === 'string' ? input['RoleArn'] : '*'],
});
