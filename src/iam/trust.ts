import type { Problem } from '../check.ts';
import { someNames } from '../text/list.ts';
import { all, isUnsure } from './truth.ts';
import { holds } from './conditions.ts';
import { parsePolicy, statements, type PolicyDocument, type Statement } from './document.ts';
import { applies, evaluate, scopeOf, type Decision } from './evaluate.ts';
import { anySession, samlAction, samlRequest } from './sign-in.ts';
import { hangsOnName } from './session-names.ts';
import { globalAudience, isOtherEndpoint } from './trust-audience.ts';
import { titleOf, trustLinks } from './trust-links.ts';

export { takesResponses } from './trust-audience.ts';
export { trustCauses, type TrustCause } from './trust-causes.ts';

export interface TrustExpected {
  readonly providerArn: string;
  /** The ARNs of every SAML provider that the account has. */
  readonly providers: readonly string[];
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The provider's entityID, where its metadata could be read. */
  readonly issuer?: string;
  /** The Recipient of a captured response; left out: the partition's global endpoint, the application's default. */
  readonly audience?: string;
  /** The sessions that matter: the usernames of the agents, where they are known. */
  readonly sessionNames?: readonly string[];
  readonly now: Date;
}

export interface TrustJudgement {
  /** `loose` trusts the provider, and more than is needed. */
  readonly verdict: 'trusts' | 'loose' | 'refuses' | 'unsure';
  /** The first leads; codes are causes, without a check's id. Empty for `trusts`. */
  readonly problems: readonly Problem[];
  /** `unsure` only because it hangs on the agents' usernames, which were not given. */
  readonly namesDecide?: true;
}

/** Where the responses of this sign-in are made for, as far as it is known. */
const audienceOf = (expected: Pick<TrustExpected, 'audience' | 'partition'>): string | undefined =>
  expected.audience ?? globalAudience(expected.partition);

/** Whether a trust policy lets users of the provider assume the role by SAML. */
export function judgeTrust(policy: PolicyDocument | string, expected: TrustExpected): TrustJudgement {
  const read = typeof policy === 'string' ? parsePolicy(policy) : { document: policy };
  if ('fault' in read) return { verdict: 'refuses', problems: [{ code: 'not-json', message: read.fault }] };
  const { document } = read;
  const found = decide(document, expected);
  if (found.decision === 'deny') return { verdict: 'refuses', problems: [denied(document, found)] };
  if (found.decision === 'unsure') return unsureJudgement(document, expected, found);
  if (found.decision === 'none') {
    const other = otherEndpoint(document, expected);
    if (other !== undefined) return { verdict: 'loose', problems: [elsewhere(other, expected)] };
    const request = requestOf(expected, { sessionName: found.sessions[0] });
    return { verdict: 'refuses', problems: trustLinks(document, request, expected, found.sessions) };
  }
  const problems = [...someUsers(document, expected, found), ...looseness(document, expected)];
  return { verdict: problems.length > 0 ? 'loose' : 'trusts', problems };
}

/** What is decided, and of whose sessions where it hangs on the name. */
interface Decided extends Decision {
  readonly sessions: readonly string[];
}

const ask = (document: PolicyDocument, expected: TrustExpected, differs: Differs = {}): Decision =>
  evaluate([{ name: 'trust', document }], requestOf(expected, differs));

/** Of every agent's session; the worst that any of them meets. */
function decide(document: PolicyDocument, expected: TrustExpected, audience?: string): Decided {
  const whoever = ask(document, expected, { audience });
  const names = expected.sessionNames ?? [];
  if (whoever.decision !== 'unsure' || names.length === 0) return { ...whoever, sessions: [] };
  const each = names.map((sessionName) => ({ sessionName, ...ask(document, expected, { audience, sessionName }) }));
  const worst = (['deny', 'none', 'unsure'] as const).find((kind) => each.some(({ decision }) => decision === kind));
  const [first, ...more] = each.filter(({ decision }) => decision === (worst ?? 'allow'));
  return { ...(first ?? whoever), sessions: [first, ...more].flatMap((one) => one?.sessionName ?? []) };
}

function unsureJudgement(document: PolicyDocument, expected: TrustExpected, found: Decision): TrustJudgement {
  const known = (expected.sessionNames ?? []).length > 0;
  const byName = (sessionName: string): Decision['decision'] => ask(document, expected, { sessionName }).decision;
  return {
    verdict: 'unsure',
    problems: [doubt(found)],
    ...(!known && hangsOnName([document], byName) && { namesDecide: true }),
  };
}

/** The documented endpoint, other than the application's default, for which the document would do; none once a capture tells which it is. */
function otherEndpoint(document: PolicyDocument, expected: TrustExpected): string | undefined {
  if (expected.audience !== undefined) return undefined;
  const written = statements(document)
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === 'saml:aud'))
    .flatMap(({ values }) =>
      values.map((value) => value.replace(/\*$/, '').replace('://*.', `://${expected.region}.`)),
    );
  return written.find(
    (address) =>
      isOtherEndpoint(address, expected.partition) && decide(document, expected, address).decision === 'allow',
  );
}

const elsewhere = (address: string, expected: TrustExpected): Problem => ({
  code: 'other-endpoint',
  message: `The role takes only responses made for ${address}: the application’s ACS URL has to be that one, and no API shows it.`,
  expected: audienceOf(expected) ?? address,
  actual: address,
});

/** The trust policy that the console writes for SAML 2.0 federation. */
export function trustDocument(expected: Pick<TrustExpected, 'providerArn' | 'audience' | 'partition'>): object {
  const audience = audienceOf(expected);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: expected.providerArn },
        Action: samlAction,
        ...(audience === undefined ? {} : { Condition: { StringEquals: { 'SAML:aud': audience } } }),
      },
    ],
  };
}

interface Differs {
  readonly audience?: string | undefined;
  readonly sessionName?: string | undefined;
}

function requestOf(expected: TrustExpected, { audience = audienceOf(expected), sessionName }: Differs = {}) {
  const unknown = { unknown: `the sign-in endpoint of ${expected.partition} is not known`, present: true } as const;
  return samlRequest({ ...expected, audience: audience ?? unknown, ...(sessionName && { sessionName }) });
}

function denied(document: PolicyDocument, { by, sessions }: Decided): Problem {
  const alone = !statements(document).some(({ effect }) => effect === 'Allow');
  const whom = sessions.length > 0 ? ` to ${someNames(sessions)}` : '';
  const message = `${titleOf(by)} denies ${samlAction}${whom}${alone ? '' : ', whatever the other statements allow'}.`;
  return { code: 'deny', message, expected: alone ? 'Allow' : `no Deny of ${samlAction}`, actual: 'Deny' };
}

const doubt = ({ by, why }: Decision): Problem => ({
  code: 'unsure',
  message: `${titleOf(by)} cannot be judged: ${why ?? 'it may or may not apply'}.`,
});

/** The sign-in of the known agents works, and that of the next one may not. */
const someUsers = (document: PolicyDocument, expected: TrustExpected, { sessions }: Decided): Problem[] =>
  sessions.length === 0 || ask(document, expected, { sessionName: anySession }).decision === 'allow'
    ? []
    : [
        {
          code: 'some-users',
          message: `The trust policy takes the sessions of ${someNames(sessions)}, and not everybody’s who signs in.`,
          expected: 'no condition on sts:RoleSessionName',
        },
      ];

/** What the trust policy admits beyond this provider's responses for this address. */
function looseness(document: PolicyDocument, expected: TrustExpected): Problem[] {
  const allowing = statements(document).filter(({ effect, faults }) => effect === 'Allow' && faults.length === 0);
  const request = requestOf(expected, { sessionName: expected.sessionNames?.[0] });
  const scope = scopeOf(document, request);
  const applying = allowing.filter((statement) => applies(statement, request, scope) === true);
  return [
    ...applying.flatMap((statement) => audienceLoose(statement, document, expected)),
    ...allowing.flatMap((statement) => principalLoose(statement, expected)),
  ];
}

function audienceLoose(statement: Statement, document: PolicyDocument, expected: TrustExpected): Problem[] {
  const [sessionName] = expected.sessionNames ?? [];
  const elsewhere = requestOf(expected, { audience: 'https://elsewhere.example/saml', sessionName });
  const met = all(statement.conditions.map((condition) => holds(condition, scopeOf(document, elsewhere))));
  if (met === false || isUnsure(met)) return [];
  const audience = audienceOf(expected);
  const message = `${titleOf(statement)} has no condition on SAML:aud, so it takes responses that were made for any address.`;
  return [{ code: 'no-audience', message, ...(audience === undefined ? {} : { expected: `SAML:aud ${audience}` }) }];
}

function principalLoose(statement: Statement, { providerArn }: TrustExpected): Problem[] {
  const named = statement.principals ?? [];
  if (named.some(({ name }) => name === '*')) {
    const message = `${titleOf(statement)} trusts everybody ("*"), and the identity provider is enough.`;
    return [{ code: 'any-provider', message, expected: providerArn, actual: '*' }];
  }
  const others = named.filter(({ type, name }) => type !== 'Federated' || name !== providerArn);
  const providers = others.filter(({ type, name }) => type === 'Federated' && name.includes(':saml-provider/'));
  const [code, what] =
    providers.length === others.length
      ? ['more-providers', 'another identity provider']
      : ['more-principals', 'others beside the identity provider'];
  const list = others.map(({ name }) => name);
  const message = `${titleOf(statement)} trusts ${what}: ${someNames(list)}.`;
  return others.length === 0 ? [] : [{ code, message, expected: providerArn, actual: list.join(', ') }];
}
