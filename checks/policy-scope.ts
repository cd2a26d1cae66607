import { coded, defineCheck, fail, type Fix, pass, type Problem, unknown, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { Absent, demand, optional, type Seen } from '../src/fact.ts';
import { caller } from '../src/facts/caller.ts';
import { permission, rightVersion, scope, session } from '../src/facts/grant.ts';
import { localPolicies, namedPolicy, type Policy } from '../src/facts/policies.ts';
import { policyRoom } from '../src/facts/policy-room.ts';
import { settings } from '../src/facts/settings.ts';
import type { PermissionJudgement } from '../src/iam/permissions.ts';
import { printPolicy, scopeCauses, scopeDocument } from '../src/iam/scope.ts';
import { nearest } from '../src/text/near.ts';

export default defineCheck({
  id: 'policy-scope',
  step: 3,
  order: 2,
  title: 'The policy lets each signed-in user into this instance, and no more',
  why: 'Connect lets a role session in only if its policy allows connect:GetFederationToken on that very user of that very instance.',
  causes: {
    ...scopeCauses,
    missing: 'There is no policy by the workshop’s name: create it with the workshop’s document for this instance.',
    elsewhere:
      'Another policy of the role grants the sign-in; the workshop’s own policy is missing or wrong. That works.',
    'not-default': 'A version of the policy is right, but another one is the default: only the default version counts.',
  },
  needs: {
    policy: namedPolicy,
    localPolicies,
    scope,
    rightVersion: optional(rightVersion),
    room: optional(policyRoom),
    permission: optional(permission),
    session,
    caller,
    settings,
  },

  judge({ policy, localPolicies, scope, rightVersion, room, permission, session, caller, settings }) {
    const name = settings.names.policy;
    const document = printPolicy(scopeDocument(session));
    if (policy && scope?.verdict === 'grants')
      return pass(`${name} grants the sign-in to this instance, for each user as itself.`);
    const near = nearest(
      name,
      localPolicies.map((other) => other.name),
    );
    const create: Fix = {
      title: `Create the policy ${name}`,
      calls: [{ service: 'iam', operation: 'CreatePolicy', input: { PolicyName: name, PolicyDocument: document } }],
    };
    const correct =
      policy &&
      correction(
        policy,
        document,
        rightVersion.seen ? rightVersion.value : undefined,
        room.seen ? room.value : undefined,
      );
    const missing: Problem = {
      code: 'missing',
      message: `There is no policy ${name}.`,
      expected: `arn:${caller.partition}:iam::${caller.accountId}:policy/${name}`,
      ...(near && { actual: near }),
    };
    const [first = missing, ...rest] = scope?.problems ?? [];
    if (scope?.verdict === 'broad')
      return warn(led(coded('policy-scope', [first, ...rest])), correct ? { fix: asked(correct, first) } : {});
    const held = heldBy(permission);
    if (held?.verdict === 'granted' || held?.verdict === 'too-much')
      return warn(led(coded('policy-scope', [{ ...first, code: 'elsewhere', message: elsewhere(name, held) }])));
    if (scope?.verdict === 'unsure') return unknown(first.message);
    if (held?.verdict === 'unsure')
      return unknown(
        `${policy ? `${name} does not grant the sign-in` : `There is no policy ${name}`}, and whether another one does is not certain: ${held.problems[0]?.message.replace(/^The/, 'the') ?? ''}`,
      );
    if (policy && demand(rightVersion)) {
      const message = `The version ${demand(rightVersion)} of ${name} is right, and ${policy.version} is the default.`;
      return fail(
        led(
          coded('policy-scope', [
            {
              code: 'not-default',
              message,
              expected: `default version ${demand(rightVersion)}`,
              actual: `default version ${policy.version}`,
            },
          ]),
        ),
        correct ? { fix: correct } : {},
      );
    }
    return fail(led(coded('policy-scope', [first, ...rest])), { fix: correct ?? create });
  },

  byHand: ({ policy, session, settings }) => ({
    text: policy
      ? `IAM, Policies, ${policy.name}: choose Edit, JSON, replace the document by this one, and save it as the default version.`
      : 'IAM, Policies: choose Create policy, JSON, replace the document by this one, and give it the name.',
    ...(settings && { url: consolePage.policies(settings.region) }),
    ...(session && { value: printPolicy(scopeDocument(session)) }),
  }),
});

/** Whom somebody let in by name is a person's to widen. */
const asked = (correct: Fix, { code }: Problem): Fix =>
  code === 'some-users'
    ? { ...correct, caution: `Everybody who signs in may enter then. ${correct.caution ?? ''}`.trimEnd(), choice: true }
    : correct;

/** Where the role does not exist there is nothing it is granted; where its policies could not be judged, nothing can be said. */
const heldBy = (permission: Seen<PermissionJudgement>): PermissionJudgement | undefined =>
  !permission.seen && permission.error instanceof Absent && permission.error.check === 'role-trust'
    ? undefined
    : demand(permission);

const elsewhere = (name: string, { by }: PermissionJudgement): string =>
  by?.policy === name
    ? `${name} grants the sign-in to some agents, and other policies of the role to the rest.`
    : `The role is granted the sign-in by ${by?.policy ?? 'another policy'}, not by ${name}.`;

const led = (problems: readonly Problem[]): [Problem, ...Problem[]] => problems as [Problem, ...Problem[]];

function correction(
  { arn, name, attachments = 0 }: Policy,
  document: string,
  version: string | undefined,
  spare: string | undefined,
): Fix | undefined {
  if (!arn) return undefined;
  const others =
    attachments > 1 ? `${attachments} users, groups or roles have this policy: it changes for all of them.` : '';
  const shared = others === '' ? {} : { caution: others };
  if (version)
    return {
      title: `Make ${version} the default version of ${name}`,
      calls: [{ service: 'iam', operation: 'SetDefaultPolicyVersion', input: { PolicyArn: arn, VersionId: version } }],
      ...shared,
    };
  const add = {
    service: 'iam',
    operation: 'CreatePolicyVersion',
    input: { PolicyArn: arn, PolicyDocument: document, SetAsDefault: true },
  } as const;
  if (!spare) return { title: `Add a corrected version of the policy ${name}`, calls: [add], ...shared };
  return {
    title: `Delete the version ${spare} of the policy ${name} and add a corrected one`,
    calls: [{ service: 'iam', operation: 'DeletePolicyVersion', input: { PolicyArn: arn, VersionId: spare } }, add],
    caution:
      `IAM keeps five versions, and there are five: ${spare}, the oldest that is not the default, has to go for good. ${others}`.trimEnd(),
    choice: true,
  };
}
