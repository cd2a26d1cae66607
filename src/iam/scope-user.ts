import { difference, oddities } from '../text/near.ts';
import { matches, pattern } from './pattern.ts';
import { anySession, userId, type Session } from './sign-in.ts';

/** Cause and the rest of the sentence "Statement 1 …". */
export interface Found {
  readonly code: string;
  readonly says: string;
}

const variable = '${aws:userid}';
const right = `only ${variable} stands for whoever signed in`;

/** What is wrong with the text after `/user/`, when it does not stand for every signed-in user. */
export function findUserProblem(text: string, session: Session): Found | undefined {
  const signedIn = userId(session, anySession);
  const resolve = (key: string): string | undefined => (key.toLowerCase() === 'aws:userid' ? signedIn : undefined);
  if (matches(pattern(text, true, resolve), signedIn) === true) return undefined;
  return (
    namedUser(text, session) ?? { code: 'wrong-variable', says: `says /user/${text.slice(0, 100)}: ${hint(text)}` }
  );
}

/** A role id before the colon names one role's sessions, a session name after it one user. */
function namedUser(text: string, session: Session): Found | undefined {
  const [, role, name = ''] = /^(AROA\w+|\*|[\w*?]*[*?][\w*?]*):([^{}$%]*)$/.exec(text) ?? [];
  if (role === undefined) return undefined;
  const mine = session.roleId === undefined || matches(pattern(role, true, undefined), session.roleId) === true;
  if (!mine)
    return {
      code: 'other-role',
      says: `names sessions of the role id ${role}, and the role's id is ${session.roleId}`,
    };
  return { code: 'some-users', says: `allows only the session ${name.slice(0, 100)}, and not everybody who signs in` };
}

function hint(text: string): string {
  const [odd] = oddities(text);
  if (odd !== undefined) return `it has ${odd}`;
  if (/%(24|7b|7d|3a)/i.test(text)) return `it is URL-encoded, and IAM takes ${variable} as it is`;
  if (/^\{+\s*aws:userid\s*\}/i.test(text)) return 'the dollar sign in front is missing';
  if (/\$\s+\{|\{\s|\s\}/.test(text)) return `there must be no blank in ${variable}`;
  if (/\$[([<]/.test(text)) return 'a variable stands in curly brackets';
  if (/^\$?aws:userid$/i.test(text)) return 'the variable needs a dollar sign and curly brackets';
  if (/\$\{aws:username\}/i.test(text)) return '${aws:username} has no value for a role session';
  if (/\$\{[^}]*$/.test(text)) return 'the closing bracket is missing';
  if (text.replace(/[^a-z]/gi, '') === 'awsuserid') return difference(variable, text);
  if (/\$\{/.test(text)) return right;
  return `it is plain text, and ${right}`;
}
