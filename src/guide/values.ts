import { consolePage } from '../console.ts';
import type { Run } from '../engine.ts';
import type { Seen, Settings } from '../fact.ts';
import { caller } from '../facts/caller.ts';
import { application, identityProvider } from '../facts/chain.ts';
import { type ConnectInstance, connectInstance } from '../facts/connect-instance.ts';
import { agents } from '../facts/connect-users.ts';
import { isLogin } from '../facts/counterparts.ts';
import { agentsGroup } from '../facts/groups.ts';
import { identityCenter, type IdentityCenterInstance } from '../facts/identity-center.ts';
import { canSignIn, identityUsers } from '../facts/identity-users.ts';
import { role } from '../facts/role.ts';
import { printPolicy, scopeDocument } from '../iam/scope.ts';
import { trustDocument } from '../iam/trust.ts';
import { relayStateFor, undocumentedRelayState } from '../saml/relay-state.ts';
import { roleAttributeFor, roleAttributeName } from '../saml/role-attribute.ts';
import type { PageName, ValueName } from './steps.ts';

/** What a value is called, and which check has to hold before it is known. */
export const lacking: Readonly<Partial<Record<ValueName, readonly [what: string, check: string]>>> = {
  account: ['the account id', 'organization-present'],
  relayState: ['the relay state', 'connect-instance'],
  policy: ['the policy document', 'connect-instance'],
  trust: ['the trust policy', 'identity-provider'],
  roleAttribute: ['the pair of ARNs', 'role-trust'],
  email: ['the e-mail address of the person who will test the sign-in', 'connect-user'],
  userName: ['the username in Identity Center', 'identity-user'],
};

/** Every value and link that this account knows already; what is missing is absent. */
export interface AccountValues {
  readonly values: Readonly<Partial<Record<ValueName, string>>>;
  readonly pages: Readonly<Partial<Record<PageName, string>>>;
  /** Why a value will never be known. */
  readonly unknowable?: Readonly<Partial<Record<ValueName, string>>>;
}

const valueOf = <T>(seen: Seen<T>): T | undefined => (seen.seen ? seen.value : undefined);

/**
 * Reads what the values are made of. What does not exist yet and has its name from the workshop is foretold: the ARN
 * of a role follows from the account and the name, so that no step has to wait for another one.
 */
export async function accountValues(run: Run, settings: Settings): Promise<AccountValues> {
  const [who, instance, center, app, provider, theRole, group, tester] = await Promise.all([
    run.see(caller).then(valueOf),
    run.see(connectInstance).then(valueOf),
    run.see(identityCenter).then(valueOf),
    run.see(application).then(valueOf),
    run.see(identityProvider).then(valueOf),
    run.see(role).then(valueOf),
    run.see(agentsGroup).then(valueOf),
    whoTests(run),
  ]);
  const { names, region } = settings;
  const arn = (kind: string, name: string): string | undefined =>
    who && `arn:${who.partition}:iam::${who.accountId}:${kind}/${name}`;
  const providerArn = provider?.arn ?? arn('saml-provider', names.provider);
  const roleArn = theRole?.arn ?? arn('role', names.role);
  const relayState =
    who && instance && relayStateFor({ region: instance.region, instanceId: instance.id, partition: who.partition });
  const values: AccountValues['values'] = {
    region: instance?.region ?? region,
    application: app?.name ?? names.application,
    provider: provider?.name ?? names.provider,
    policyName: names.policy,
    role: theRole?.name ?? names.role,
    roleAttributeName,
    sessionAttribute: 'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
    userEmail: '${user:email}',
    group: group?.name ?? names.group,
    agentProfile: 'Agent',
    ...(who && { account: who.accountId }),
    ...(relayState && { relayState }),
    ...(instance && { policy: printPolicy(scopeDocument({ instanceArn: instance.arn })) }),
    ...(who && providerArn && { trust: printPolicy(trustDocument({ providerArn, partition: who.partition })) }),
    ...(roleArn && providerArn && { roleAttribute: roleAttributeFor({ roleArn, providerArn }) }),
    ...tester,
  };
  return {
    values,
    pages: pagesOf(settings, { instance, center, applicationId: app?.id, role: theRole?.name }),
    ...(who && instance && !relayState && { unknowable: { relayState: undocumentedRelayState(who.partition) } }),
  };
}

/** Whose sign-in is to be tested: an agent without a counterpart first, for that one needs work; else whoever there is. */
async function whoTests(run: Run): Promise<Pick<AccountValues['values'], 'email' | 'userName'>> {
  const [seenAgents, seenUsers] = await Promise.all([run.see(agents), run.see(identityUsers)]);
  const logins = seenAgents.seen
    ? seenAgents.value.map(({ user }) => user.username).filter((name) => name.includes('@'))
    : [];
  const users = seenUsers.seen ? seenUsers.value.filter(canSignIn) : [];
  const addresses = new Set(users.flatMap(({ primaryEmail }) => primaryEmail ?? []));
  const email = logins.find((login) => !addresses.has(login)) ?? logins[0] ?? [...addresses].find(isLogin);
  const user = users.find(({ primaryEmail }) => primaryEmail?.toLowerCase() === email?.toLowerCase());
  return { ...(email && { email }), ...(user && { userName: user.userName }) };
}

/** The address that every directory has from the start, whatever others it was given later. */
const accessPortal = ({ arn, identityStoreId }: IdentityCenterInstance): string | undefined =>
  arn.startsWith('arn:aws:') && /^d-[0-9a-f]{10}$/.test(identityStoreId)
    ? `https://${identityStoreId}.awsapps.com/start`
    : undefined;

interface Known {
  readonly instance: ConnectInstance | undefined;
  readonly center: IdentityCenterInstance | undefined;
  readonly applicationId: string | undefined;
  readonly role: string | undefined;
}

function pagesOf(settings: Settings, { instance, center, applicationId, role }: Known): AccountValues['pages'] {
  const home = center?.primaryRegion ?? settings.identityCenterRegion ?? settings.region;
  const { region } = settings;
  const applications = consolePage.applications(center?.region ?? home);
  return {
    organizations: consolePage.organizations(region),
    identityCenter: consolePage.identityCenter(home),
    applications,
    application:
      center && applicationId ? consolePage.application(center.region, center.arn, applicationId) : applications,
    identityProviders: consolePage.identityProviders(region),
    policies: consolePage.policies(region),
    roles: consolePage.roles(region),
    role: role ? consolePage.role(region, role) : consolePage.roles(region),
    connect: consolePage.connect(region),
    connectAdmin: instance?.accessUrl ?? consolePage.connect(region),
    portal: (center && accessPortal(center)) ?? consolePage.identityCenter(home),
  };
}
