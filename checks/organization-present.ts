import { defineCheck, fail, pass, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { caller } from '../src/facts/caller.ts';
import { organization } from '../src/facts/organization.ts';
import { settings } from '../src/facts/settings.ts';

export default defineCheck({
  id: 'organization-present',
  step: 1,
  order: 1,
  title: 'The account is in an organization with all features',
  why: 'Only the management account of an organization can enable the kind of IAM Identity Center instance that SAML applications need.',
  causes: {
    missing: 'The account is in no organization: create one in the AWS Organizations console.',
    'billing-only':
      'The organization has only consolidated billing: enable all features in the AWS Organizations console.',
    'member-account':
      'The account is a member, not the management account: the workshop assumes the latter. It works as long as Identity Center is enabled in the management account.',
  },
  needs: { organization, caller, settings },

  judge({ organization, caller }) {
    if (!organization) {
      const problem = {
        code: 'organization-present/missing',
        message: 'This account is in no organization.',
        expected: 'an organization with all features',
      };
      return fail([problem], {
        fix: {
          title: 'Create an organization with all features',
          calls: [{ service: 'organizations', operation: 'CreateOrganization', input: { FeatureSet: 'ALL' } }],
          caution:
            'This account becomes the management account of a new organization. It can be deleted again only while no other account is in it and IAM Identity Center is not enabled.',
          choice: true,
        },
      });
    }
    if (organization.featureSet !== 'ALL') {
      const problem = {
        code: 'organization-present/billing-only',
        message: `The organization ${organization.id} has consolidated billing only.`,
        expected: 'ALL',
        actual: organization.featureSet,
      };
      const enable = {
        title: 'Enable all features in the organization',
        calls: [{ service: 'organizations', operation: 'EnableAllFeatures', input: {} }],
        caution: 'Every invited member account has to agree, and it cannot be taken back.',
        choice: true,
      } as const;
      return fail([problem], organization.managementAccountId === caller.accountId ? { fix: enable } : {});
    }
    if (organization.managementAccountId === caller.accountId)
      return pass(`Management account of ${organization.id}, all features enabled.`);
    return warn([
      {
        code: 'organization-present/member-account',
        message: `This account is a member of ${organization.id}; its management account is ${organization.managementAccountId}.`,
        expected: organization.managementAccountId,
        actual: caller.accountId,
      },
    ]);
  },

  byHand: ({ organization, settings }) => ({
    text:
      organization && organization.featureSet !== 'ALL'
        ? 'AWS Organizations, Settings: choose Begin process to enable all features.'
        : organization
          ? `Sign in to the management account ${organization.managementAccountId} for the steps in IAM Identity Center.`
          : 'AWS Organizations: choose Create an organization.',
    ...(settings && { url: consolePage.organizations(settings.region) }),
  }),
});
