import { authorize, evaluate, type NamedPolicy } from '../iam/evaluate.ts';
import { parsePolicy } from '../iam/document.ts';
import type { Context } from './service.ts';
import { denied } from './service.ts';
import type { Identity } from './world.ts';

/** What a caller may do, when that is limited. Documents as text. */
export interface Grants {
  readonly policies: readonly string[];
  readonly boundary?: string;
}

/** Text that is no policy grants nothing and forbids nothing. */
export const readPolicies = (texts: readonly string[], name = 'policy'): NamedPolicy[] =>
  texts.flatMap((text, i) => {
    const read = parsePolicy(text);
    return 'document' in read ? [{ name: `${name}-${i + 1}`, document: read.document }] : [];
  });

/**
 * A call on no resource in particular needs `Resource: "*"`. The evaluator compares ARNs, so it is given one that only
 * this matches.
 */
export const evaluated = (resource: string): string => (resource === '*' ? 'arn:-:-:-:-:-' : resource);

const principalContext = (caller: Identity): Record<string, string> => ({
  'aws:userid': caller.userId,
  'aws:PrincipalArn': caller.arn,
  'aws:PrincipalAccount': caller.account,
});

/** Throws the service's AccessDenied unless the caller's policies allow the call on every resource it touches. */
export function requirePermission(aws: Context, grants: Grants, input: Readonly<Record<string, unknown>>): void {
  // "No permissions are required to perform this operation" (STS API Reference, GetCallerIdentity).
  if (aws.operation === 'GetCallerIdentity') return;
  const action = actionOf(aws);
  const [boundary] = grants.boundary === undefined ? [] : readPolicies([grants.boundary], 'boundary');
  const policies = { identity: readPolicies(grants.policies), ...(boundary ? { boundary } : {}) };
  const policyArn = aws.service.id === 'iam' ? input['PolicyArn'] : undefined;
  const context = {
    ...principalContext(aws.caller),
    'aws:RequestedRegion': aws.region,
    ...(typeof policyArn === 'string' ? { 'iam:PolicyARN': policyArn } : {}),
  };
  for (const resource of aws.service.resources(aws, input)) {
    const { decision } = authorize(policies, { action, resource: evaluated(resource), context });
    if (decision !== 'allow') {
      throw denied(
        aws,
        refusal(aws, input, decision === 'deny' ? 'with an explicit deny in an identity-based policy' : undefined),
      );
    }
  }
}

const actionOf = (aws: Context): string => `${aws.service.actions}:${aws.operation}`;

/** AWS's sentence for a call that is not allowed. */
export function refusal(aws: Context, input: Readonly<Record<string, unknown>>, why?: string): string {
  const action = actionOf(aws);
  const [resource = '*'] = aws.service.resources(aws, input);
  const reason = why ?? `because no identity-based policy allows the ${action} action`;
  const spelt = aws.service.spellResource?.(resource) ?? resource;
  return `User: ${aws.caller.arn} is not authorized to perform: ${action} on resource: ${spelt} ${reason}`;
}

/** Whether a role's trust policy lets the caller assume it. */
export function isTrusted(trust: string, caller: Identity, context: Readonly<Record<string, string>>): boolean {
  const policies = readPolicies([trust]);
  // A principal may be named by its ARN, by its account, or as everybody; a session also by its role.
  const session = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(caller.arn);
  const partition = caller.arn.split(':')[1] ?? 'aws';
  const names = [
    caller.arn,
    caller.account,
    `arn:${partition}:iam::${caller.account}:root`,
    ...(session ? [`arn:${session[1]}:iam::${session[2]}:role/${session[3]}`] : []),
  ];
  const decisions = names.map(
    (name) =>
      evaluate(policies, {
        action: 'sts:AssumeRole',
        principal: { type: 'AWS', name },
        context: { ...principalContext(caller), ...context },
      }).decision,
  );
  return decisions.includes('allow') && !decisions.includes('deny');
}
