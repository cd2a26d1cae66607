import { holds, resolver, type ContextValue, type Lookup, type Scope } from './conditions.ts';
import { hasVariables, lacks, statements, type PolicyDocument, type Principal, type Statement } from './document.ts';
import { isMeaningful, lowerCase, matches, matchesResource, pattern } from './pattern.ts';
import { all, any, isUnsure, not, unsure, type Truth } from './truth.ts';

/** One request to AWS, as a policy sees it. */
export interface Request {
  readonly action: string;
  /** Absent when the policy is the resource's own, as a trust policy is the role's. */
  readonly resource?: string;
  /** Who asks; set for trust policies, which name their principals, and only for them. */
  readonly principal?: Principal;
  /** Condition keys, in any case. */
  readonly context: Readonly<Record<string, ContextValue>>;
  /** What the request holds under keys that `context` does not list; left out: nothing. Keys arrive in lower case. */
  readonly otherwise?: (key: string) => ContextValue;
}

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface Decision {
  /**
   * `allow`, `deny`: for certain. `none`: for certain not allowed, because nothing allows it (whether a statement denies
   * it too may be unsure then). `unsure`: it may be allowed.
   */
  readonly decision: 'allow' | 'deny' | 'none' | 'unsure';
  /** The statement that decides, or that is unsure. */
  readonly by?: { readonly policy: string; readonly statement: number; readonly sid?: string };
  /** Half a sentence; `unsure` only. */
  readonly why?: string;
}

/** What a set of policies of one kind says: a Deny in any of them wins, else one Allow is enough. */
export const evaluate = (policies: readonly NamedPolicy[], request: Request): Decision =>
  authorize({ identity: policies }, request);

/**
 * Deny first, over everything; then what the identity policies allow, within the boundary if there is one
 * (IAM User Guide, "Policy evaluation logic"). Service control policies are not seen here.
 */
export function authorize(
  policies: { readonly identity: readonly NamedPolicy[]; readonly boundary?: NamedPolicy },
  request: Request,
): Decision {
  const identity = policies.identity.flatMap((policy) => findings(policy, request));
  const boundary = policies.boundary === undefined ? undefined : findings(policies.boundary, request);
  const denied = verdict([...identity, ...(boundary ?? [])], 'Deny');
  if (denied.truth === true) return decide('deny', denied.by);
  const allowed = verdict(identity, 'Allow');
  const within = boundary === undefined ? { truth: true as const } : verdict(boundary, 'Allow');
  const granted = all([allowed.truth, within.truth]);
  if (granted === false) return decide('none');
  if (granted === true && denied.truth === false) return decide('allow', allowed.by);
  const doubt = [denied, allowed, within].find((each): each is Doubt => isUnsure(each.truth));
  return { ...decide('unsure', doubt?.by), ...(doubt === undefined ? {} : { why: doubt.truth.why }) };
}

type By = NonNullable<Decision['by']>;
interface Finding {
  readonly truth: Truth;
  readonly by?: By;
}
interface Doubt extends Finding {
  readonly truth: Extract<Truth, object>;
}

const decide = (decision: Decision['decision'], by?: By): Decision =>
  by === undefined ? { decision } : { decision, by };

function findings(policy: NamedPolicy, request: Request): (Finding & { effect: string })[] {
  const scope = scopeOf(policy.document, request);
  return statements(policy.document).map((statement) => ({
    effect: statement.effect,
    truth: applies(statement, request, scope),
    by: {
      policy: policy.name,
      statement: statement.number,
      ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    },
  }));
}

/** The first statement of that effect that applies, else the first that may. */
function verdict(found: readonly (Finding & { effect: string })[], effect: string): Finding {
  const candidates = found.filter((each) => each.effect === effect);
  return (
    candidates.find((each) => each.truth === true) ??
    candidates.find((each) => isUnsure(each.truth)) ?? { truth: false }
  );
}

/** How a document's text is read for a request. */
export const scopeOf = (document: PolicyDocument, request: Request): Scope => ({
  lookup: lookup(request),
  variables: hasVariables(document),
});

function lookup(request: Request): Lookup {
  const known = new Map(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => {
    const plain = key.toLowerCase();
    return known.get(plain) ?? (known.has(plain) ? null : (request.otherwise?.(plain) ?? null));
  };
}

/**
 * Whether the statement has its effect on the request. IAM refuses to store one that is not valid, so what that would do
 * is nowhere written: it allows nothing, and may deny.
 */
export function applies(statement: Statement, request: Request, scope: Scope): Truth {
  const fault = faultOf(statement, request);
  if (fault !== undefined && statement.effect === 'Allow') return false;
  return all([
    namesAction(statement, request),
    namesResource(statement, request, scope),
    namesPrincipal(statement, request),
    ...statement.conditions.map((condition) => holds(condition, scope)),
    fault === undefined ? true : unsure(`statement ${statement.number} is not valid: ${fault}`),
  ]);
}

/** What IAM would not have stored, half a sentence. */
export function faultOf(statement: Statement, request: Pick<Request, 'resource' | 'principal'>): string | undefined {
  const named = statement.principals ?? statement.notPrincipals;
  if (statement.faults[0] !== undefined) return statement.faults[0];
  if (request.resource !== undefined && !statement.resources && !statement.notResources)
    return lacks(statement, 'Resource');
  if (request.principal === undefined)
    return named === undefined ? undefined : 'a permissions policy names no Principal';
  return named === undefined ? lacks(statement, 'Principal') : undefined;
}

export function namesAction(statement: Statement, request: Request): Truth {
  const hit = (actions: readonly string[]): Truth =>
    any(actions.map((action) => matchesAction(action, request.action)));
  return all([
    statement.actions === undefined ? true : hit(statement.actions),
    statement.notActions === undefined ? true : not(hit(statement.notActions)),
  ]);
}

/** Actions are compared without regard to case, and take `*` and `?` (IAM User Guide, "Action"); never variables. */
export function matchesAction(written: string, action: string): Truth {
  const hit = matches(lowerCase(pattern(written, true, undefined)), action.toLowerCase());
  const service = written.split(':', 1)[0] ?? '';
  const wild = hit === true && /[*?]/.test(service) && !/^\*+$/.test(written);
  return wild ? unsure('AWS does not take wildcards in the service of an action') : hit;
}

export function namesResource(statement: Statement, request: Request, scope: Scope): Truth {
  const { resource } = request;
  if (resource === undefined) return true;
  if (statement.resources !== undefined)
    return any(statement.resources.map((text) => namesText(text, resource, scope)));
  const except = statement.notResources ?? [];
  const hit = any(except.map((text) => namesText(text, resource, scope)));
  // "Will not match any resource" is said of NotResource too, where it can be read both ways.
  const resolve = resolver(scope);
  const empty = except.some((text) => !isMeaningful(pattern(text, true, resolve)));
  return empty && hit !== true
    ? unsure('AWS does not document NotResource with a variable that has no value')
    : not(hit);
}

function namesText(written: string, resource: string, scope: Scope): Truth {
  const hit = matchesResource(pattern(written, true, resolver(scope)), resource);
  // "You can't use a variable to replace parts of the ARN before the fifth colon" (IAM User Guide, "Variables and tags").
  const misplaced = scope.variables && written.split(':', 5).some((part) => part.includes('${'));
  return hit === true && misplaced ? unsure('AWS takes variables only in the last part of a Resource') : hit;
}

export function namesPrincipal(statement: Statement, request: Request): Truth {
  const { principal } = request;
  const named = statement.principals ?? statement.notPrincipals;
  if (principal === undefined || named === undefined) return true;
  // A wildcard stands for everyone, never for a part of a name (IAM User Guide, "AWS JSON policy elements: Principal").
  const hit = named.some(
    ({ type, name }) =>
      (type === principal.type && (name === '*' || name === principal.name)) || (type === 'AWS' && name === '*'),
  );
  if (statement.principals !== undefined) return hit;
  return hit ? false : unsure('AWS advises against NotPrincipal and does not document it for federated principals');
}
