import type { Problem } from '../check.ts';
import { someNames } from '../text/list.ts';
import { holds, type Scope } from './conditions.ts';
import { statements, type PolicyDocument, type Statement } from './document.ts';
import { faultOf, matchesAction, namesAction, namesResource, scopeOf, type Request } from './evaluate.ts';
import { ownResource } from './scope-resource.ts';
import { title } from './scope-links.ts';
import { anySession, federationAction, federationRequest, userId, type Session } from './sign-in.ts';
import { all } from './truth.ts';

/** What a policy allows beyond the sign-in to this instance of those sessions, each as itself. */
export function breadth(document: PolicyDocument, session: Session, names: readonly string[]): Problem[] {
  const request = federationRequest(session, anySession);
  const allowing = statements(document).filter(({ effect }) => effect === 'Allow');
  const valid = allowing.filter((statement) => faultOf(statement, request) === undefined);
  return valid.flatMap((statement) => [
    ...actionBreadth(statement),
    ...(namesAction(statement, request) === false ? [] : resourceBreadth(statement, document, session, names)),
  ]);
}

function actionBreadth(statement: Statement): Problem[] {
  const where = title(statement);
  if (statement.notActions !== undefined) {
    const message = `${where} allows every action but those that NotAction lists; ${federationAction} alone is needed.`;
    return [{ code: 'not-action', message, expected: federationAction, actual: statement.notActions.join(', ') }];
  }
  const more = (statement.actions ?? []).filter((action) => action.toLowerCase() !== federationAction.toLowerCase());
  const wild = more.filter((action) => matchesAction(action, federationAction) !== false);
  const [actions, code] = wild.length > 0 ? [wild, 'any-action'] : [more, 'more-actions'];
  const message = `${where} allows ${someNames(actions)}; ${federationAction} alone is needed.`;
  return actions.length === 0 ? [] : [{ code, message, expected: federationAction, actual: actions.join(', ') }];
}

function resourceBreadth(
  statement: Statement,
  document: PolicyDocument,
  session: Session,
  names: readonly string[],
): Problem[] {
  const expected = ownResource(session);
  const wide = (code: string, says: string, texts: readonly string[] | undefined): Problem[] => [
    { code, message: `${title(statement)} ${says}.`, expected, actual: (texts ?? []).join(', ') },
  ];
  if (statement.notResources !== undefined)
    return wide('not-resource', 'allows every resource but those that NotResource lists', statement.notResources);
  const elsewhere = federationRequest(foreign(session), names[0] ?? anySession);
  const away = scopeOf(document, elsewhere);
  // "Resource": "*" with a condition on the instance is AWS's own second form of this policy.
  if (isBound(statement, away)) {
    const named = otherInstances(statement, scopeOf(document, federationRequest(session, names[0] ?? anySession)));
    return named.length > 0
      ? wide('more-resources', `allows more instances than this one: ${someNames(named)}`, named)
      : [];
  }
  if (namesResource(statement, elsewhere, away) !== false)
    return wide('any-instance', 'allows the sign-in to every instance', statement.resources);
  return [
    ...userBreadth(statement, document, session, wide),
    ...extraResources(
      statement,
      document,
      names.map((name) => federationRequest(session, name)),
      wide,
    ),
  ];
}

type Wide = (code: string, says: string, texts: readonly string[] | undefined) => Problem[];

/** Another session of the same role: its resource must be out of reach. */
function userBreadth(statement: Statement, document: PolicyDocument, session: Session, wide: Wide): Problem[] {
  const request = federationRequest(session, anySession);
  const other: Request = {
    ...request,
    resource: `${session.instanceArn}/user/${userId(session, 'someone.else@nowhere.example')}`,
  };
  const reached = namesResource(statement, other, scopeOf(document, other)) !== false;
  return reached ? wide('any-user', 'lets a user sign in as any other user of the instance', statement.resources) : [];
}

/** Resources that none of the sign-ins asks for. */
function extraResources(
  statement: Statement,
  document: PolicyDocument,
  requests: readonly Request[],
  wide: Wide,
): Problem[] {
  const extra = (statement.resources ?? []).filter((text) =>
    requests.every(
      (request) => namesResource({ ...statement, resources: [text] }, request, scopeOf(document, request)) === false,
    ),
  );
  return extra.length > 0
    ? wide('more-resources', `allows more than the sign-in to this instance: ${someNames(extra)}`, extra)
    : [];
}

/** The same role before an instance that nobody has. */
function foreign(session: Session): Session {
  const instanceId = 'f07e1697-0000-4000-8000-0a7e5ca1ab1e';
  return {
    ...session,
    instanceId,
    instanceArn: session.instanceArn.replace(/instance\/.*/s, `instance/${instanceId}`),
  };
}

/** The statement's conditions keep it from every instance that they do not name. */
const isBound = (statement: Statement, away: Scope): boolean =>
  all(statement.conditions.map((condition) => holds(condition, away))) === false;

/** Instances that a condition names beside this one, and patterns that are more than this one. */
function otherInstances(statement: Statement, here: Scope): string[] {
  return statement.conditions
    .filter(
      ({ key, operator }) =>
        key.toLowerCase() === 'connect:instanceid' && /Equals|Like/.test(operator) && !operator.includes('Not'),
    )
    .flatMap((condition) =>
      condition.values.filter(
        (value) =>
          (condition.operator.includes('Like') && /[*?]/.test(value)) ||
          holds({ ...condition, values: [value] }, here) === false,
      ),
    );
}
