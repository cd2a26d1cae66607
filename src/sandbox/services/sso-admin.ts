import {
  type Application as ApplicationAnswer,
  CreateApplicationAssignment$,
  DeleteApplicationAssignment$,
  DescribeApplication$,
  type DescribeApplicationCommand,
  DescribeInstance$,
  type DescribeInstanceCommand,
  GetApplicationAssignmentConfiguration$,
  ListApplicationAssignments$,
  ListApplicationProviders$,
  ListApplications$,
  ListInstances$,
  UpdateApplication$,
} from '@aws-sdk/client-sso-admin';
import type { Surface } from '../../aws/surface.ts';
import { refusal } from '../authorize.ts';
import { jsonProtocol } from '../codec/json.ts';
import { administers, type Instance, instancesSeen } from '../organization.ts';
import { type Answers, type Context, defineService, denied, invalid, own, page } from '../service.ts';
import { AwsError } from '../wire.ts';
import type { Application } from '../world.ts';

type Reads = Surface['sso-admin']['reads'] & {
  readonly DescribeInstance: typeof DescribeInstanceCommand;
  readonly DescribeApplication: typeof DescribeApplicationCommand;
};
type Writes = Surface['sso-admin']['writes'];

const instanceArn = (aws: Context, id: string): string => `arn:${aws.partition}:sso:::instance/${id}`;

const storeArn = (aws: Context, { center }: Instance): string =>
  `arn:${aws.partition}:identitystore::${center.ownerAccountId}:identitystore/${center.identityStoreId}`;

const applicationArn = (aws: Context, instance: Instance, id: string, { account }: Application): string =>
  `arn:${aws.partition}:sso::${account}:application/${instance.id}/${id}`;

const seen = (aws: Context): Instance[] => instancesSeen(aws.state, aws.account, aws.region);

/** Foreign, deleted and other Regions' instances are all "not authorized": this API has no "not found" for them. */
function requireInstance(aws: Context, input: { readonly InstanceArn: string }): Instance {
  const instance = seen(aws).find(({ id }) => instanceArn(aws, id) === input.InstanceArn);
  if (!instance) throw denied(aws, refusal(aws, input));
  return instance;
}

interface Found {
  readonly instance: Instance;
  readonly application: Application;
}

/** An application that the caller may read: the owner of Identity Center all, a member account those it owns. */
function requireApplication(aws: Context, input: { readonly ApplicationArn: string }): Found {
  for (const instance of seen(aws)) {
    for (const [id, application] of Object.entries(instance.center.applications)) {
      if (applicationArn(aws, instance, id, application) !== input.ApplicationArn) continue;
      if (!administers(instance, aws.account) && application.account !== aws.account) break;
      return { instance, application };
    }
  }
  const member = seen(aws).some((instance) => !administers(instance, aws.account));
  if (member) throw denied(aws, refusal(aws, input));
  throw new AwsError('ResourceNotFoundException', 'Application does not exist');
}

/** Changed only where Identity Center is at home, by whoever administers it or owns the application. */
function requireWritable(aws: Context, input: { readonly ApplicationArn: string }): Found {
  const found = requireApplication(aws, input);
  if (found.instance.center.region !== aws.region) {
    throw invalid(aws, `The application is managed in ${found.instance.center.region} only.`);
  }
  return found;
}

const describeInstance = (aws: Context, instance: Instance) => {
  const { id, center } = instance;
  return {
    InstanceArn: instanceArn(aws, id),
    IdentityStoreId: center.identityStoreId,
    OwnerAccountId: center.ownerAccountId,
    ...(center.name === undefined ? {} : { Name: center.name }),
    CreatedDate: new Date(center.createdDate),
    Status: center.status as 'ACTIVE',
  };
};

/** Of the two operations only ListInstances tells the Regions, in AWS's service model. */
const describeRegions = ({ center }: Instance) => ({
  PrimaryRegion: center.region,
  Regions: [center.region, ...center.replicas].map((region) => ({
    RegionName: region,
    Status: 'ACTIVE' as const,
    AddedDate: new Date(center.createdDate),
    IsPrimaryRegion: region === center.region,
  })),
});

const describeApplication = (aws: Context, instance: Instance, id: string, app: Application): ApplicationAnswer => ({
  ApplicationArn: applicationArn(aws, instance, id, app),
  ApplicationProviderArn: app.providerArn,
  Name: app.name,
  ApplicationAccount: app.account,
  InstanceArn: instanceArn(aws, instance.id),
  IdentityStoreArn: storeArn(aws, instance),
  Status: app.status as 'ENABLED' | 'DISABLED',
  PortalOptions: {
    SignInOptions: {
      Origin: app.signInOptions.origin as 'IDENTITY_CENTER' | 'APPLICATION',
      ...(app.signInOptions.applicationUrl === undefined ? {} : { ApplicationUrl: app.signInOptions.applicationUrl }),
    },
    Visibility: app.visibility as 'ENABLED' | 'DISABLED',
  },
  ...(app.description === undefined ? {} : { Description: app.description }),
  CreatedDate: new Date(app.createdDate),
  CreatedFrom: instance.center.region,
});

/** A few of the catalog's entries. AWS does not document the ARN of Amazon Connect's. */
const providers = [
  ['custom-saml', 'Custom SAML 2.0', 'SAML', 'An application of your own that speaks SAML 2.0.'],
  ['custom', 'Custom OAuth 2.0', 'OAUTH', 'An application of your own that speaks OAuth 2.0.'],
  ['catalog/Amazon-Connect', 'Amazon Connect', 'SAML', 'Cloud contact center.'],
  ['catalog/Box', 'Box', 'SAML', 'Content management.'],
  ['catalog/ExternalAWSAccount', 'External AWS Account', 'SAML', 'An AWS account outside the organization.'],
] as const;

const reads: Answers<Reads> = {
  ListInstances: [
    ListInstances$,
    (aws, { MaxResults, NextToken }) => {
      const { items, next } = page(aws, seen(aws), { token: NextToken, size: MaxResults, most: 100 });
      return {
        Instances: items.map((instance) => ({ ...describeInstance(aws, instance), ...describeRegions(instance) })),
        NextToken: next,
      };
    },
  ],
  DescribeInstance: [DescribeInstance$, (aws, input) => describeInstance(aws, requireInstance(aws, input))],
  ListApplications: [
    ListApplications$,
    (aws, input) => {
      const instance = requireInstance(aws, input);
      const { MaxResults, NextToken, Filter = {} } = input;
      if (!administers(instance, aws.account) && Filter.ApplicationAccount !== aws.account) {
        throw denied(
          aws,
          `The resource ${input.InstanceArn} does not exist in this Region or you are not allowed to see it.`,
        );
      }
      const applications = Object.entries(instance.center.applications).filter(
        ([, { account, providerArn }]) =>
          (Filter.ApplicationAccount ?? account) === account &&
          (Filter.ApplicationProvider ?? providerArn) === providerArn,
      );
      const { items, next } = page(aws, applications, { token: NextToken, size: MaxResults, most: 100 });
      return {
        Applications: items.map(([id, application]) => describeApplication(aws, instance, id, application)),
        NextToken: next,
      };
    },
  ],
  DescribeApplication: [
    DescribeApplication$,
    (aws, input) => {
      const { instance, application } = requireApplication(aws, input);
      const id = input.ApplicationArn.slice(input.ApplicationArn.lastIndexOf('/') + 1);
      return describeApplication(aws, instance, id, application);
    },
  ],
  ListApplicationProviders: [
    ListApplicationProviders$,
    (aws, { MaxResults, NextToken }) => {
      const { items, next } = page(aws, providers, { token: NextToken, size: MaxResults, most: 100 });
      return {
        ApplicationProviders: items.map(([id, name, protocol, description]) => ({
          ApplicationProviderArn: `arn:${aws.partition}:sso::aws:applicationProvider/${id}`,
          FederationProtocol: protocol,
          DisplayData: { DisplayName: name, Description: description },
        })),
        NextToken: next,
      };
    },
  ],
  ListApplicationAssignments: [
    ListApplicationAssignments$,
    (aws, input) => {
      const { application } = requireApplication(aws, input);
      const { items, next } = page(aws, application.assignments, {
        token: input.NextToken,
        size: input.MaxResults,
        most: 100,
      });
      return {
        ApplicationAssignments: items.map(({ principalId, principalType }) => ({
          ApplicationArn: input.ApplicationArn,
          PrincipalId: principalId,
          PrincipalType: principalType as 'USER' | 'GROUP',
        })),
        NextToken: next,
      };
    },
  ],
  GetApplicationAssignmentConfiguration: [
    GetApplicationAssignmentConfiguration$,
    (aws, input) => ({ AssignmentRequired: requireApplication(aws, input).application.assignmentRequired }),
  ],
};

const writes: Answers<Writes> = {
  // What else the console sets (visibility, relay state, attribute mappings), this operation has no members for.
  UpdateApplication: [
    UpdateApplication$,
    (aws, input) => {
      const { application } = requireWritable(aws, input);
      const { Name, Description, Status, PortalOptions } = input;
      if (Name !== undefined) application.name = Name;
      if (Description !== undefined) application.description = Description;
      if (Status !== undefined) application.status = Status;
      const signIn = PortalOptions?.SignInOptions;
      if (signIn?.Origin !== undefined) {
        if (signIn.Origin === 'APPLICATION' && signIn.ApplicationUrl === undefined) {
          throw invalid(aws, 'An application URL is required when the sign-in origin is APPLICATION.');
        }
        application.signInOptions = {
          origin: signIn.Origin,
          ...(signIn.ApplicationUrl === undefined ? {} : { applicationUrl: signIn.ApplicationUrl }),
        };
      }
      return {};
    },
  ],
  CreateApplicationAssignment: [
    CreateApplicationAssignment$,
    (aws, input) => {
      const { application, instance } = requireWritable(aws, input);
      const { PrincipalId, PrincipalType } = input;
      const known: { readonly [id: string]: unknown } =
        PrincipalType === 'USER' ? instance.center.users : instance.center.groups;
      if (own(known, PrincipalId) === undefined) {
        throw new AwsError('ResourceNotFoundException', `${PrincipalType} ${PrincipalId} does not exist.`);
      }
      if (application.assignments.some((assignment) => assignment.principalId === PrincipalId)) {
        throw new AwsError('ConflictException', `${PrincipalType} ${PrincipalId} is already assigned.`);
      }
      application.assignments.push({ principalType: PrincipalType, principalId: PrincipalId });
      return {};
    },
  ],
  DeleteApplicationAssignment: [
    DeleteApplicationAssignment$,
    (aws, input) => {
      const { application } = requireWritable(aws, input);
      const rest = application.assignments.filter(({ principalId }) => principalId !== input.PrincipalId);
      if (rest.length === application.assignments.length) {
        throw new AwsError('ResourceNotFoundException', `${input.PrincipalType} ${input.PrincipalId} is not assigned.`);
      }
      application.assignments = rest;
      return {};
    },
  ],
};

export const ssoAdmin = defineService({
  id: 'sso-admin',
  actions: 'sso',
  namespace: 'com.amazonaws.ssoadmin',
  protocol: jsonProtocol({ target: 'SWBExternalService' }),
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  invalidInput: 'ValidationException',
  invalidToken: 'ValidationException',
  reads,
  writes,
  resources: (_aws, { InstanceArn, ApplicationArn }) => {
    const arn = ApplicationArn ?? InstanceArn;
    return [typeof arn === 'string' ? arn : '*'];
  },
});
