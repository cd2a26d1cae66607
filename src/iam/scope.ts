import type { Problem } from '../check.ts';
import { someNames } from '../text/list.ts';
import { difference, nearest } from '../text/near.ts';
import {
  hasVariables,
  parsePolicy,
  statements,
  statementTitle,
  type PolicyDocument,
  type Statement,
} from './document.ts';
import { evaluate, type Decision } from './evaluate.ts';
import { breadth } from './scope-breadth.ts';
import { brokenLinks } from './scope-links.ts';
import { hangsOnName } from './session-names.ts';
import { ownResource } from './scope-resource.ts';
import { anySession, federationAction, federationRequest, type Session } from './sign-in.ts';

export { scopeCauses, type ScopeCause } from './scope-causes.ts';
export { printPolicy } from './document.ts';

export interface ScopeExpected extends Session {
  /** The sessions that matter: the usernames of the agents. Left out or empty: every session there could be. */
  readonly sessionNames?: readonly string[];
}

export interface ScopeJudgement {
  /** `broad` grants it, and more. */
  readonly verdict: 'grants' | 'broad' | 'refuses' | 'unsure';
  /** The first leads; codes are causes, without a check's id. Empty for `grants`. */
  readonly problems: readonly Problem[];
}

/** Whether whom a policy lets in hangs on the usernames of the agents: without them nothing can be said of it. */
export function scopeHangsOnName(text: string, session: Session): boolean {
  const read = parsePolicy(text);
  if ('fault' in read) return false;
  const policy = [{ name: 'policy', document: read.document }];
  return hangsOnName([read.document], (name) => evaluate(policy, federationRequest(session, name)).decision);
}

/** Whether a permissions policy lets every signed-in user of this instance in, and no more. */
export function judgeScope(policy: PolicyDocument | string, expected: ScopeExpected): ScopeJudgement {
  const read = typeof policy === 'string' ? parsePolicy(policy) : { document: policy };
  if ('fault' in read) return { verdict: 'refuses', problems: [{ code: 'not-json', message: read.fault }] };
  const { document } = read;
  const decide = (name: string): Decision =>
    evaluate([{ name: 'policy', document }], federationRequest(expected, name));
  const names = expected.sessionNames?.length ? expected.sessionNames : [anySession];
  const decisions = names.map(decide);
  const refused = names.filter(
    (_, index) => decisions[index]?.decision === 'deny' || decisions[index]?.decision === 'none',
  );
  const denied = decisions.find(({ decision }) => decision === 'deny');
  if (denied !== undefined) return { verdict: 'refuses', problems: [denyProblem(document, denied)] };
  if (refused.length > 0) return refusal(document, expected, names, refused);
  const doubt = decisions.find(({ decision }) => decision === 'unsure');
  if (doubt !== undefined) return { verdict: 'unsure', problems: [unsureProblem(doubt)] };
  const problems = [...someUsers(decide(anySession), names, expected), ...breadth(document, expected, names)];
  return { verdict: problems.length > 0 ? 'broad' : 'grants', problems };
}

/** The policy of the workshop for this instance. */
export const scopeDocument = (expected: Pick<ScopeExpected, 'instanceArn'>): object => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Statement1', Effect: 'Allow', Action: federationAction, Resource: [ownResource(expected)] }],
});

const titleOf = (by: Decision['by']): string =>
  by === undefined ? 'The policy' : statementTitle(by.statement, by.sid);

function denyProblem(document: PolicyDocument, { by }: Decision): Problem {
  const alone = !statements(document).some(({ effect }) => effect === 'Allow');
  return {
    code: 'deny',
    message: `${titleOf(by)} denies ${federationAction}${alone ? '' : ', whatever the other statements allow'}.`,
    expected: alone ? 'Allow' : `no Deny of ${federationAction}`,
    actual: 'Deny',
  };
}

const unsureProblem = ({ by, why }: Decision): Problem => ({
  code: 'unsure',
  message: `${titleOf(by)} cannot be judged: ${why ?? 'it may or may not apply'}.`,
});

function refusal(
  document: PolicyDocument,
  expected: ScopeExpected,
  all: readonly string[],
  refused: readonly string[],
): ScopeJudgement {
  if (refused.length < all.length) {
    const message = `The policy lets some agents in and refuses ${someNames(refused)}.`;
    return { verdict: 'refuses', problems: [{ code: 'some-users', message, expected: ownResource(expected) }] };
  }
  const role = expected.roleId === undefined ? namedRole(document) : undefined;
  if (role !== undefined) {
    const message = `The policy names the role id ${role}, and the role's own id is not known yet.`;
    return { verdict: 'unsure', problems: [{ code: 'unsure', message, expected: ownResource(expected) }] };
  }
  return {
    verdict: 'refuses',
    problems: [...versionProblem(document), ...brokenLinks(document, expected, refused[0] ?? anySession)],
  };
}

/** Where a statement may speak of a user: its resources and the values of its conditions. */
const textsOf = ({ resources, conditions }: Statement): readonly string[] =>
  (resources ?? []).concat(conditions.flatMap(({ values }) => values));

/** The id of a role that a document names. */
const namedRole = (document: PolicyDocument): string | undefined =>
  statements(document)
    .flatMap(textsOf)
    .map((text) => /AROA[A-Z0-9]{12,28}(?=:)/.exec(text)?.[0])
    .find((id) => id !== undefined);

/** The sign-in of the known agents works, and that of the next one may not. */
const someUsers = ({ decision }: Decision, all: readonly string[], expected: ScopeExpected): Problem[] =>
  decision === 'allow'
    ? []
    : [
        {
          code: 'some-users',
          message: `The policy lets in ${all.length === 1 ? 'the agent' : 'the agents'} of today, and not everybody who signs in.`,
          expected: ownResource(expected),
        },
      ];

const misspelt = (document: PolicyDocument): string => {
  const near = Object.keys(document).find((key) => nearest(key, ['Version']) !== undefined);
  return near === undefined ? '' : ` (but "${near}")`;
};

/** Before 2012-10-17 the policy language has no variables: `${aws:userid}` is text like any other. */
function versionProblem(document: PolicyDocument): Problem[] {
  const allowing = statements(document).filter(({ effect }) => effect === 'Allow');
  const uses = allowing.flatMap(textsOf).some((text) => text.includes('${'));
  if (hasVariables(document) || !uses) return [];
  const written: unknown = document.Version;
  const missing = written === undefined;
  const near =
    typeof written === 'string' && nearest(written, ['2012-10-17'], 1) ? difference('2012-10-17', written) : '';
  const message = missing
    ? `The policy has no Version${misspelt(document)}, so IAM reads \${aws:userid} as plain text.`
    : `The policy has ${typeof written === 'string' ? `the Version "${written.slice(0, 40)}"${near && ` (${near})`}` : 'a Version that is no text'}, in which IAM reads \${aws:userid} as plain text.`;
  return [
    {
      code: missing ? 'no-version' : 'old-version',
      message,
      expected: '2012-10-17',
      ...(typeof written === 'string' ? { actual: written } : {}),
    },
  ];
}
