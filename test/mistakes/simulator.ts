// The whole sign-in, from the click in the portal to Connect, written from AWS's documentation and importing nothing
// of the tool but the shape of a world. It knows no checks and no names: only what AWS would do.
import { X509Certificate } from 'node:crypto';
import type { State } from '../../src/sandbox/world.ts';
import { type Ask, isAllowed } from './simulated-iam.ts';

export interface Attempt {
  readonly state: State;
  readonly region: string;
  readonly relayState: string;
  readonly roleAttribute: string;
  /** Connect instance id, ARN or alias that the learner works with. */
  readonly instance?: string;
  readonly now: Date;
}

/** Why somebody cannot sign in; empty where every agent can. */
export function hindrances(attempt: Attempt): string[] {
  const portal = portalOf(attempt);
  if (typeof portal === 'string') return [portal];
  const console = connectOf(attempt);
  if (typeof console === 'string') return [console];
  const { agents } = console;
  if (agents.length === 0) return ['nobody in Connect is an agent'];
  if (!agents.some(({ routed }) => routed)) return ['no agent has a routing profile'];
  return agents.flatMap(({ username }) => personal(attempt, portal, console, username) ?? []);
}

const accountOf = ({ state }: Attempt) => state.accounts[state.caller.account] as State['accounts'][string];
const partitionOf = ({ state }: Attempt): string => (state.region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');
const iamArn = (attempt: Attempt, what: string): string =>
  `arn:${partitionOf(attempt)}:iam::${attempt.state.caller.account}:${what}`;

type Center = State['identityCenter'][string];
interface Portal {
  readonly center: Center;
  readonly application: Center['applications'][string];
  readonly roleName: string;
  readonly provider: string;
}

/** From the pair in the Role attribute to the application that the responses come from. */
function portalOf(attempt: Attempt): Portal | string {
  const { state } = attempt;
  const organization = state.organization;
  if (organization?.featureSet !== 'ALL') return 'no organization with all features';
  const centers = Object.values(state.identityCenter).filter(
    ({ ownerAccountId, status }) => ownerAccountId === organization.managementAccountId && status === 'ACTIVE',
  );
  const pair = pairOf(attempt);
  if (typeof pair === 'string') return pair;
  const held = accountOf(attempt).iam.samlProviders[pair.provider];
  if (!held) return `no provider ${pair.provider}`;
  const trouble = providerTrouble(attempt, held);
  if (trouble !== undefined) return trouble;
  const [, region = '', token = ''] =
    /entityID="https:\/\/portal\.sso\.([a-z0-9-]+)\.amazonaws\.com\/saml\/assertion\/([^"]+)"/.exec(held.metadata) ??
    [];
  const [owner, id = ''] = Buffer.from(token, 'base64').toString().split('_ins-');
  const center = centers.find((one) => one.ownerAccountId === owner && [one.region, ...one.replicas].includes(region));
  const application = center?.applications[`apl-${id}`];
  if (!center || !application) return 'the provider holds the metadata of no application of this Identity Center';
  if (application.status !== 'ENABLED') return 'the application is disabled';
  if (application.visibility !== 'ENABLED') return 'the application is hidden';
  if (application.signInOptions.origin !== 'IDENTITY_CENTER' || application.signInOptions.applicationUrl)
    return 'the application has a start URL';
  if (application.providerArn.endsWith('/custom')) return 'the application is OAuth';
  return { center, application, ...pair };
}

/** Either order; blanks around the two are observed to be harmless. */
function pairOf(attempt: Attempt): { roleName: string; provider: string } | string {
  const parts = attempt.roleAttribute
    .trim()
    .split(',')
    .map((part) => part.trim());
  if (parts.length !== 2) return 'the Role attribute is no pair';
  const { roles, samlProviders } = accountOf(attempt).iam;
  const roleName = Object.entries(roles).find(([name, { path }]) =>
    parts.includes(iamArn(attempt, `role${path}${name}`)),
  )?.[0];
  const provider = Object.keys(samlProviders).find((name) => parts.includes(iamArn(attempt, `saml-provider/${name}`)));
  return roleName === undefined || provider === undefined
    ? 'the Role attribute does not name a role and a provider that exist'
    : { roleName, provider };
}

function providerTrouble(
  { now }: Attempt,
  { metadata, assertionEncryptionMode }: { readonly metadata: string; readonly assertionEncryptionMode?: string },
): string | undefined {
  const certificates = [...metadata.matchAll(/<(?:\w+:)?X509Certificate>([^<]+)</g)].map(
    ([, base64 = '']) => new X509Certificate(Buffer.from(base64, 'base64')),
  );
  const valid = certificates.some(({ validFrom, validTo }) => new Date(validFrom) <= now && now < new Date(validTo));
  if (!valid) return 'no certificate is valid';
  return assertionEncryptionMode === 'Required' ? 'only encrypted assertions are accepted' : undefined;
}

interface Console {
  readonly id: string;
  readonly arn: string;
  readonly agents: readonly { readonly username: string; readonly routed: boolean }[];
}

const pages =
  /^\/(connect\/ccp|connect\/ccp-v2|ccp-v2|agent-app-v2|connect\/agent-app-v2)(\/|$)|^\/$|^\/connect\/?$|^\/(connect\/)?home$/;

/** From the relay state to the instance. */
function connectOf(attempt: Attempt): Console | string {
  const gov = partitionOf(attempt) === 'aws-us-gov';
  const form = gov
    ? /^https:\/\/(?:(us-gov-[a-z]+-\d)\.)?console\.amazonaws-us-gov\.com(?::443)?\/connect\/federate\/([^/?#]*)(?:\?([^#]*))?(?:#.*)?$/
    : /^https:\/\/(?:([a-z0-9-]+)\.)?console\.aws\.amazon\.com(?::443)?\/connect\/federate\/([^/?#]*)(?:\?([^#]*))?(?:#.*)?$/;
  const typed = attempt.relayState.trim().replace(/^[^/]*\/\/[^/]*/, (host) => host.toLowerCase());
  const [whole, region = gov ? 'us-gov-west-1' : 'us-east-1', id = '', query = ''] = form.exec(typed) ?? [];
  if (whole === undefined) return 'the relay state is not a federate address';
  const found = accountOf(attempt).connect[region]?.[id];
  if (!found || region !== attempt.region) return 'the relay state names no instance of this Region';
  if (found.identityManagementType !== 'SAML' || found.status !== 'ACTIVE')
    return 'the instance is not active with SAML';
  const arn = `arn:${partitionOf(attempt)}:connect:${region}:${attempt.state.caller.account}:instance/${id}`;
  if (attempt.instance !== undefined && ![id, arn, found.alias].includes(attempt.instance))
    return 'another instance was meant';
  const destination = query
    .split('&')
    .find((one) => one.startsWith('destination='))
    ?.slice('destination='.length)
    .split('?')[0];
  if (destination !== undefined && !opens(destination)) return 'the destination opens no page';
  return { id, arn, agents: agentsOf(found) };
}

function opens(destination: string): boolean {
  if (destination === '') return true;
  if (destination.includes('/') || /%25/.test(destination) || /%(?![0-9a-f]{2})/i.test(destination)) return false;
  const page = decodeURIComponent(destination);
  return page.startsWith('https://') || pages.test(page);
}

const supervisors = ['Admin', 'CallCenterManager', 'QualityAnalyst'];

function agentsOf({
  users,
  securityProfiles,
  routingProfiles,
}: State['accounts'][string]['connect'][string][string]): Console['agents'] {
  const makesAgent = (id: string): boolean => {
    const profile = securityProfiles[id];
    if (!profile) return false;
    return (
      profile.name === 'Agent' ||
      (!supervisors.includes(profile.name) && profile.permissions.includes('BasicAgentAccess'))
    );
  };
  return Object.values(users)
    .filter(({ securityProfileIds }) => securityProfileIds.some(makesAgent))
    .map(({ username, routingProfileId = '' }) => ({ username, routed: routingProfileId in routingProfiles }));
}

/** One agent's way: the tile, the session, the role, the permission, the login. */
function personal(
  attempt: Attempt,
  { center, application, roleName, provider }: Portal,
  console: Console,
  username: string,
): string | undefined {
  const person = Object.entries(center.users).find(
    ([, { emails }]) => emails.find(({ primary }) => primary)?.value === username,
  );
  if (!person || person[1].status === 'DISABLED')
    return `${username} is nobody's primary e-mail address in Identity Center`;
  const [userId] = person;
  const assigned = application.assignments.some(({ principalType, principalId }) =>
    principalType === 'USER' ? principalId === userId : center.groups[principalId]?.members.includes(userId),
  );
  if (application.assignmentRequired && !assigned) return `${username} does not see the application`;
  if (!/^[\w+=,.@-]{2,64}$/.test(username)) return `${username} is no session name`;
  const role = accountOf(attempt).iam.roles[roleName];
  if (!role) return 'no role';
  const always = { 'aws:securetransport': 'true', 'aws:currenttime': attempt.now.toISOString() };
  const host = partitionOf(attempt) === 'aws-us-gov' ? 'signin.amazonaws-us-gov.com' : 'signin.aws.amazon.com';
  const federated = iamArn(attempt, `saml-provider/${provider}`);
  const endpoints = [`https://${host}/saml`, ...otherEndpoints(role.trust, host)];
  const { metadata = '' } = accountOf(attempt).iam.samlProviders[provider] ?? {};
  const context = {
    ...always,
    'saml:doc': `${attempt.state.caller.account}/${provider}`,
    'saml:iss': /entityID="([^"]+)"/.exec(metadata)?.[1] ?? '',
    'sts:rolesessionname': username,
  };
  const assume: Ask = { action: 'sts:AssumeRoleWithSAML', federated, now: attempt.now, context };
  const trusted = endpoints.some((aud) =>
    isAllowed([role.trust], undefined, { ...assume, context: { ...context, 'saml:aud': aud } }),
  );
  if (!trusted) return 'the role does not trust the provider';
  const session = `${role.roleId}:${username}`;
  const enter: Ask = {
    action: 'connect:GetFederationToken',
    resource: `${console.arn}/user/${session}`,
    now: attempt.now,
    context: {
      ...always,
      'aws:userid': session,
      'aws:requestedregion': attempt.region,
      'aws:principalarn': iamArn(attempt, `role${role.path}${roleName}`),
      'aws:principaltype': 'AssumedRole',
      'aws:principalaccount': attempt.state.caller.account,
      'aws:federatedprovider': federated,
      ...(attempt.state.organization && {
        'aws:principalorgid': attempt.state.organization.id,
        'aws:resourceorgid': attempt.state.organization.id,
      }),
      'aws:tokenissuetime': attempt.now.toISOString(),
      'connect:instanceid': [console.id, console.arn],
    },
  };
  const boundary = role.boundary === undefined ? undefined : documentOf(attempt, role.boundary);
  const identity = [...role.attached.map((arn) => documentOf(attempt, arn)), ...Object.values(role.inline)];
  return isAllowed(identity, boundary, enter) ? undefined : `the role may not let ${username} into the instance`;
}

/** Documented endpoints that the trust policy names: the application may post to one of them, for no API shows where it does. */
const otherEndpoints = (trust: string, host: string): string[] =>
  [...trust.matchAll(/https:\/\/[^"]+/g)]
    .map(([written]) => written.replace('://*.', '://eu-west-1.'))
    .filter(
      (url) =>
        url.startsWith(`https://${host}/saml/acs/`) ||
        (/^https:\/\/[a-z]{2}(-[a-z]+)+-\d\./.test(url) && url.endsWith(`.${host}/saml`)),
    );

const statement = (Action: unknown): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
/** AWS's own, as far as they speak of Connect. */
const managed: Readonly<Record<string, string>> = {
  AdministratorAccess: statement('*'),
  ReadOnlyAccess: statement(['connect:Describe*', 'connect:List*', 'connect:Search*']),
};

function documentOf(attempt: Attempt, arn: string): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  if (arn.includes(':iam::aws:')) return managed[name] ?? '';
  const policy = accountOf(attempt).iam.policies[name];
  return policy && arn === iamArn(attempt, `policy${policy.path}${name}`)
    ? (policy.versions[policy.defaultVersion]?.document ?? '')
    : '';
}
