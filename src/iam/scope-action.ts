import type { Problem } from '../check.ts';
import { oddities, osa, placeholders, skeleton } from '../text/near.ts';
import { isBlank } from './blank.ts';
import type { Statement } from './document.ts';
import { federationAction } from './sign-in.ts';

interface Cause {
  readonly code: string;
  readonly says: string;
}

/** Why a statement's actions do not contain `connect:GetFederationToken`. */
export function actionProblem(where: string, statement: Statement): Problem {
  if (statement.notActions !== undefined) {
    const message = `${where} excepts ${federationAction} with NotAction.`;
    return { code: 'action-excluded', message, expected: federationAction, actual: statement.notActions.join(', ') };
  }
  const [text = ''] = (statement.actions ?? []).toSorted((left, right) => slips(left) - slips(right));
  const { code, says } = causeOf(text);
  return { code, message: `${where} ${says}.`, expected: federationAction, actual: text };
}

const slips = (text: string): number => osa(text.slice(0, 100).toLowerCase(), federationAction.toLowerCase());

function causeOf(text: string): Cause {
  const plain = text.toLowerCase();
  const wanted = federationAction.toLowerCase();
  const [hole] = placeholders(text);
  const [odd] = oddities(text);
  if (hole !== undefined) return { code: 'placeholder', says: `still has the placeholder ${hole} in its Action` };
  if (plain.replace(/\s+/g, '') === wanted)
    return { code: 'white-space', says: 'has a blank in its Action, and IAM compares every character' };
  if (odd !== undefined && skeleton(text).toLowerCase().trim() === wanted) {
    const code = isBlank(text) ? 'white-space' : 'look-alike';
    return { code, says: `has ${odd} in its Action, and IAM compares every character` };
  }
  if (plain === `${wanted}s`)
    return {
      code: 'action-plural',
      says: 'allows GetFederationTokens, the emergency sign-in of an administrator; SAML sign-in needs GetFederationToken',
    };
  if (/^sts:getfederationtokens?$/.test(plain))
    return {
      code: 'action-sts',
      says: 'allows the action of that name in AWS STS; sign-in needs the one of Amazon Connect',
    };
  if (/^[\w-]+:getfederationtoken$/.test(plain))
    return {
      code: 'action-typo',
      says: `allows an action of the service ${text.split(':', 1)[0]?.slice(0, 40)}, and sign-in needs ${federationAction}`,
    };
  if (plain === 'getfederationtoken') return { code: 'action-typo', says: 'lacks the service in front of its action' };
  if (slips(text) <= 4) return { code: 'action-typo', says: `allows ${text}, which is not quite ${federationAction}` };
  return { code: 'other-action', says: `does not allow ${federationAction}` };
}
