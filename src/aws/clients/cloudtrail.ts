import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';

export const Client = CloudTrailClient;

export const reads = {
  LookupEvents: LookupEventsCommand,
};

export const writes = {};
