import {
  type Account as AccountAnswer,
  CreateOrganization$,
  DeleteOrganization$,
  DescribeAccount$,
  type DescribeAccountCommand,
  DescribeOrganization$,
  EnableAllFeatures$,
  ListAccounts$,
  ListAccountsForParent$,
  ListOrganizationalUnitsForParent$,
  type Organization as OrganizationAnswer,
} from '@aws-sdk/client-organizations';
import type { Surface } from '../../aws/surface.ts';
import { jsonProtocol } from '../codec/json.ts';
import { lowerId } from '../ids.ts';
import { organizationOf } from '../organization.ts';
import { type Answers, type Context, defineService, denied, own, page } from '../service.ts';
import { AwsError } from '../wire.ts';
import type { Organization } from '../world.ts';

type Reads = Surface['organizations']['reads'] & { readonly DescribeAccount: typeof DescribeAccountCommand };
type Writes = Surface['organizations']['writes'];

function requireOrganization(aws: Context): Organization {
  const organization = organizationOf(aws.state, aws.account);
  if (!organization) {
    throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  return organization;
}

/** All but DescribeOrganization is for the management account (or a delegated administrator). */
function requireManaged(aws: Context): Organization {
  const organization = requireOrganization(aws);
  if (organization.managementAccountId !== aws.account) {
    throw denied(aws, "You don't have permissions to access this resource.");
  }
  return organization;
}

const arn = (aws: Context, { managementAccountId }: Organization, kind: string, path: string): string =>
  `arn:${aws.partition}:organizations::${managementAccountId}:${kind}/${path}`;

const describe = (aws: Context, organization: Organization): OrganizationAnswer => {
  const { id, featureSet, managementAccountId, accounts } = organization;
  return {
    Id: id,
    Arn: arn(aws, organization, 'organization', id),
    FeatureSet: featureSet as 'ALL' | 'CONSOLIDATED_BILLING',
    MasterAccountArn: arn(aws, organization, 'account', `${id}/${managementAccountId}`),
    MasterAccountId: managementAccountId,
    MasterAccountEmail: own(accounts, managementAccountId)?.email ?? `account-${managementAccountId}@example.com`,
    AvailablePolicyTypes: [],
  };
};

const describeAccount = (aws: Context, organization: Organization, id: string): AccountAnswer => {
  const account = own(organization.accounts, id);
  return {
    Id: id,
    Arn: arn(aws, organization, 'account', `${organization.id}/${id}`),
    Email: account?.email,
    Name: account?.name,
    Status: account?.status as 'ACTIVE',
    State: account?.status as 'ACTIVE',
    JoinedMethod: id === organization.managementAccountId ? 'INVITED' : 'CREATED',
    JoinedTimestamp: new Date('2026-01-05T09:00:00Z'),
  };
};

/** The root, or a unit; one that only its accounts name is there too. */
function requireParent({ rootId, units, accounts }: Organization, parent: string | undefined): void {
  const isThere =
    parent === rootId || own(units, parent ?? '') || Object.values(accounts).some(({ ou }) => ou === parent);
  if (!isThere) throw new AwsError('ParentNotFoundException', "You specified parent that doesn't exist.");
}

const reads: Answers<Reads> = {
  DescribeOrganization: [DescribeOrganization$, (aws) => ({ Organization: describe(aws, requireOrganization(aws)) })],
  ListAccounts: [
    ListAccounts$,
    (aws, { NextToken, MaxResults }) => {
      const organization = requireManaged(aws);
      const { items, next } = page(aws, Object.keys(organization.accounts), {
        token: NextToken,
        size: MaxResults,
        most: 20,
      });
      return { Accounts: items.map((id) => describeAccount(aws, organization, id)), NextToken: next };
    },
  ],
  ListAccountsForParent: [
    ListAccountsForParent$,
    (aws, { ParentId, NextToken, MaxResults }) => {
      const organization = requireManaged(aws);
      requireParent(organization, ParentId);
      const { accounts, rootId } = organization;
      const children = Object.keys(accounts).filter((id) => (own(accounts, id)?.ou ?? rootId) === ParentId);
      const { items, next } = page(aws, children, { token: NextToken, size: MaxResults, most: 20 });
      return { Accounts: items.map((id) => describeAccount(aws, organization, id)), NextToken: next };
    },
  ],
  ListOrganizationalUnitsForParent: [
    ListOrganizationalUnitsForParent$,
    (aws, { ParentId, NextToken, MaxResults }) => {
      const organization = requireManaged(aws);
      requireParent(organization, ParentId);
      const { units, rootId, id: organizationId } = organization;
      const children = Object.keys(units).filter((id) => (own(units, id)?.parent ?? rootId) === ParentId);
      const { items, next } = page(aws, children, { token: NextToken, size: MaxResults, most: 20 });
      return {
        OrganizationalUnits: items.map((id) => ({
          Id: id,
          Arn: arn(aws, organization, 'ou', `${organizationId}/${id}`),
          Name: own(units, id)?.name,
        })),
        NextToken: next,
      };
    },
  ],
  DescribeAccount: [
    DescribeAccount$,
    (aws, { AccountId }) => {
      const organization = requireManaged(aws);
      if (!own(organization.accounts, AccountId)) {
        throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
      }
      return { Account: describeAccount(aws, organization, AccountId) };
    },
  ],
};

const writes: Answers<Writes> = {
  CreateOrganization: [
    CreateOrganization$,
    (aws, { FeatureSet = 'ALL' }) => {
      if (organizationOf(aws.state, aws.account)) {
        throw new AwsError('AlreadyInOrganizationException', 'The AWS account is already a member of an organization.');
      }
      const organization: Organization = {
        id: `o-${lowerId(10, aws.random)}`,
        featureSet: FeatureSet,
        managementAccountId: aws.account,
        rootId: `r-${lowerId(4, aws.random)}`,
        units: {},
        accounts: {
          [aws.account]: {
            name: 'management account',
            email: `account-${aws.account}@example.com`,
            status: 'ACTIVE',
          },
        },
      };
      if (aws.state.organization === null) aws.state.organization = organization;
      else aws.home.organization = organization;
      return { Organization: describe(aws, organization) };
    },
  ],
  EnableAllFeatures: [
    EnableAllFeatures$,
    (aws) => {
      const organization = requireManaged(aws);
      if (organization.featureSet === 'ALL') {
        throw new AwsError('HandshakeConstraintViolationException', 'The organization has all features already.', {
          Reason: 'ORGANIZATION_ALREADY_HAS_ALL_FEATURES',
        });
      }
      // Members that were invited must agree first; without any, nothing is left to wait for.
      const isAlone = Object.keys(organization.accounts).length <= 1;
      if (isAlone) organization.featureSet = 'ALL';
      const id = `h-${lowerId(10, aws.random)}`;
      return {
        Handshake: {
          Id: id,
          Arn: arn(aws, organization, 'handshake', `${organization.id}/enable_all_features/${id}`),
          Parties: [{ Id: organization.id.slice(2), Type: 'ORGANIZATION' }],
          State: isAlone ? 'ACCEPTED' : 'REQUESTED',
          RequestedTimestamp: aws.now,
          ExpirationTimestamp: new Date(aws.now.getTime() + 90 * 86_400_000),
          Action: 'ENABLE_ALL_FEATURES',
        },
      };
    },
  ],
  DeleteOrganization: [
    DeleteOrganization$,
    (aws) => {
      const organization = requireManaged(aws);
      if (Object.keys(organization.accounts).some((id) => id !== aws.account)) {
        throw new AwsError(
          'OrganizationNotEmptyException',
          'To delete the organization you must first remove all member accounts.',
        );
      }
      if (aws.state.organization === organization) aws.state.organization = null;
      else aws.home.organization = null;
      return {};
    },
  ],
};

export const organizations = defineService({
  id: 'organizations',
  actions: 'organizations',
  namespace: 'com.amazonaws.organizations',
  protocol: jsonProtocol({ target: 'AWSOrganizationsV20161128' }),
  denied: ['AccessDeniedException', 400],
  throttled: ['TooManyRequestsException', 400],
  invalidInput: 'InvalidInputException',
  invalidToken: 'InvalidInputException',
  reads,
  writes,
  resources: () => ['*'],
});
