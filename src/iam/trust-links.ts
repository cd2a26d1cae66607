import type { Problem } from '../check.ts';
import { nearest, oddities, placeholders, skeleton } from '../text/near.ts';
import { someNames } from '../text/list.ts';
import { isBlank } from './blank.ts';
import { holds } from './conditions.ts';
import { statements, statementTitle, type Condition, type PolicyDocument, type Statement } from './document.ts';
import { faultOf, namesAction, namesPrincipal, scopeOf, type Decision, type Request } from './evaluate.ts';
import { principalProblem, type Wanted } from './trust-principal.ts';
import { shown, valueOf } from './shown.ts';
import { isMultiFactor, noMultiFactor, samlAction } from './sign-in.ts';
import { audienceHint, regionalAudience } from './trust-audience.ts';

export const titleOf = (by: Decision['by'] | Statement): string => {
  if (by === undefined) return 'The trust policy';
  return statementTitle('number' in by ? by.number : by.statement, by.sid);
};

/**
 * The broken links of the statement that comes nearest: principal, action, conditions, in that order. `sessions`: whose
 * they break, where that hangs on the session's name.
 */
export function trustLinks(
  document: PolicyDocument,
  request: Request,
  wanted: Wanted,
  sessions: readonly string[],
): Problem[] {
  const all = statements(document);
  const [best] = all
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ statement, nearness: nearness(statement, request) }))
    .toSorted((left, right) => right.nearness - left.nearness);
  if (best !== undefined) return linksOf(best.statement, document, request, { ...wanted, sessions });
  const odd = all.find(({ effect }) => effect !== 'Deny');
  if (odd !== undefined) return [invalid(odd, odd.faults[0] ?? '')];
  const denying = all[0];
  if (denying === undefined)
    return [{ code: 'no-statement', message: 'The trust policy has no statement, so it trusts nobody.' }];
  return [
    {
      code: 'deny',
      message: `${titleOf(denying)} denies, and no statement allows anything.`,
      expected: 'Allow',
      actual: 'Deny',
    },
  ];
}

interface WantedOf extends Wanted {
  readonly sessions: readonly string[];
}

const invalid = (statement: Statement, fault: string): Problem => ({
  code: 'invalid',
  message: `${titleOf(statement)} is not valid, so it trusts nobody: ${fault}.`,
});

function nearness(statement: Statement, request: Request): number {
  const named = statement.principals ?? [];
  return (
    (namesPrincipal(statement, request) === true ? 4 : 0) +
    (namesAction(statement, request) === true ? 2 : 0) +
    (named.some(({ name }) => name.includes('saml-provider')) ? 1 : 0)
  );
}

function linksOf(statement: Statement, document: PolicyDocument, request: Request, wanted: WantedOf): Problem[] {
  const fault = faultOf(statement, request);
  if (fault !== undefined) return [invalid(statement, fault)];
  const scope = scopeOf(document, request);
  const met = namesPrincipal(statement, request);
  return [
    ...(met === false ? [principalLink(statement, wanted)] : []),
    ...(namesAction(statement, request) === false ? [actionProblem(statement)] : []),
    ...statement.conditions
      .filter((condition) => holds(condition, scope) === false)
      .map((condition) => conditionProblem(statement, condition, request, wanted)),
  ];
}

function principalLink(statement: Statement, wanted: Wanted): Problem {
  const where = titleOf(statement);
  if (statement.principals !== undefined) return principalProblem(where, statement.principals, wanted);
  const actual = (statement.notPrincipals ?? []).map(({ name }) => name).join(', ');
  const message = `${where} excepts the identity provider with NotPrincipal.`;
  return { code: 'provider-excluded', message, expected: `Principal ${wanted.providerArn}`, actual };
}

function actionProblem(statement: Statement): Problem {
  const written = statement.actions ?? statement.notActions ?? [];
  const text = nearest(samlAction, written, 8) ?? written[0] ?? '';
  const known = (code: string, says: string): Problem => ({
    code,
    message: `${titleOf(statement)} ${says}.`,
    expected: samlAction,
    actual: written.join(', '),
  });
  const [odd] = oddities(text);
  const [hole] = placeholders(text);
  if (statement.notActions !== undefined) return known('wrong-action', `excepts ${samlAction} with NotAction`);
  if (hole !== undefined) return known('placeholder', `still has the placeholder ${hole} in its Action`);
  if (odd !== undefined && skeleton(text).trim().toLowerCase() === samlAction.toLowerCase())
    return known(isBlank(text) ? 'white-space' : 'look-alike', `has ${odd} in its Action`);
  return known('wrong-action', `allows ${text.slice(0, 80)}, and SAML sign-in needs ${samlAction}`);
}

/** A condition that is certainly not met by the sign-in. */
function conditionProblem(statement: Statement, condition: Condition, request: Request, wanted: WantedOf): Problem {
  const { key, operator, values } = condition;
  const audience = request.context['saml:aud'];
  const right = typeof audience === 'string' ? audience : '';
  const actual = values.join(', ');
  const where = `${titleOf(statement)} has a condition on ${key}`;
  if (key.toLowerCase() === 'saml:aud') return audienceProblem(where, condition, right, wanted.partition);
  const address = values.some((value) => value === right || regionalAudience(value, wanted.partition) !== undefined);
  if (address || /^saml:aud/i.test(skeleton(key).replace(/\s/g, '')) || nearest(key, ['saml:aud'], 2) !== undefined) {
    const message = `${where}, where SAML:aud belongs.`;
    return { code: 'wrong-audience-key', message, expected: `SAML:aud: ${right}`, actual: `${key}: ${actual}` };
  }
  const multiFactor = isMultiFactor(key);
  const whose = /^sts:rolesessionname$/i.test(key) && wanted.sessions.length > 0;
  const unmet = whose ? `that shuts out ${someNames(wanted.sessions)}` : 'that is not met by this sign-in';
  const message = `${where} ${multiFactor ? noMultiFactor : unmet}.`;
  const expected = multiFactor ? `no condition on ${key}` : `${key}: ${shown(valueOf(request, key))}`;
  return { code: 'condition', message, expected, actual: `${operator} ${key}: ${actual}` };
}

function audienceProblem(where: string, { operator, values }: Condition, right: string, partition: string): Problem {
  const actual = values.join(', ');
  const known = (code: string, says: string): Problem => ({
    code,
    message: `${where} ${says}.`,
    expected: right,
    actual,
  });
  const [hole] = values.flatMap((value) => placeholders(value));
  if (hole !== undefined) return known('placeholder', `that still has the placeholder ${hole}`);
  if (operator === 'Null' || operator.includes('Not'))
    return known('condition', `with ${operator}, which refuses ${right}`);
  const [value = ''] = values;
  const [odd] = oddities(value);
  if (odd !== undefined) return known(isBlank(value) ? 'white-space' : 'look-alike', `whose value has ${odd}`);
  if (/[*?]/.test(value) && !operator.includes('Like'))
    return known(
      'wrong-audience',
      `with ${operator}, which takes * and ? as they are; StringLike takes them as wildcards`,
    );
  const hint = values.length === 1 ? `: ${audienceHint(value, right, partition)}` : '';
  return known('wrong-audience', `that does not name ${right}${hint}`);
}
