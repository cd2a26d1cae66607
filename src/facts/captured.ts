import { Absent, defineFact, demand, optional, type Seen, Undecided, Unseen } from '../fact.ts';
import { parsePolicy, type Statement, statements } from '../iam/document.ts';
import { namesAction } from '../iam/evaluate.ts';
import type { Capture } from '../saml/capture.ts';
import { type CaptureProblem, judgeCapture } from '../saml/response.ts';
import type { SignatureState } from '../saml/signature.ts';
import { caller } from './caller.ts';
import { application, identityProvider } from './chain.ts';
import { connectInstance } from './connect-instance.ts';
import { connectUsers } from './connect-users.ts';
import { role } from './role.ts';
import type { SamlProvider } from './saml-providers.ts';
import { ownCapture } from './own-capture.ts';

export interface CaptureJudgement {
  readonly wrong: readonly CaptureProblem[];
  readonly odd: readonly CaptureProblem[];
  /** Whose sign-in it was: the session name. */
  readonly user: string;
  /** Newer sign-ins in the recording came from other applications. */
  readonly passedOver: boolean;
}

/** The XML signature library is loaded for a capture alone. */
async function signatureOf(capture: Capture, provider: SamlProvider): Promise<SignatureState | undefined> {
  if (!provider.metadata) return undefined;
  const { verifySignature } = await import('../saml/signature.ts');
  return verifySignature(capture, provider.metadata.certificates);
}

const allowing = (trust: string): readonly Statement[] => {
  const read = parsePolicy(trust);
  return 'document' in read ? statements(read.document).filter(({ effect }) => effect === 'Allow') : [];
};

/** What the trust policy allows, as it says it; and by name what a session with tags or a source identity needs of it. */
const actionsOf = (trust: string): string[] => [
  ...allowing(trust).flatMap(({ actions }) => actions ?? []),
  ...['sts:TagSession', 'sts:SetSourceIdentity'].filter((action) =>
    allowing(trust).some((statement) => namesAction(statement, { action, context: {} }) !== false),
  ),
];

/** The addresses that the trust policy takes responses for; none where a statement takes any, or says it in another way. */
function audiencesOf(trust: string): string[] {
  const each = allowing(trust).map(({ conditions }) =>
    conditions.flatMap(({ key, operator, values }) =>
      key.toLowerCase() === 'saml:aud' && /^String(Equals|Like)$/.test(operator) ? values : [],
    ),
  );
  return each.some((values) => values.length === 0) ? [] : each.flat();
}

const isAbsent = (need: Seen<unknown>): boolean => !need.seen && need.error instanceof Absent;

/** The captured sign-in, link by link, against what the account has. */
export const captured = defineFact({
  name: 'the captured sign-in',
  needs: {
    ownCapture,
    caller,
    provider: optional(identityProvider),
    application: optional(application),
    role: optional(role),
    connectUsers: optional(connectUsers),
    instance: optional(connectInstance),
  },
  async gather({ ownCapture, caller, provider, application, role, connectUsers, instance }): Promise<CaptureJudgement> {
    if (!ownCapture) throw new Unseen('No captured sign-in was given: record one and give it with --saml.');
    const { capture, passedOver } = ownCapture;
    const signature = provider.seen ? await signatureOf(capture, provider.value) : undefined;
    const problems = judgeCapture(capture, {
      partition: caller.partition,
      ...(provider.seen &&
        provider.value.metadata && {
          providerEntityId: provider.value.metadata.entityId,
          certificates: provider.value.metadata.certificates,
        }),
      ...(application.seen && { application: application.value.id }),
      ...(signature && { signature }),
      ...(role.seen && {
        maxSessionDuration: role.value.maxSessionDuration,
        trustActions: actionsOf(role.value.trust),
        audiences: audiencesOf(role.value.trust),
      }),
      ...(role.seen &&
        provider.seen && {
          pair: {
            roleArn: role.value.arn,
            providerArn: provider.value.arn,
            partition: caller.partition,
            account: caller.accountId,
          },
        }),
      ...(instance.seen && {
        relay: {
          region: instance.value.region,
          instanceId: instance.value.id,
          instanceArn: instance.value.arn,
          alias: instance.value.alias,
          partition: caller.partition,
        },
      }),
      ...(connectUsers.seen && { connectUsernames: connectUsers.value.map(({ username }) => username) }),
    });
    if (!problems.some(({ severity }) => severity === 'fail')) {
      // A link that nothing could be compared with is not one that holds.
      const lacking = [provider, role, connectUsers].filter(({ seen }) => !seen);
      for (const link of lacking.toSorted((a, b) => Number(isAbsent(b)) - Number(isAbsent(a)))) demand<unknown>(link);
      if (!signature)
        throw new Undecided('The signature could not be verified: the identity provider’s metadata cannot be read.');
    }
    return {
      passedOver,
      wrong: problems.filter(({ severity }) => severity === 'fail'),
      odd: problems.filter(({ severity }) => severity === 'warn'),
      user:
        capture.attributes.find(({ name }) => name.endsWith('/RoleSessionName'))?.values[0] ??
        capture.nameId ??
        'somebody',
    };
  },
});
