import {
  SSOAdminClient,
  CreateApplicationAssignmentCommand,
  DeleteApplicationAssignmentCommand,
  GetApplicationAssignmentConfigurationCommand,
  ListApplicationAssignmentsCommand,
  ListApplicationProvidersCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-sso-admin';

export const Client = SSOAdminClient;

export const reads = {
  ListInstances: ListInstancesCommand,
  ListApplications: ListApplicationsCommand,
  ListApplicationProviders: ListApplicationProvidersCommand,
  ListApplicationAssignments: ListApplicationAssignmentsCommand,
  GetApplicationAssignmentConfiguration: GetApplicationAssignmentConfigurationCommand,
};

export const writes = {
  UpdateApplication: UpdateApplicationCommand,
  CreateApplicationAssignment: CreateApplicationAssignmentCommand,
  DeleteApplicationAssignment: DeleteApplicationAssignmentCommand,
};
