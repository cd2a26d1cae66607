import type { GuideStep } from './step.ts';

export type { Field, GuideStep, PageName, ValueName } from './step.ts';

const noApi = 'No AWS API does this: it is done by hand, in the console.';

/**
 * The module in the order of the workshop. Today's wording is from the user guides of Identity Center, IAM and
 * Connect; what was renamed since the workshop was written (AWS SSO in July 2022) stands in `workshop`.
 */
export const guideSteps: readonly GuideStep[] = [
  {
    check: 'organization-present',
    page: 'organizations',
    screen: 'AWS Organizations › Create an organization',
    workshop: 'AWS SSO console: Enable AWS SSO, then Create AWS organization',
    actions: [
      'Open AWS Organizations in account {account}.',
      'Choose Create an organization; it has all features from the start.',
    ],
    fields: [],
  },
  {
    check: 'identity-center-enabled',
    page: 'identityCenter',
    screen: 'IAM Identity Center › Enable › Enable with AWS Organizations',
    workshop: 'AWS SSO console: Enable AWS SSO (AWS SSO has been IAM Identity Center since July 2022)',
    actions: [
      'Look at the Region at the top right first: it is chosen for good. {region}, where the Connect instance is, is the simplest.',
      'Choose Enable, then Enable with AWS Organizations. An account instance would have no SAML applications.',
    ],
    fields: [],
    byHandOnly: noApi,
  },
  {
    check: 'connect-instance',
    page: 'connect',
    screen: 'Amazon Connect › Add an instance › Identity management › SAML 2.0-based authentication',
    workshop: 'done in the lab before; its id is the last part of the Instance ARN',
    actions: [
      'If the Region {region} has no instance with SAML 2.0-based authentication, choose Add an instance and select it under Identity management: it cannot be changed afterwards.',
      'The instance id is the last part of the instance ARN; everything below is made from it.',
    ],
    fields: [],
    byHandOnly:
      'An instance costs money and keeps its identity management for good: it is made by hand, in the console.',
  },
  {
    check: 'application-added',
    page: 'applications',
    screen:
      'IAM Identity Center › Applications › Customer managed › Add application › I want to select an application from the catalog',
    workshop: 'AWS SSO console: Applications, Add a new application, search for Amazon Connect, Add application',
    actions: [
      'Applications, tab Customer managed: choose Add application, then “I want to select an application from the catalog”, search for Amazon Connect, and Next.',
      'Under IAM Identity Center metadata, download the IAM Identity Center SAML metadata file: the identity provider needs it. (The workshop calls it AWS SSO SAML metadata file.)',
      'Leave Application start URL blank, and the ACS URL and the SAML audience as they are.',
      'Choose Submit. (The workshop: Save changes.)',
    ],
    fields: [{ label: 'Display name', value: 'application' }],
    byHandOnly: noApi,
  },
  {
    check: 'relay-state',
    page: 'application',
    screen:
      'IAM Identity Center › Applications › Customer managed › {application} › Actions › Edit configuration › Application properties',
    workshop: 'AWS SSO console, the application: Application Properties, Relay state, Save changes',
    actions: [
      'Open the application, choose Actions, Edit configuration.',
      'Under Application properties replace Relay state by the value; leave Application start URL blank; choose Submit.',
    ],
    fields: [{ label: 'Relay state', value: 'relayState' }],
    byHandOnly: noApi,
  },
  {
    check: 'identity-provider',
    page: 'identityProviders',
    screen: 'IAM › Identity providers › Add provider › SAML',
    workshop: 'IAM console: Identity providers, Create Provider, Provider Type SAML, Next Step, Create',
    actions: [
      'Have the metadata file of the application {application} at hand: its page, Actions, Edit configuration, has the download under IAM Identity Center metadata.',
      'Choose Add provider and the type SAML.',
      'Type the provider name, and upload the metadata file of the application {application} under Metadata document.',
      'Choose Add provider.',
    ],
    fields: [{ label: 'Provider name', value: 'provider' }],
    byHandOnly: 'The call needs the application’s metadata file: download it, and give it with --metadata FILE.',
  },
  {
    check: 'policy-scope',
    page: 'policies',
    screen: 'IAM › Policies › Create policy › JSON',
    workshop: 'IAM console: Policies, Create Policy, tab JSON, Review policy, Create policy',
    actions: [
      'Choose Create policy, JSON, and replace the document by this one.',
      'Choose Next, type the policy name, and Create policy.',
    ],
    fields: [
      { label: 'Policy document', value: 'policy' },
      { label: 'Policy name', value: 'policyName' },
    ],
  },
  {
    check: 'role-trust',
    page: 'roles',
    screen: 'IAM › Roles › Create role › SAML 2.0 federation',
    workshop:
      'IAM console: Roles, Create role, SAML 2.0 federation, Allow programmatic and AWS Management Console access, Permissions',
    actions: [
      'Choose Create role, and SAML 2.0 federation as the trusted entity type.',
      'Choose the SAML provider {provider}, and “Allow programmatic and AWS Management Console access”: the trust policy is then the one below.',
      'Choose Next, tick {policyName}, Next, type the role name, and Create role.',
    ],
    fields: [
      { label: 'SAML 2.0–based provider', value: 'provider' },
      { label: 'Trust policy', value: 'trust' },
      { label: 'Role name', value: 'role' },
    ],
  },
  {
    check: 'role-permissions',
    page: 'role',
    screen: 'IAM › Roles › {role} › Permissions › Add permissions › Attach policies',
    workshop:
      'IAM console, Create role: Attach permissions policies, Connect-SSO-Policy, Next: Tags, Next: Review, Create role',
    actions: [
      'It is attached when the role is created. If it is not: open the role {role}, choose Add permissions, Attach policies, tick {policyName}, and Add permissions.',
    ],
    fields: [{ label: 'Policy', value: 'policyName' }],
  },
  {
    check: 'attribute-mapping',
    page: 'application',
    screen: 'IAM Identity Center › Applications › Customer managed › {application} › Actions › Edit attribute mappings',
    workshop: 'AWS SSO console, the application: tab Attribute mappings, add a new attribute mapping, Save changes',
    actions: [
      'Open the application, choose Actions, Edit attribute mappings, and Add new attribute mapping.',
      'Add the attribute with the value below, as one line without a blank after the comma, format unspecified.',
      'See that Subject is {userEmail} with the format emailAddress, and {sessionAttribute} is {userEmail} too.',
      'Choose Save changes.',
    ],
    fields: [
      { label: 'User attribute in the application', value: 'roleAttributeName' },
      { label: 'Maps to this string value or user attribute', value: 'roleAttribute' },
    ],
    byHandOnly: noApi,
  },
  {
    check: 'connect-user',
    page: 'connectAdmin',
    screen: 'Amazon Connect administration site › Users › User management › Add new users',
    workshop:
      'Amazon Connect console, Access URL: User management, Add new users, Create and set up a new user, Create users',
    actions: [
      'Sign in to the administration site as its administrator, and choose Users, User management, Add new users.',
      'The login name is the person’s e-mail address, letter for letter: Connect tells capitals from small letters and cannot change it later.',
      'Choose any routing profile and the security profile {agentProfile}, then Save.',
    ],
    fields: [
      { label: 'Login name', value: 'email' },
      { label: 'Security profiles', value: 'agentProfile' },
    ],
    byHandOnly:
      'The call needs a person: with a user in Identity Center it is proposed; else it is done by hand, in the console.',
  },
  {
    check: 'identity-user',
    page: 'identityCenter',
    screen: 'IAM Identity Center › Users › Add user',
    workshop: 'AWS SSO console: Users, Add User, Next: Groups',
    actions: [
      'Choose Users, Add user, and type the e-mail address of the Connect user, letter for letter; the username may be the same.',
      'Choose Next; on the page of the groups choose Create group, or go on.',
      'Choose Add user: an invitation is sent to that address.',
    ],
    fields: [{ label: 'Email address', value: 'email' }],
    byHandOnly:
      'The call needs a person: with an agent in Connect it is proposed; else it is done by hand, in the console.',
  },
  {
    check: 'email-parity',
    page: 'identityCenter',
    screen: 'IAM Identity Center › Users › the user › Primary information › Edit',
    workshop:
      'make sure that you are using the same email address that you used when creating the user in the Connect instance',
    actions: [
      'Compare the primary e-mail address in Identity Center with the login in Connect, letter for letter: {email}.',
    ],
    fields: [{ label: 'Primary email address', value: 'email' }],
  },
  {
    check: 'agents-group',
    page: 'identityCenter',
    screen: 'IAM Identity Center › Groups › Create group › Add users to group',
    workshop: 'AWS SSO console, Add User: Create group, ConnectAgents, Add user',
    actions: [
      'Choose Groups, Create group, type the group name, tick the users, and Create group.',
      'If the group is there: open it and choose Add users to group.',
    ],
    fields: [
      { label: 'Group name', value: 'group' },
      { label: 'User', value: 'userName' },
    ],
  },
  {
    check: 'group-assignment',
    page: 'application',
    screen: 'IAM Identity Center › Applications › Customer managed › {application} › Assign users and groups › Groups',
    workshop:
      'AWS SSO console, the application: tab Assigned users, Assign users, tab Groups, ConnectAgents, Assign users',
    actions: [
      'Open the application, and under Assigned users and groups choose Assign users and groups.',
      'On the tab Groups tick {group}, and choose Assign users.',
    ],
    fields: [{ label: 'Group', value: 'group' }],
  },
  {
    check: 'sign-in',
    page: 'portal',
    screen: 'the access portal of IAM Identity Center › Applications › {application}',
    workshop: 'Accept invitation, change the password, choose the Connect application in the SSO portal',
    actions: [
      'In the invitation e-mail choose Accept invitation, and set a password.',
      'Sign in to the access portal (Identity Center, Settings, AWS access portal URL) as {userName} in a private window, and choose {application} on the tab Applications.',
      'The agent’s page of Amazon Connect opens. To have it proven, record the sign-in as a HAR file and give it with --saml.',
    ],
    fields: [{ label: 'Username', value: 'userName' }],
    byHandOnly: noApi,
  },
];

export const stepOf = (check: string): GuideStep | undefined => guideSteps.find((step) => step.check === check);
