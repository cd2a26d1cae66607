import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/saml/capture.ts';
import { readMetadata } from '../../src/saml/metadata.ts';
import { judgeCapture } from '../../src/saml/response.ts';
import { verifySignature } from '../../src/saml/signature.ts';
import { applicationMetadata } from '../../src/sandbox/metadata.ts';
import { selfSigned } from './certificate.ts';
import { base64, completeRelayState, signInHar, signedResponse } from './sign.ts';

// The captures that fit the world `complete`: a sign-in of its first agent, signed with the sandbox's key.
// RSA signatures are the same each time, so the files can be made anew: UPDATE_FIXTURES=1 npx vitest run test/saml/fixtures
const folder = new URL('../../fixtures/captures/', import.meta.url);
const key = readFileSync(new URL('../../fixtures/worlds/sandbox-signing-key.pem', import.meta.url), 'utf8');
const certificate = selfSigned(key, '2026-01-01T00:00:00Z', '2030-12-31T00:00:00Z').toString();
const xml = signedResponse({}, { key, certificate });

const files: Readonly<Record<string, string>> = {
  'complete.har': `${JSON.stringify(JSON.parse(signInHar(xml)), null, 2)}\n`,
  'complete.xml': `${xml}\n`,
  'complete.b64': `${base64(xml)}\n`,
};

if (process.env['UPDATE_FIXTURES']) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, folder), text);
}

describe.each(Object.entries(files))('fixtures/captures/%s', (name, text) => {
  const given = readFileSync(new URL(name, folder));
  test('is what this file makes', () => expect(given.toString('utf8')).toBe(text));
  test('is a right sign-in of the world `complete`', () => {
    const account = '111122223333';
    const metadata = readMetadata(
      applicationMetadata({
        id: 'apl-72236face0cd1203',
        account,
        region: 'us-east-1',
        validity: [{ notBefore: new Date('2026-01-01'), notAfter: new Date('2031-10-29') }],
      }),
    );
    const capture = readCapture(given);
    const signature = verifySignature(capture, metadata.certificates);
    expect(signature).toEqual({ state: 'verified', by: 0, covers: 'assertion' });
    expect(capture.at).toEqual(new Date('2026-11-20T10:00:00Z'));
    expect(capture.relayState).toBe(name.endsWith('.har') ? completeRelayState : undefined);
    const instanceId = '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47';
    const problems = judgeCapture(capture, {
      partition: 'aws',
      providerEntityId: metadata.entityId,
      application: '72236face0cd1203',
      signature,
      certificates: metadata.certificates,
      audiences: ['https://signin.aws.amazon.com/saml'],
      trustActions: ['sts:AssumeRoleWithSAML'],
      pair: {
        roleArn: `arn:aws:iam::${account}:role/Connect-SSO`,
        providerArn: `arn:aws:iam::${account}:saml-provider/Connect-SSO`,
        partition: 'aws',
        account,
      },
      connectUsernames: ['admin', 'agent1@example.com', 'agent2@example.com'],
      maxSessionDuration: 3600,
      relay: {
        region: 'us-east-1',
        instanceId,
        instanceArn: `arn:aws:connect:us-east-1:${account}:instance/${instanceId}`,
        partition: 'aws',
      },
    });
    expect(problems).toEqual([]);
  });
});
