import {
  DescribeInstance$,
  DescribeUser$,
  ListInstances$,
  ListRoutingProfiles$,
  ListSecurityProfilePermissions$,
  ListSecurityProfiles$,
  ListUsers$,
  SearchUsers$,
  type UserSearchCriteria,
} from '@aws-sdk/client-connect';
import { type Answers, type Context, invalid, own, page } from '../../service.ts';
import type { ConnectInstance, ConnectUser } from '../../world.ts';
import type { Reads } from '../connect.ts';
import { instanceArn, instancesOf, notFound, requireInstance, requireUser, userArn } from './common.ts';

const describeInstance = (aws: Context, id: string, instance: ConnectInstance) => ({
  Id: id,
  Arn: instanceArn(aws, id),
  IdentityManagementType: instance.identityManagementType as 'SAML',
  InstanceAlias: instance.alias,
  CreatedTime: new Date(instance.createdTime),
  ServiceRole:
    `arn:${aws.partition}:iam::${aws.account}:role/aws-service-role/connect.amazonaws.com/` +
    `AWSServiceRoleForAmazonConnect_${id.slice(-12)}`,
  InstanceStatus: instance.status as 'ACTIVE',
  InboundCallsEnabled: true,
  OutboundCallsEnabled: true,
  InstanceAccessUrl: `https://${instance.alias}.my.connect.aws`,
});

const identityInfo = ({ firstName, lastName }: ConnectUser['identityInfo']) => ({
  ...(firstName === undefined ? {} : { FirstName: firstName }),
  ...(lastName === undefined ? {} : { LastName: lastName }),
});

const describeUser = (aws: Context, instance: string, id: string, user: ConnectUser) => ({
  Id: id,
  Arn: userArn(aws, instance, id),
  Username: user.username,
  PhoneConfig: { PhoneType: 'SOFT_PHONE' as const, AutoAccept: false, AfterContactWorkTimeLimit: 0 },
  ...(user.securityProfileIds.length > 0 && { SecurityProfileIds: user.securityProfileIds }),
  ...(user.routingProfileId === undefined ? {} : { RoutingProfileId: user.routingProfileId }),
});

/** Whether a user meets the criteria of SearchUsers. */
function meets(aws: Context, id: string, user: ConnectUser, criteria: UserSearchCriteria): boolean {
  const { AndConditions, OrConditions, StringCondition, ...others } = criteria;
  if (Object.values(others).some((condition) => condition !== undefined)) {
    throw invalid(aws, 'The sandbox searches users by StringCondition, AndConditions and OrConditions only.');
  }
  if (AndConditions && !AndConditions.every((each) => meets(aws, id, user, each))) return false;
  if (OrConditions && !OrConditions.some((each) => meets(aws, id, user, each))) return false;
  if (!StringCondition) return true;
  const { FieldName = '', Value = '', ComparisonType = 'EXACT' } = StringCondition;
  const fields: { readonly [name: string]: readonly (string | undefined)[] } = {
    username: [user.username],
    firstname: [user.identityInfo.firstName],
    lastname: [user.identityInfo.lastName],
    routingprofileid: [user.routingProfileId],
    securityprofileid: user.securityProfileIds,
    resourceid: [id],
  };
  const values = own(fields, FieldName.toLowerCase());
  if (!values) throw invalid(aws, `Users cannot be searched by ${FieldName}.`);
  const wanted = Value.toLowerCase();
  return values.some((value = '') => {
    const actual = value.toLowerCase();
    if (ComparisonType === 'STARTS_WITH') return actual.startsWith(wanted);
    return ComparisonType === 'CONTAINS' ? actual.includes(wanted) : actual === wanted;
  });
}

export const connectReads = {
  ListInstances: [
    ListInstances$,
    (aws, { NextToken, MaxResults }) => {
      const all = Object.entries(instancesOf(aws));
      const { items, next } = page(aws, all, { token: NextToken, size: MaxResults, most: 10 });
      return {
        InstanceSummaryList: items.map(([id, instance]) => describeInstance(aws, id, instance)),
        NextToken: next,
      };
    },
  ],
  DescribeInstance: [
    DescribeInstance$,
    (aws, { InstanceId }) => {
      const { id, instance } = requireInstance(aws, InstanceId);
      return { Instance: describeInstance(aws, id, instance) };
    },
  ],
  ListUsers: [
    ListUsers$,
    (aws, { InstanceId, NextToken, MaxResults }) => {
      const { id, instance } = requireInstance(aws, InstanceId);
      const users = Object.entries(instance.users);
      const { items, next } = page(aws, users, { token: NextToken, size: MaxResults, most: 1000 });
      return {
        UserSummaryList: items.map(([userId, { username }]) => ({
          Id: userId,
          Arn: userArn(aws, id, userId),
          Username: username,
        })),
        NextToken: next,
      };
    },
  ],
  SearchUsers: [
    SearchUsers$,
    (aws, { InstanceId, NextToken, MaxResults, SearchCriteria = {} }) => {
      const { id, instance } = requireInstance(aws, InstanceId);
      const found = Object.entries(instance.users).filter(([userId, user]) => meets(aws, userId, user, SearchCriteria));
      const { items, next } = page(aws, found, { token: NextToken, size: MaxResults, most: 500 });
      return {
        // A search answers less of the identity than DescribeUser: no e-mail address.
        Users: items.map(([userId, user]) => ({
          ...describeUser(aws, id, userId, user),
          IdentityInfo: identityInfo(user.identityInfo),
        })),
        NextToken: next,
        ApproximateTotalCount: found.length,
      };
    },
  ],
  DescribeUser: [
    DescribeUser$,
    (aws, input) => {
      const { id, userId, user } = requireUser(aws, input);
      const { email } = user.identityInfo;
      return {
        User: {
          ...describeUser(aws, id, userId, user),
          IdentityInfo: { ...identityInfo(user.identityInfo), ...(email === undefined ? {} : { Email: email }) },
        },
      };
    },
  ],
  ListSecurityProfiles: [
    ListSecurityProfiles$,
    (aws, { InstanceId, NextToken, MaxResults }) => {
      const { id, instance } = requireInstance(aws, InstanceId);
      const profiles = Object.entries(instance.securityProfiles);
      const { items, next } = page(aws, profiles, { token: NextToken, size: MaxResults, most: 1000 });
      return {
        SecurityProfileSummaryList: items.map(([profileId, { name }]) => ({
          Id: profileId,
          Arn: `${instanceArn(aws, id)}/security-profile/${profileId}`,
          Name: name,
        })),
        NextToken: next,
      };
    },
  ],
  ListSecurityProfilePermissions: [
    ListSecurityProfilePermissions$,
    (aws, { InstanceId, SecurityProfileId, NextToken, MaxResults }) => {
      const { instance } = requireInstance(aws, InstanceId);
      const profile = own(instance.securityProfiles, SecurityProfileId);
      if (!profile) throw notFound('Security profile not found');
      const { items, next } = page(aws, profile.permissions, { token: NextToken, size: MaxResults, most: 1000 });
      return { Permissions: items, NextToken: next };
    },
  ],
  ListRoutingProfiles: [
    ListRoutingProfiles$,
    (aws, { InstanceId, NextToken, MaxResults }) => {
      const { id, instance } = requireInstance(aws, InstanceId);
      const profiles = Object.entries(instance.routingProfiles);
      const { items, next } = page(aws, profiles, { token: NextToken, size: MaxResults, most: 1000 });
      return {
        RoutingProfileSummaryList: items.map(([profileId, { name }]) => ({
          Id: profileId,
          Arn: `${instanceArn(aws, id)}/routing-profile/${profileId}`,
          Name: name,
        })),
        NextToken: next,
      };
    },
  ],
} satisfies Answers<Reads>;
