import type { Problem } from '../check.ts';
import { someNames } from '../text/list.ts';
import { parsePolicy, statements, statementTitle, type PolicyDocument } from './document.ts';
import { authorize, evaluate, type Decision, type NamedPolicy } from './evaluate.ts';
import { judgeScope, type ScopeExpected } from './scope.ts';
import { hangsOnName } from './session-names.ts';
import { anySession, federationAction, federationRequest, type Session } from './sign-in.ts';

/** A policy of the role; the document as text. Inline policies have no ARN. */
export interface RolePolicy {
  readonly name: string;
  readonly arn?: string;
  readonly document: string;
}

export interface RolePolicies {
  readonly attached: readonly RolePolicy[];
  readonly inline: readonly RolePolicy[];
  readonly boundary?: RolePolicy;
}

/** Which policy, and which of its statements where one decides. */
export interface By {
  readonly policy: string;
  readonly statement?: number;
  readonly sid?: string;
}

export interface PermissionJudgement {
  /** `too-much`: granted, and a policy beside the granting one allows more than the sign-in. */
  readonly verdict: 'granted' | 'too-much' | 'refuses' | 'unsure';
  /** The policy that grants it, or that stands in the way. */
  readonly by?: By;
  /** Policies that allow more than the sign-in, by name, beside the one that grants it. */
  readonly broad: readonly string[];
  readonly problems: readonly Problem[];
}

/** What can be wrong with the role's permissions, and how to put it right. */
export const permissionCauses = {
  'not-attached':
    'No policy of the role allows connect:GetFederationToken for the signed-in user; attach the workshop’s policy to the role.',
  'explicit-deny':
    'A policy of the role denies the action, and a Deny wins over every Allow; remove that statement or that policy.',
  boundary:
    'The role’s permissions boundary does not allow connect:GetFederationToken, so no policy can grant it; remove the boundary or allow the action in it.',
  'boundary-deny':
    'The role’s permissions boundary denies connect:GetFederationToken, and a Deny wins over every Allow; remove the boundary or that statement.',
  unsure:
    'Whether the role is allowed depends on something that cannot be known beforehand or that AWS does not document; simplify the policy that is named.',
  'too-much':
    'The role has permissions that the sign-in does not need, and every agent has them too; detach that policy.',
} as const satisfies Record<string, string>;

export type PermissionCause = keyof typeof permissionCauses;

/** The role's policies as far as they can be read: text that is no policy grants nothing and denies nothing. */
export function legible(policies: RolePolicies): { identity: readonly NamedPolicy[]; boundary?: NamedPolicy } {
  const { boundary } = policies;
  return {
    identity: [...policies.attached, ...policies.inline].flatMap(readable),
    ...(boundary && { boundary: readable(boundary)[0] ?? nothing(boundary.name) }),
  };
}

/** Whether what the role is allowed hangs on the usernames of the agents: without them nothing can be said of it. */
export function permissionHangsOnName(policies: RolePolicies, session: Session): boolean {
  const read = legible(policies);
  const documents = [...read.identity, ...(read.boundary ? [read.boundary] : [])].map(({ document }) => document);
  return hangsOnName(documents, (name) => authorize(read, federationRequest(session, name)).decision);
}

/** Whether the role as a whole is allowed to sign every user in to this instance. */
export function judgePermissions(policies: RolePolicies, expected: ScopeExpected): PermissionJudgement {
  const read = legible(policies);
  const { identity, boundary } = read;
  const names = expected.sessionNames?.length ? expected.sessionNames : [anySession];
  const decide = (name: string): Decision => authorize(read, federationRequest(expected, name));
  const decisions = names.map((name) => ({ name, ...decide(name) }));
  const worst = ['deny', 'none', 'unsure']
    .map((kind) => decisions.find(({ decision }) => decision === kind))
    .find((found) => found !== undefined);
  const alike = decisions.filter(({ decision }) => decision === worst?.decision).map(({ name }) => name);
  const shutOut = alike.length < names.length ? alike : [];
  if (worst?.decision === 'deny') return denied(worst, identity, expected, shutOut);
  if (worst?.decision === 'none') return notAllowed(identity, boundary, worst.name, shutOut, expected);
  if (worst?.decision === 'unsure') return doubtful(worst);
  return granted(identity, expected);
}

function readable({ name, document }: RolePolicy): NamedPolicy[] {
  const read = parsePolicy(document);
  return 'document' in read ? [{ name, document: read.document }] : [];
}

const nothing = (name: string): NamedPolicy => ({ name, document: { Statement: [] } });

const refuses = (problem: Problem, by: By | undefined): PermissionJudgement => ({
  verdict: problem.code === 'unsure' ? 'unsure' : 'refuses',
  ...(by === undefined ? {} : { by }),
  broad: [],
  problems: [problem],
});

const decisive = ({ policy, statement, sid }: NonNullable<Decision['by']>): string =>
  `${policy}, ${statementTitle(statement, sid).replace(/^[ST]/, (letter) => letter.toLowerCase())},`;

function denied(
  { by, name }: Decision & { name: string },
  identity: readonly NamedPolicy[],
  expected: ScopeExpected,
  shutOut: readonly string[],
): PermissionJudgement {
  const inBoundary = evaluate(identity, federationRequest(expected, name)).decision !== 'deny';
  const whose =
    by === undefined ? 'A policy' : `${inBoundary ? 'The permissions boundary' : 'The policy'} ${decisive(by)}`;
  const whom = shutOut.length > 0 ? someNames(shutOut) : 'the role';
  const message = `${whose} denies ${federationAction} to ${whom}.`;
  return refuses(
    {
      code: inBoundary ? 'boundary-deny' : 'explicit-deny',
      message,
      expected: `no Deny of ${federationAction}`,
      actual: 'Deny',
    },
    by,
  );
}

function doubtful({ by, why }: Decision): PermissionJudgement {
  const whose = by === undefined ? 'What the role is allowed' : `The policy ${decisive(by)}`;
  return refuses({ code: 'unsure', message: `${whose} cannot be judged: ${why ?? 'it may or may not apply'}.` }, by);
}

function notAllowed(
  identity: readonly NamedPolicy[],
  boundary: NamedPolicy | undefined,
  name: string,
  shutOut: readonly string[],
  expected: ScopeExpected,
): PermissionJudgement {
  const who = shutOut.length > 0 ? ` to ${someNames(shutOut)}` : '';
  const request = federationRequest(expected, name);
  const alone = evaluate(identity, request);
  if (boundary !== undefined && alone.decision !== 'none') {
    const message = `The permissions boundary ${boundary.name} does not allow ${federationAction}${who}, so no policy of the role can grant it.`;
    return refuses(
      {
        code: 'boundary',
        message,
        expected: `${federationAction} on ${expected.instanceArn}/user/\${aws:userid}`,
        actual: `${boundary.name}${near(boundary, expected)}`,
      },
      { policy: boundary.name },
    );
  }
  const have = identity.map((policy) => policy.name).join(', ');
  const message = `No policy of the role allows ${federationAction} on this instance${who}.`;
  return refuses(
    {
      code: 'not-attached',
      message,
      expected: `${expected.instanceArn}/user/\${aws:userid}`,
      actual: have === '' ? 'no policy' : have,
    },
    undefined,
  );
}

/** What is wrong in a policy that speaks of the sign-in, after a colon; '' where it speaks of something else. */
function near({ document }: NamedPolicy, expected: ScopeExpected): string {
  const [first] = judgeScope(document, expected).problems;
  const about = first !== undefined && !['other-action', 'no-statement', 'invalid', 'deny'].includes(first.code);
  return about ? `: ${first.message}` : '';
}

function granted(identity: readonly NamedPolicy[], expected: ScopeExpected): PermissionJudgement {
  const by = narrowest(identity, expected);
  const broad = identity
    .filter((policy) => policy.name !== by?.policy && exceeds(policy.document))
    .map(({ name }) => name);
  const grantor = identity.find((policy) => policy.name === by?.policy);
  if (grantor !== undefined && allowsEverything(grantor.document)) broad.unshift(grantor.name);
  const problems = broad.map((name) => ({
    code: 'too-much',
    message: `The policy ${name} gives every agent more than the sign-in needs.`,
    expected: federationAction,
    actual: name,
  }));
  return { verdict: broad.length > 0 ? 'too-much' : 'granted', ...(by === undefined ? {} : { by }), broad, problems };
}

/** The policy that grants it and least beside; many may. */
function narrowest(identity: readonly NamedPolicy[], expected: ScopeExpected): By | undefined {
  const exact = identity.filter(({ document }) => judgeScope(document, expected).verdict === 'grants');
  const known = identity.filter(({ document }) => !exceeds(document));
  const ask = (policies: readonly NamedPolicy[]): By | undefined => {
    const found = evaluate(policies, federationRequest(expected, expected.sessionNames?.[0] ?? anySession));
    return found.decision === 'allow' ? found.by : undefined;
  };
  return ask(exact) ?? ask(known) ?? ask(identity);
}

/** It allows something beside signing in to Amazon Connect. */
const exceeds = (document: PolicyDocument): boolean =>
  statements(document).some(({ effect, actions, notActions, faults }) => {
    const valid = effect === 'Allow' && faults.length === 0;
    return (
      valid &&
      (notActions !== undefined ||
        (actions ?? []).some((action) => action.toLowerCase() !== federationAction.toLowerCase()))
    );
  });

/** Administrator access, or next to it: asked for something far from Amazon Connect. */
const allowsEverything = (document: PolicyDocument): boolean =>
  evaluate([{ name: 'policy', document }], { action: 'iam:CreateUser', resource: '*', context: {} }).decision ===
  'allow';
