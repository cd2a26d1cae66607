import {
  OrganizationsClient,
  CreateOrganizationCommand,
  DeleteOrganizationCommand,
  DescribeOrganizationCommand,
  EnableAllFeaturesCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
} from '@aws-sdk/client-organizations';

export const Client = OrganizationsClient;

export const reads = {
  DescribeOrganization: DescribeOrganizationCommand,
  ListAccounts: ListAccountsCommand,
  ListAccountsForParent: ListAccountsForParentCommand,
  ListOrganizationalUnitsForParent: ListOrganizationalUnitsForParentCommand,
};

export const writes = {
  CreateOrganization: CreateOrganizationCommand,
  EnableAllFeatures: EnableAllFeaturesCommand,
  DeleteOrganization: DeleteOrganizationCommand,
};
