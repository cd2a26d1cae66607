import { center, tryCheck } from './try-check.ts';

tryCheck('organization-present', {
  passes: { 'the management account of an organization with all features': {} },
  fails: {
    'no organization': {
      world: { organization: null },
      code: 'missing',
      message: 'in no organization',
      fix: ['organizations.CreateOrganization'],
    },
    'consolidated billing only': {
      world: { organization: { featureSet: 'CONSOLIDATED_BILLING' } },
      code: 'billing-only',
      message: 'consolidated billing',
      fix: ['organizations.EnableAllFeatures'],
    },
  },
  warns: {
    'a member account': {
      world: {
        organization: { managementAccountId: '444455556666', accounts: { '444455556666': {} } },
        ...center({ ownerAccountId: '444455556666' }),
        accounts: { '444455556666': {} },
      },
      code: 'member-account',
      message: 'its management account is 444455556666',
    },
  },
});
