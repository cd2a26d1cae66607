import type { Problem } from '../check.ts';
import { difference, oddities, osa, placeholders } from '../text/near.ts';
import { isBlank } from './blank.ts';
import { matches, pattern } from './pattern.ts';
import type { Session } from './sign-in.ts';
import { findUserProblem } from './scope-user.ts';

/** The resource that the workshop's policy names, for this instance. */
export const ownResource = (session: Pick<Session, 'instanceArn'>): string =>
  `${session.instanceArn}/user/\${aws:userid}`;

interface Look {
  /** "Statement 1". */
  readonly where: string;
  /** Exactly what is written there. */
  readonly text: string;
  readonly session: Session;
}

/** Why a Resource text does not name the signed-in user of this instance: the causes in the order of the ARN's parts. */
export function resourceProblems(where: string, text: string, session: Session): Problem[] {
  const look: Look = { where, text, session };
  // A variable misspelt is told as that.
  const hole = placeholders(text).find((found) => !/^\$\{.*user_?-?id\}$/i.test(found));
  if (hole !== undefined) return [problem(look, 'placeholder', `still has the placeholder ${hole} in its Resource`)];
  const hidden = hiddenProblem(look);
  if (hidden !== undefined) return [hidden];
  const parts = text.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) return [typo(look)];
  const instance = instanceProblems(look, parts.slice(5).join(':'));
  // The ARN of another instance is one mistake, however many of its parts differ.
  const other = instance.find(({ code }) => code === 'other-instance');
  const found = other === undefined ? [...segmentProblems(look, parts), ...instance] : [other];
  return found.length > 0 ? found : [typo(look)];
}

const problem = ({ where, text, session }: Look, code: string, says: string): Problem => ({
  code,
  message: `${where} ${says}.`,
  expected: ownResource(session),
  actual: text,
});

const typo = (look: Look): Problem =>
  problem(
    look,
    'resource-typo',
    `has a Resource that is not the expected ARN: ${difference(ownResource(look.session), look.text)}`,
  );

/** Blanks and look-alikes; those inside the variable are told as a wrong variable. */
function hiddenProblem(look: Look): Problem | undefined {
  const { text } = look;
  const user = text.lastIndexOf('/user/');
  const head = user < 0 ? text : text.slice(0, user);
  const blank = isBlank(head) || /[\p{Cc}\p{Cf}]|[^ \P{Zs}]/u.test(text) || text !== text.trim();
  const odd = oddities(text)[0] ?? 'a blank';
  if (blank) return problem(look, 'white-space', `has ${odd} in its Resource, and IAM compares every character`);
  const alike = oddities(head)[0];
  return alike === undefined
    ? undefined
    : problem(look, 'look-alike', `has ${alike} in its Resource, and IAM compares every character`);
}

const covers = (part: string, value: string): boolean => matches(pattern(part, true, undefined), value) === true;

function segmentProblems(look: Look, parts: readonly string[]): Problem[] {
  const { session } = look;
  const [, partition = '', service = '', region = '', account = ''] = parts;
  const check = (fine: boolean, code: string, says: string): Problem[] => (fine ? [] : [problem(look, code, says)]);
  return [
    ...check(
      covers(partition, session.partition),
      'other-partition',
      `names the partition ${shown(partition)}, and the instance is in ${session.partition}`,
    ),
    ...check(
      covers(service, 'connect'),
      'other-service',
      `names the service ${shown(service)} in its Resource, and the service is connect`,
    ),
    ...check(
      covers(region, session.region),
      'other-region',
      `names the Region ${shown(region)}, and the instance is in ${session.region}`,
    ),
    ...check(
      covers(account, session.account),
      'other-account',
      `names the account ${shown(account)}, and the instance is in ${session.account}`,
    ),
  ];
}

const shown = (part: string): string => (part === '' ? '"" (nothing)' : `"${part.slice(0, 80)}"`);

/** The part after the account: `instance/<id>/user/<variable>`. */
function instanceProblems(look: Look, rest: string): Problem[] {
  const { session } = look;
  if (covers(rest, `instance/${session.instanceId}`))
    return [problem(look, 'instance-only', 'names the instance and not its user: /user/${aws:userid} is missing')];
  const [type = '', id = '', kind = '', ...user] = rest.split('/');
  if (!covers(type, 'instance')) return [typo(look)];
  if (!covers(id, session.instanceId)) return [idProblem(look, id)];
  const person = user.join('/');
  if (person === '' && (kind === '' || kind === 'user'))
    return [problem(look, 'instance-only', 'names the instance and not its user: /user/${aws:userid} is missing')];
  if (/^agents?$/i.test(kind))
    return [problem(look, 'agent-for-user', `says /${kind}/ where the resource of a sign-in says /user/`)];
  if (!covers(kind, 'user')) return [typo(look)];
  const found = findUserProblem(person, session);
  return found === undefined ? [] : [problem(look, found.code, found.says)];
}

const uuid = /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/i;

function idProblem(look: Look, id: string): Problem {
  const { instanceId } = look.session;
  const cut = id.length >= 8 && (instanceId.startsWith(id) || instanceId.endsWith(id) || id.startsWith(instanceId));
  if (cut || (id.length < 80 && osa(id.toLowerCase(), instanceId.toLowerCase()) <= 2)) return typo(look);
  if (id === '' || id.startsWith('arn:')) return typo(look);
  if (uuid.test(id) || !uuid.test(instanceId))
    return problem(look, 'other-instance', `names the instance ${shown(id)}, and not ${instanceId}`);
  return problem(
    look,
    'alias-for-id',
    `says ${shown(id)} where the instance's id ${instanceId} belongs; an alias is no part of its ARN`,
  );
}
