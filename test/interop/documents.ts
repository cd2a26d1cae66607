import { readFileSync } from 'node:fs';
import { Sandbox } from '../../src/sandbox/index.ts';

/** Metadata as Identity Center offers it, for two applications. */
const [one, two] = ['apl-72236face0cd1203', 'apl-1111111111111111'].map((application) => {
  const world = {
    ...(JSON.parse(readFileSync(new URL('../../fixtures/worlds/empty.json', import.meta.url), 'utf8')) as object),
    accounts: {
      '111122223333': {
        iam: { samlProviders: { p: { metadata: { application, account: '111122223333', region: 'us-east-1' } } } },
      },
    },
  };
  return new Sandbox(world).state.accounts['111122223333']?.iam.samlProviders['p']?.metadata ?? '';
});
export const metadata = one ?? '';
export const otherMetadata = two ?? '';

/** Characters that the Query protocol and IAM's own URL-encoding have to carry. */
export const permits = (sid: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: sid,
        Effect: 'Allow',
        Action: 'connect:GetFederationToken',
        Resource: 'arn:aws:connect:us-east-1:111122223333:instance/*/user/${aws:userid}',
      },
    ],
  });

export const trust = (provider: string, ...more: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: ['sts:AssumeRoleWithSAML', ...more],
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
  });
