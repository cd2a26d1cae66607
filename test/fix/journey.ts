import { readMetadata } from '../../src/saml/metadata.ts';
import type { Settings } from '../../src/fact.ts';
import { loadWorld, mergeWorld, type Sandbox, type World } from '../../src/sandbox/index.ts';
import { applicationMetadata } from '../../src/sandbox/metadata.ts';

const complete = loadWorld('complete');
const [account = ''] = Object.keys(complete.accounts ?? {});

/** What the console alone can do is done, and people are there; everything that AWS has an API for is missing. */
export const consoleOnly = (): World =>
  mergeWorld(complete, {
    identityCenter: {
      'ssoins-7223c0ffee5e1f04': {
        groups: { '14f8e4a8-20d1-7055-9b3e-5f0c8a1d2e60': null },
        users: { '94e8a4f8-1051-70a7-2d8c-61c3f0be7d52': null },
        applications: { 'apl-72236face0cd1203': { assignments: [], status: 'DISABLED' } },
      },
    },
    accounts: {
      [account]: {
        iam: {
          samlProviders: { 'Connect-SSO': null },
          policies: { 'Connect-SSO-Policy': null },
          roles: { 'Connect-SSO': null },
        },
        connect: {
          'us-east-1': {
            '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47': {
              users: {
                '6e3b9c81-4d07-4a5f-92e8-1c0b7f4d6a35': null,
                'f25c8a04-7b1e-4693-8d50-a9e47c3b1f68': null,
              },
              // Connect makes an instance with one.
              routingProfiles: { 'd9c50f3e-14ba-4e87-8f26-3b6e0a97c1d4': null },
            },
          },
        },
      },
    },
  });

/** The metadata file that the application's page offers. */
export function metadataText(sandbox: Sandbox): string {
  const home = Object.values(sandbox.state.identityCenter).find(
    (center) => 'apl-72236face0cd1203' in center.applications,
  );
  return applicationMetadata({
    id: 'apl-72236face0cd1203',
    account: home?.ownerAccountId ?? '',
    region: home?.region ?? '',
    validity: [{ notBefore: new Date('2026-01-01'), notAfter: new Date(Date.now() + 1000 * 86_400_000) }],
  });
}

export const withMetadata = (sandbox: Sandbox): Partial<Settings> => ({
  metadata: readMetadata(metadataText(sandbox)),
});
