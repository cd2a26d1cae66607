import type { Problem } from '../check.ts';
import { difference, nearest, oddities, placeholders } from '../text/near.ts';
import { isBlank } from './blank.ts';
import type { Condition } from './document.ts';
import type { Request } from './evaluate.ts';
import { shown, valueOf } from './shown.ts';
import { isMultiFactor, noMultiFactor, type Session } from './sign-in.ts';

/** A condition of a permissions policy that is certainly not met by the sign-in. */
export function conditionProblem(title: string, condition: Condition, request: Request, session: Session): Problem {
  const { key, operator, values } = condition;
  const where = `${title} has a condition on ${key.trim()}`;
  const actual = `${operator} ${key}: ${values.join(', ')}`;
  if (isMultiFactor(key))
    return { code: 'condition', message: `${where} ${noMultiFactor}.`, expected: `no condition on ${key}`, actual };
  const value = valueOf(request, key);
  if (key.toLowerCase() === 'connect:instanceid' && !operator.includes('Not'))
    return instanceCondition(where, condition, session);
  if (value !== undefined && value !== null) {
    const message = `${where} that is not met by a sign-in to Amazon Connect.`;
    return { code: 'condition', message, expected: `${key}: ${shown(value)}`, actual };
  }
  const home = /^(?:saml|sts):/i.test(key) ? '; it belongs in the trust policy of the role' : '';
  const meant = home === '' ? meantKey(key, request) : undefined;
  if (meant !== undefined) {
    const [odd] = oddities(key);
    const message = odd === undefined ? `${where}, where ${meant} belongs.` : `${where} whose key has ${odd}.`;
    const code = odd === undefined ? 'condition' : isBlank(key) ? 'white-space' : 'look-alike';
    return { code, message, expected: `${meant}: ${shown(valueOf(request, meant))}`, actual };
  }
  const message = `${where} that is not met: a sign-in to Amazon Connect has no such key${home}.`;
  return { code: 'condition', message, expected: `no condition on ${key}`, actual };
}

/** The key of the request that was probably meant by one that the request has not. */
function meantKey(key: string, { context }: Request): string | undefined {
  const there = Object.entries(context).flatMap(([known, value]) => (value === null ? [] : [known]));
  return there.find((known) => known.toLowerCase().endsWith(`:${key.trim().toLowerCase()}`)) ?? nearest(key, there, 2);
}

function instanceCondition(where: string, { operator, values }: Condition, session: Session): Problem {
  const { instanceId, instanceArn } = session;
  const known = (code: string, says: string): Problem => ({
    code,
    message: `${where} ${says}.`,
    expected: instanceId,
    actual: values.join(', '),
  });
  const [hole] = values.flatMap((text) => placeholders(text));
  const [odd] = values.flatMap((text) => oddities(text));
  const [value = ''] = values;
  if (hole !== undefined) return known('placeholder', `that still has the placeholder ${hole}`);
  if (odd !== undefined) return known(values.some(isBlank) ? 'white-space' : 'look-alike', `whose value has ${odd}`);
  if (operator === 'Null') return known('condition', 'that wants it absent');
  if (value === '') return known('condition', 'whose value is empty');
  if (/[*?]/.test(value) && !operator.includes('Like'))
    return known('condition', `with ${operator}, which takes * and ? as they are; StringLike takes them as wildcards`);
  for (const text of values) {
    const near = nearest(text, [instanceId, instanceArn]);
    if (near !== undefined)
      return known('other-instance', `whose value is not quite ${near}: ${difference(near, text)}`);
  }
  if (!/^arn:|^[0-9a-z]{8}-[0-9a-z-]{27}$|[*?]/i.test(value))
    return known('alias-for-id', `that says ${value.slice(0, 80)} where the instance's id belongs`);
  return known('other-instance', `that names another instance than ${instanceId}`);
}
