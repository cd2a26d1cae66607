import type { World } from '../../src/sandbox/index.ts';

export const home = '111122223333';
export const other = '222233334444';
export const identityStoreId = 'd-9067f2b3c4';

const trustHome = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${home}:root` }, Action: 'sts:AssumeRole' }],
};

const entered = {
  iam: {
    roles: {
      OrganizationAccountAccessRole: { trust: trustHome, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    },
  },
};

/** Where the suite begins on the embedded AWS: two accounts, an empty identity store, no organization. */
export const beginning: World = {
  title: 'Before the suite',
  description: 'Two accounts and an empty identity store.',
  region: 'us-east-1',
  pageSize: 100,
  caller: { account: home, arn: `arn:aws:iam::${home}:user/operator`, userId: 'AIDASANDBOXOPERATOR01' },
  organization: null,
  identityCenter: {
    'ssoins-7223c0ffee5e1f04': { ownerAccountId: home, region: 'us-east-1', identityStoreId },
  },
  accounts: { [home]: entered, [other]: entered },
};
