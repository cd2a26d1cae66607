import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';

export const Client = STSClient;

export const reads = {
  GetCallerIdentity: GetCallerIdentityCommand,
};

export const writes = {};
