import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { readRoster } from '../../src/audit/roster.ts';
import { readBaseline } from '../../src/baseline/baseline.ts';
import { readBundle } from '../../src/bundle/bundle.ts';
import { judgePermissions } from '../../src/iam/permissions.ts';
import { judgeScope, scopeDocument } from '../../src/iam/scope.ts';
import { judgeTrust, trustDocument } from '../../src/iam/trust.ts';
import { readCapture } from '../../src/saml/capture.ts';
import { readMetadata } from '../../src/saml/metadata.ts';
import { judgeRelayState, relayStateFor } from '../../src/saml/relay-state.ts';
import { judgeRoleAttribute, roleAttributeFor } from '../../src/saml/role-attribute.ts';
import { verifySignature } from '../../src/saml/signature.ts';
import { loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import { readSettingsFile } from '../../src/settings/file.ts';
import { session, trusted } from '../iam/session.ts';
import { runKey, selfSigned } from '../saml/certificate.ts';
import { base64, completeRelayState, responseXml, signedResponse, signInHar } from '../saml/sign.ts';
import { damaged, policies } from './damage.ts';
import { survives } from './survives.ts';

const long = { timeout: 3_600_000 };
const sandbox = new Sandbox(loadWorld('complete'));
const state = sandbox.state.accounts['111122223333'];
const metadata = state?.iam.samlProviders['Connect-SSO']?.metadata ?? '';
const permission = JSON.stringify(scopeDocument(session));
const trust = JSON.stringify(trustDocument(trusted));
const temporary = mkdtempSync(join(tmpdir(), 'companion-fuzz-'));

test('permission policies', long, () =>
  survives(
    policies(permission, JSON.stringify({ Version: '2008-10-17', Statement: JSON.parse(permission).Statement })),
    (text) => {
      judgeScope(text, session);
      judgePermissions(
        {
          attached: [{ name: 'p', document: text }],
          inline: [{ name: 'i', document: permission }],
          boundary: { name: 'b', document: text },
        },
        session,
      );
    },
  ),
);

test('trust policies', long, () => survives(policies(trust), (text) => judgeTrust(text, trusted)));

test('relay states', long, () => {
  const expected = {
    region: 'us-east-1',
    instanceId: session.instanceId,
    instanceArn: session.instanceArn,
    partition: 'aws',
    alias: 'desk',
    accessUrl: 'https://desk.my.connect.aws',
  };
  return survives(
    damaged(relayStateFor(expected) ?? '', completeRelayState, 'https://desk.my.connect.aws/connect/ccp-v2'),
    (text) => judgeRelayState(text, expected),
  );
});

test('values of the Role attribute', long, () => {
  const expected = {
    roleArn: session.roleArn ?? '',
    providerArn: trusted.providerArn,
    partition: 'aws',
    account: '111122223333',
  };
  return survives(damaged(roleAttributeFor(expected), `${expected.providerArn}, ${expected.roleArn}`), (text) =>
    judgeRoleAttribute(text, expected),
  );
});

test('metadata', long, () => survives(damaged(metadata, metadata.slice(0, 400)), readMetadata, 'SamlError'));

test('captures, and their signatures', long, () => {
  const pem = selfSigned(runKey()).toString();
  const signed = signedResponse();
  return survives(
    damaged(
      signed,
      responseXml(),
      base64(signed),
      signInHar(signed),
      `SAMLResponse=${encodeURIComponent(base64(signed))}`,
    ),
    (text) => verifySignature(readCapture(text), [{ pem }]),
    'SamlError',
  );
});

test('rosters', long, () => {
  const csv =
    'learner,account,role_arn,external_id,region,relay_state\nAna,111122223333,arn:aws:iam::111122223333:role/Audit,x,us-east-1,\n"Ben, B.",,arn:aws:iam::222233334444:role/Audit,,,\n';
  const yaml =
    'learners:\n  - learner: Ana\n    role_arn: arn:aws:iam::111122223333:role/Audit\n  - {learner: Ben, profile: ben}\n';
  const named = (text: string): string =>
    text.length % 3 === 0 ? 'roster.csv' : text.length % 3 === 1 ? 'roster.yaml' : 'roster';
  return survives(
    damaged(csv, yaml, '[{"learner":"Ana","profile":"ana"}]'),
    (text) => readRoster(named(text), text, temporary),
    'Misuse',
  );
});

test('settings files, baselines and bundles', long, () =>
  survives(
    damaged(
      'region: us-east-1\nrelay-state: https://x\nformat:\n  - list\n  - json=report.json\nstrict: true\n',
      '{"region":"us-east-1"}',
      '- accept: sign-in\n  reason: later\n  expires: 2026-12-31\n',
    ),
    (text) => {
      for (const read of [
        () => readSettingsFile('companion.yaml', text),
        () => readBaseline('baseline.yaml', text, ['sign-in']),
        () => readBundle(text, 'bundle.json'),
      ]) {
        try {
          read();
        } catch (error) {
          if (!(error instanceof Error && error.name === 'Misuse')) throw error;
        }
      }
    },
  ),
);

test('world files', long, () => {
  const whole = readFileSync(new URL('../../fixtures/worlds/complete.json', import.meta.url), 'utf8');
  const patch =
    '{"extends":"complete","rename":{"/accounts/111122223333/iam/roles/Connect-SSO":"Other"},"accounts":{"111122223333":{"iam":{"policies":null}}}}';
  const file = join(temporary, 'world.json');
  return survives(
    damaged(patch, whole, '{"extends":"empty"}'),
    (text) => {
      writeFileSync(file, text);
      return new Sandbox(loadWorld(file)).snapshot();
    },
    'WorldError',
  );
});
