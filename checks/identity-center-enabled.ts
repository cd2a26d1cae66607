import { defineCheck, fail, pass } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { optional } from '../src/fact.ts';
import { caller } from '../src/facts/caller.ts';
import { enablement, identityCenterInstances } from '../src/facts/identity-center.ts';
import { organization } from '../src/facts/organization.ts';
import { settings } from '../src/facts/settings.ts';

export default defineCheck({
  id: 'identity-center-enabled',
  step: 1,
  order: 2,
  title: 'IAM Identity Center is enabled for the organization',
  why: 'Identity Center is the identity provider: without an organization instance there are no SAML applications, and nobody to sign in.',
  causes: {
    missing: 'No Region has an Identity Center instance: enable it with AWS Organizations, in the console.',
    'account-instance':
      'The instance belongs to this account alone; such an instance cannot have SAML applications. Delete it, and enable the organization instance in the management account.',
    'being-deleted': 'The instance is being deleted: wait until it is gone, and enable Identity Center again.',
    'not-active': 'The instance is still being made, or making it failed: wait, or delete it and enable it again.',
  },
  needs: { identityCenterInstances, enablement, organization: optional(organization), caller, settings },

  judge({ identityCenterInstances: instances, enablement, settings }) {
    if (enablement.instance) {
      const { arn, region } = enablement.instance;
      const where = region === settings.region ? region : `${region} (Connect is in ${settings.region}; that is fine)`;
      return pass(`Organization instance ${arn.split('/').at(-1)} is active in ${where}.`);
    }
    const code = (cause: string) => `identity-center-enabled/${cause}`;
    if (enablement.pending) {
      const { arn, status, region } = enablement.pending;
      const going = status === 'DELETE_IN_PROGRESS';
      return fail([
        {
          code: code(going ? 'being-deleted' : 'not-active'),
          message: `The Identity Center instance ${arn.split('/').at(-1)} in ${region} is ${going ? 'being deleted' : 'not active'}.`,
          expected: 'ACTIVE',
          actual: status,
        },
      ]);
    }
    const [other] = instances;
    if (other)
      return fail([
        {
          code: code('account-instance'),
          message: `The Identity Center instance in ${other.region} is an account instance, which cannot have SAML applications.`,
          expected: `an instance owned by the management account${enablement.managementAccountId ? ` ${enablement.managementAccountId}` : ''}`,
          actual: `owned by ${other.owner}`,
        },
      ]);
    return fail([
      {
        code: code('missing'),
        message: 'IAM Identity Center is enabled in no Region.',
        expected: 'an active organization instance',
      },
    ]);
  },

  byHand: ({ settings, organization, caller }, cause) => ({
    text:
      cause === 'being-deleted'
        ? 'IAM Identity Center: wait until the instance is gone; then choose Enable, and Enable with AWS Organizations.'
        : cause === 'not-active'
          ? 'IAM Identity Center: wait until it is enabled; if it fails, delete the instance in Settings, Management, and enable it again.'
          : organization?.seen && organization.value && organization.value.managementAccountId !== caller?.accountId
            ? `In the management account ${organization.value.managementAccountId}: IAM Identity Center, choose Enable, then Enable with AWS Organizations.`
            : 'IAM Identity Center: choose Enable, then Enable with AWS Organizations (the workshop calls it AWS SSO). No API can do this.',
    ...(settings && { url: consolePage.identityCenter(settings.identityCenterRegion ?? settings.region) }),
  }),
});
