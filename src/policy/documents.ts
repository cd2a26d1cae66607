import { type Scope, type Statement, statementsFor, type Verb } from './statements.ts';

const anywhere = { partition: '*', account: '*' } as const;

/** The policy as IAM takes it. */
export async function policyDocument(verb: Verb, names: Scope['names']): Promise<object> {
  const statements = await statementsFor(verb, { names, ...anywhere });
  // Whoever sweeps a class signs in to its accounts.
  const assume: Statement[] =
    verb === 'audit'
      ? [{ Sid: 'Reach', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: 'arn:*:iam::*:role/*' }]
      : [];
  return { Version: '2012-10-17', Statement: [...assume, ...statements] };
}

export interface Defaults {
  readonly instructorAccount?: string;
  readonly externalId?: string;
}

/**
 * The role that an instructor assumes in a learner's account, as a CloudFormation template (which may be JSON). It has
 * one name in every account, for `companion roster --role-name`; so it needs CAPABILITY_NAMED_IAM.
 */
export async function roleTemplate(
  verb: Verb,
  names: Scope['names'],
  { instructorAccount, externalId }: Defaults,
): Promise<object> {
  // The accounts of a class are listed in the instructor's own organization, not in a learner's.
  const inAccount = verb === 'audit' ? 'check' : verb;
  const scope = { names, partition: '${AWS::Partition}', account: '${AWS::AccountId}' };
  const statements = await statementsFor(inAccount, scope);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `workshop-companion: lets the instructor run companion ${verb} in this account, and no more`,
    Parameters: {
      InstructorAccount: {
        Type: 'String',
        Description: 'Account id of the instructor',
        AllowedPattern: '^[0-9]{12}$',
        ...(instructorAccount !== undefined && { Default: instructorAccount }),
      },
      ExternalId: {
        Type: 'String',
        Description: 'What the instructor has to give along, so that nobody else can be made to use the role',
        AllowedPattern: '^[A-Za-z0-9_+=,.@:/-]{2,1224}$',
        ...(externalId !== undefined && { Default: externalId }),
      },
      RoleName: {
        Type: 'String',
        Description: 'The same in every account of the class: for companion roster --role-name',
        AllowedPattern: '^[A-Za-z0-9_+=,.@-]{1,64}$',
        Default: `Workshop${verb.charAt(0).toUpperCase()}${verb.slice(1)}`,
      },
    },
    Resources: {
      CompanionRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          Description: `Assumed by the instructor for companion ${verb}`,
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${InstructorAccount}:root' } },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
              },
            ],
          },
          Policies: [
            {
              PolicyName: `companion-${verb}`,
              PolicyDocument: { Version: '2012-10-17', Statement: statements.map(substituted) },
            },
          ],
        },
      },
    },
    Outputs: {
      RoleArn: {
        Description: 'For the column role_arn of the roster',
        Value: { 'Fn::GetAtt': ['CompanionRole', 'Arn'] },
      },
    },
  };
}

/** Texts with a variable of CloudFormation in them are marked as such. */
function substituted(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('${AWS::') ? { 'Fn::Sub': value } : value;
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, substituted(member)]));
}
