import type { ScopeExpected } from '../../src/iam/scope.ts';
import type { TrustExpected } from '../../src/iam/trust.ts';

export const id = '9690dd9b-3de7-4097-b4d9-67829f7c8f11';
export const instance = `arn:aws:connect:us-east-1:111122223333:instance/${id}`;
export const own = `${instance}/user/\${aws:userid}`;
export const other = 'c0ffee00-1111-4222-8333-444455556666';

/** What is known of the sign-in once the role exists. */
export const session: ScopeExpected = {
  instanceArn: instance,
  instanceId: id,
  region: 'us-east-1',
  account: '111122223333',
  partition: 'aws',
  providerArn: 'arn:aws:iam::111122223333:saml-provider/Connect-SSO',
  roleArn: 'arn:aws:iam::111122223333:role/Connect-SSO',
  roleId: 'AROAEXAMPLEROLEID0001',
  now: new Date('2026-05-06T07:08:09Z'),
};

export const provider = 'arn:aws:iam::111122223333:saml-provider/Connect-SSO';
export const trusted: TrustExpected = {
  providerArn: provider,
  providers: [provider, 'arn:aws:iam::111122223333:saml-provider/Other'],
  partition: 'aws',
  region: 'us-east-1',
  account: '111122223333',
  now: session.now,
};
