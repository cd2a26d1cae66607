import type { Call, InputOf, Service, Surface } from '../aws/surface.ts';
import { consolePage } from '../console.ts';

/** Where a person does the same in the console: the page, and what to choose on it. */
export interface ConsolePath {
  readonly path: string;
  readonly url: string;
}

type Paths = {
  readonly [S in Service]: {
    readonly [O in keyof Surface[S]['writes']]: (input: InputOf<Surface[S]['writes'][O]>) => string;
  };
};

const last = (arn: string | undefined): string => (arn ?? '').split('/').at(-1) ?? '';

const paths: Paths = {
  sts: {},
  cloudtrail: {},
  organizations: {
    CreateOrganization: () => 'AWS Organizations › Create an organization',
    EnableAllFeatures: () => 'AWS Organizations › Settings › Begin process to enable all features',
    DeleteOrganization: () => 'AWS Organizations › Settings › Delete organization',
  },
  'sso-admin': {
    UpdateApplication: ({ Status }) =>
      `IAM Identity Center › Applications › Customer managed › the application › Actions › ${Status === undefined ? 'Edit configuration' : Status === 'ENABLED' ? 'Enable' : 'Disable'}`,
    CreateApplicationAssignment: () =>
      'IAM Identity Center › Applications › Customer managed › the application › Assign users and groups',
    DeleteApplicationAssignment: () =>
      'IAM Identity Center › Applications › Customer managed › the application › Assigned users and groups › Remove access',
  },
  identitystore: {
    CreateUser: () => 'IAM Identity Center › Users › Add user',
    UpdateUser: () => 'IAM Identity Center › Users › the user › Primary information › Edit',
    DeleteUser: () => 'IAM Identity Center › Users › the user › Delete user',
    CreateGroup: () => 'IAM Identity Center › Groups › Create group',
    DeleteGroup: () => 'IAM Identity Center › Groups › the group › Delete group',
    CreateGroupMembership: () => 'IAM Identity Center › Groups › the group › Add users to group',
    DeleteGroupMembership: () => 'IAM Identity Center › Groups › the group › Remove users from group',
  },
  iam: {
    CreateSAMLProvider: () => 'IAM › Identity providers › Add provider › SAML',
    UpdateSAMLProvider: ({ SAMLProviderArn, SAMLMetadataDocument }) =>
      `IAM › Identity providers › ${last(SAMLProviderArn)} › ${SAMLMetadataDocument === undefined ? 'SAML encryption › Edit' : 'Replace metadata'}`,
    DeleteSAMLProvider: ({ SAMLProviderArn }) => `IAM › Identity providers › ${last(SAMLProviderArn)} › Delete`,
    CreatePolicy: () => 'IAM › Policies › Create policy › JSON',
    DeletePolicy: ({ PolicyArn }) => `IAM › Policies › ${last(PolicyArn)} › Delete`,
    CreatePolicyVersion: ({ PolicyArn }) =>
      `IAM › Policies › ${last(PolicyArn)} › Edit › JSON, saved as the default version`,
    SetDefaultPolicyVersion: ({ PolicyArn, VersionId }) =>
      `IAM › Policies › ${last(PolicyArn)} › Policy versions › ${VersionId ?? ''} › Set as default`,
    DeletePolicyVersion: ({ PolicyArn, VersionId }) =>
      `IAM › Policies › ${last(PolicyArn)} › Policy versions › ${VersionId ?? ''} › Delete`,
    CreateRole: () => 'IAM › Roles › Create role › SAML 2.0 federation',
    DeleteRole: ({ RoleName }) => `IAM › Roles › ${RoleName ?? ''} › Delete`,
    UpdateAssumeRolePolicy: ({ RoleName }) =>
      `IAM › Roles › ${RoleName ?? ''} › Trust relationships › Edit trust policy`,
    AttachRolePolicy: ({ RoleName }) =>
      `IAM › Roles › ${RoleName ?? ''} › Permissions › Add permissions › Attach policies`,
    DetachRolePolicy: ({ RoleName, PolicyArn }) =>
      `IAM › Roles › ${RoleName ?? ''} › Permissions › ${last(PolicyArn)} › Remove`,
    PutRolePolicy: ({ RoleName, PolicyName }) =>
      `IAM › Roles › ${RoleName ?? ''} › Permissions › ${PolicyName ?? ''} › Edit`,
    DeleteRolePolicy: ({ RoleName, PolicyName }) =>
      `IAM › Roles › ${RoleName ?? ''} › Permissions › ${PolicyName ?? ''} › Remove`,
  },
  connect: {
    CreateUser: () => 'Amazon Connect administration site › Users › User management › Add new users',
    DeleteUser: () => 'Amazon Connect administration site › Users › User management › the user › Delete',
    UpdateUserSecurityProfiles: () =>
      'Amazon Connect administration site › Users › User management › the user › Security profiles',
    UpdateUserRoutingProfile: () =>
      'Amazon Connect administration site › Users › User management › the user › Routing profile',
  },
};

export function consolePath(call: Call, runRegion: string): ConsolePath {
  const region = call.region ?? runRegion;
  const path =
    (paths[call.service] as Readonly<Record<string, (input: unknown) => string>>)[call.operation]?.(call.input) ?? '';
  return { path, url: pageOf(call, region) };
}

function pageOf({ service, operation }: Call, region: string): string {
  if (service === 'organizations') return consolePage.organizations(region);
  if (service === 'sso-admin') return consolePage.applications(region);
  if (service === 'identitystore') return consolePage.identityCenter(region);
  if (service === 'connect') return consolePage.connect(region);
  if (operation.includes('SAMLProvider')) return consolePage.identityProviders(region);
  return operation.includes('Role') ? consolePage.roles(region) : consolePage.policies(region);
}
