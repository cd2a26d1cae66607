import { osa } from '../text/near.ts';
import type { ContextValue } from './conditions.ts';
import type { Request } from './evaluate.ts';

/** The role session that the federation endpoint of Amazon Connect acts for. Members that are not known yet are absent. */
export interface Session {
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly providerArn?: string;
  readonly roleArn?: string;
  readonly roleId?: string;
  /** The id of the account's organization; null where it is in none. */
  readonly organizationId?: string | null;
  readonly now: Date;
}

export const federationAction = 'connect:GetFederationToken';
export const samlAction = 'sts:AssumeRoleWithSAML';

// Nobody's role and nobody's e-mail address: what is allowed for these two is allowed for all.
export const anyRoleId = 'AROAW3Q7ANYBODYSROLE9';
export const anySession = 'q7.any-session_w3@nobody.example';

/** `aws:userid` of a role session (IAM User Guide, "Principal key values"). */
export const userId = (session: Session, name: string): string => `${session.roleId ?? anyRoleId}:${name}`;

/**
 * The one request that sign-in to Amazon Connect rests on, for the session of that name. SAML sign-in asks for
 * `<instance ARN>/user/<aws:userid>` (Amazon Connect Administrator Guide, "Configure SAML with IAM").
 */
export function federationRequest(session: Session, name: string): Request {
  const id = userId(session, name);
  return {
    action: federationAction,
    resource: `${session.instanceArn}/user/${id}`,
    context: {
      ...always(session.now),
      'aws:userid': id,
      'aws:username': null, // "requests made using … IAM roles do not include this key"
      'aws:PrincipalType': 'AssumedRole',
      'aws:PrincipalArn': session.roleArn ?? present('the role is not known'),
      'aws:PrincipalAccount': session.account,
      'aws:ResourceAccount': session.account,
      'aws:PrincipalIsAWSService': 'false',
      'aws:PrincipalServiceName': null,
      'aws:PrincipalServiceNamesList': null,
      'aws:RequestedRegion': session.region,
      ...(session.organizationId !== undefined && {
        'aws:PrincipalOrgID': session.organizationId,
        'aws:ResourceOrgID': session.organizationId,
      }),
      // "For … AssumeRoleWithSAML … AWS cannot determine whether that provider required MFA" (IAM User Guide, "Configuring
      // MFA-protected API access"): the key is false or not there.
      'aws:MultiFactorAuthPresent': {
        either: ['false', null],
        why: 'AWS does not document whether a SAML session has the key aws:MultiFactorAuthPresent',
      },
      'aws:MultiFactorAuthAge': null,
      'aws:FederatedProvider': session.providerArn ?? present('the identity provider is not known'),
      // Every sign-in begins a new session, so a Deny for sessions older than some day never meets it.
      'aws:TokenIssueTime': session.now.toISOString(),
      'aws:ViaAWSService': present('AWS does not document it for the federation endpoint'),
      // AWS's examples compare it with the instance's id; policies in use compare it with the ARN as well.
      'connect:InstanceId': { spellings: [session.instanceId, session.instanceArn] },
      'saml:namequalifier': present('it is taken from the sign-in'),
      'saml:sub': present('it is taken from the sign-in'),
      'saml:sub_type': present('it is taken from the sign-in'),
    },
    otherwise: unlisted,
  };
}

/** The request by which the identity provider's assertion becomes a session of the role. */
export function samlRequest(trusted: {
  readonly providerArn: string;
  readonly account: string;
  /** The provider's entityID, where its metadata could be read. */
  readonly issuer?: string;
  /** Whose session it is to be: in a sign-in that reaches Connect the RoleSessionName is the agent's login. */
  readonly sessionName?: string;
  readonly audience: ContextValue;
  readonly now: Date;
}): Request {
  const taken = present('it is taken from the sign-in');
  return {
    action: samlAction,
    principal: { type: 'Federated', name: trusted.providerArn },
    context: {
      ...always(trusted.now),
      'saml:aud': trusted.audience,
      // "account-ID/provider-friendly-name" (IAM User Guide, "Available keys for SAML-based AWS STS federation").
      'saml:doc': `${trusted.account}/${trusted.providerArn.split('/').at(-1) ?? ''}`,
      // IAM takes a response only if its issuer is the one in the metadata (IAM User Guide, "Troubleshooting SAML 2.0 federation").
      'saml:iss': trusted.issuer ?? taken,
      'saml:sub': taken,
      'saml:sub_type': taken,
      'saml:namequalifier': taken,
      'sts:RoleSessionName': trusted.sessionName ?? taken,
      'sts:ExternalId': null, // AssumeRole only
      'aws:username': null,
      'aws:userid': { unknown: 'AWS does not document it for this request' },
      // The request is not signed: it is the one that issues credentials.
      'aws:TokenIssueTime': null,
      'aws:MultiFactorAuthPresent': null,
      'aws:MultiFactorAuthAge': null,
    },
    otherwise: (key) => (mayBeAsserted(key) ? { unknown: 'it is taken from the sign-in' } : unlisted(key)),
  };
}

/** A condition on it is one that no sign-in by SAML meets, and half a sentence that says so. */
export const isMultiFactor = (key: string): boolean => /^aws:multifactorauth(?:present|age)$/i.test(key);
export const noMultiFactor = 'that no SAML sign-in meets: AWS cannot tell whether somebody gave a second factor';

/** What else the trust policy may compare (Service Authorization Reference, AssumeRoleWithSAML). */
const mayBeAsserted = (key: string): boolean =>
  /^saml:(cn|commonname|givenname|mail|name|organizationstatus|primarygroupsid|surname|uid|x500uniqueidentifier)$/.test(
    key,
  ) ||
  /^saml:edu(person|org)[a-z]+$/.test(key) ||
  /^sts:(sourceidentity|transitivetagkeys)$/.test(key);

const present = (why: string): ContextValue => ({ unknown: why, present: true });

const always = (now: Date): Record<string, ContextValue> => ({
  'aws:SecureTransport': 'true',
  'aws:CurrentTime': now.toISOString(),
  'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
});

/** The global condition keys that no case above settles (IAM User Guide, "AWS global condition context keys"). */
const global = (
  'calledvia calledviafirst calledvialast ec2instancesourcevpc ec2instancesourceprivateipv4 federatedprovider ' +
  'multifactorauthage multifactorauthpresent principalaccount principalarn principalorgid principalorgpaths principaltype ' +
  'referer requestedregion resourceaccount resourceorgid resourceorgpaths sourceaccount sourcearn sourceidentity sourceip ' +
  'sourceorgid sourceorgpaths sourcevpc sourcevpce sourcevpcarn tagkeys tokenissuetime useragent userid viaawsservice ' +
  'vpceaccount vpceorgid vpceorgpaths vpcsourceip assumedroot currenttime epochtime securetransport username'
).split(' ');

/** Another service's key is not in the request; a global key may be, unless it is one misspelt. */
function unlisted(key: string): ContextValue {
  const [prefix, name = ''] = key.split(/:(.*)/s);
  if (prefix !== 'aws') return null;
  const known = name.includes('/') || global.includes(name);
  const misspelt = !known && name.length < 40 && global.some((real) => osa(name, real) <= 2);
  return misspelt ? null : { unknown: 'it depends on where and how somebody signs in' };
}
