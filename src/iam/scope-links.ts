import type { Problem } from '../check.ts';
import { osa } from '../text/near.ts';
import { holds, type Scope } from './conditions.ts';
import { statements, statementTitle, type PolicyDocument, type Statement } from './document.ts';
import { faultOf, namesAction, namesResource, scopeOf, type Request } from './evaluate.ts';
import { actionProblem } from './scope-action.ts';
import { conditionProblem } from './scope-condition.ts';
import { ownResource, resourceProblems } from './scope-resource.ts';
import { federationRequest, type Session } from './sign-in.ts';

/**
 * What keeps a policy that allows nobody from allowing everybody, told by the sign-in of that name: the broken links of
 * the statement that comes nearest, in the order action, resource, condition. Variables are read as in 2012-10-17; the
 * Version is judged elsewhere.
 */
export function brokenLinks(document: PolicyDocument, session: Session, name: string): Problem[] {
  const request = federationRequest(session, name);
  const scope: Scope = { ...scopeOf(document, request), variables: true };
  const all = statements(document);
  const [best] = all
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ statement, nearness: nearness(statement, request, scope) }))
    .toSorted((left, right) => right.nearness - left.nearness);
  if (best !== undefined) return linksOf(best.statement, request, scope, session);
  const odd = all.find(({ effect }) => effect !== 'Deny');
  if (odd !== undefined) return [invalid(odd, odd.faults[0] ?? '')];
  const denying = all[0];
  if (denying === undefined)
    return [{ code: 'no-statement', message: 'The policy has no statement, so it allows nothing.' }];
  return [
    {
      code: 'deny',
      message: `${title(denying)} denies, and no statement allows anything.`,
      expected: 'Allow',
      actual: 'Deny',
    },
  ];
}

export const title = ({ number, sid }: Statement): string => statementTitle(number, sid);

const invalid = (statement: Statement, fault: string): Problem => ({
  code: 'invalid',
  message: `${title(statement)} is not valid, so it allows nothing: ${fault}.`,
});

/** Weighs the links: the action says most about what a statement is for. */
function nearness(statement: Statement, request: Request, scope: Scope): number {
  const texts = [...(statement.actions ?? []), ...(statement.resources ?? [])].join(' ').toLowerCase();
  return (
    (namesAction(statement, request) === true
      ? 4
      : /federationtoken/.test(texts)
        ? 3
        : /connect:/.test(texts)
          ? 1
          : 0) +
    (namesResource(statement, request, scope) === true ? 2 : 0) +
    (statement.conditions.every((condition) => holds(condition, scope) === true) ? 1 : 0)
  );
}

function linksOf(statement: Statement, request: Request, scope: Scope, session: Session): Problem[] {
  const fault = faultOf(statement, request);
  if (fault !== undefined) return [invalid(statement, fault)];
  return [
    ...(namesAction(statement, request) === false ? [actionProblem(title(statement), statement)] : []),
    ...(namesResource(statement, request, scope) === false ? resourceLink(statement, session) : []),
    ...statement.conditions
      .filter((condition) => holds(condition, scope) === false)
      .map((condition) => conditionProblem(title(statement), condition, request, session)),
  ];
}

function resourceLink(statement: Statement, session: Session): Problem[] {
  const own = ownResource(session);
  if (statement.notResources !== undefined) {
    const message = `${title(statement)} excepts the resource of the sign-in with NotResource.`;
    return [{ code: 'resource-excluded', message, expected: own, actual: statement.notResources.join(', ') }];
  }
  const [nearest = ''] = (statement.resources ?? []).toSorted(
    (left, right) => distance(left, own) - distance(right, own),
  );
  return resourceProblems(title(statement), nearest, session);
}

// The distance costs the product of both lengths; no ARN of this kind is longer.
const distance = (text: string, own: string): number => osa(text.slice(0, 300), own) + Math.max(0, text.length - 300);
