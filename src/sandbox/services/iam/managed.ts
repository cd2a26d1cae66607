import type { Policy } from '../../world.ts';

const policy = (policyId: string, action: string | readonly string[]): Policy => ({
  path: '/',
  policyId,
  defaultVersion: 'v1',
  versions: {
    v1: {
      document: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
      }),
      createDate: '2015-02-06T18:39:46.000Z',
    },
  },
});

/** The AWS managed policies that a learner is likely to attach; the second one abridged to the services here. */
export const managedPolicies: { readonly [name: string]: Policy } = {
  AdministratorAccess: policy('ANPAIWMBCKSKIEE64ZLYK', '*'),
  ReadOnlyAccess: policy('ANPAILL3HVNFSB6DCOWYQ', [
    'iam:Get*',
    'iam:List*',
    'iam:SimulatePrincipalPolicy',
    'organizations:Describe*',
    'organizations:List*',
    'sso:Describe*',
    'sso:Get*',
    'sso:List*',
    'identitystore:Describe*',
    'identitystore:Get*',
    'identitystore:IsMemberInGroups',
    'identitystore:List*',
    'connect:Describe*',
    'connect:List*',
    'connect:Search*',
    'cloudtrail:LookupEvents',
  ]),
};
