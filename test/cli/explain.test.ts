import { expect, test } from 'vitest';
import { findMessages } from '../../src/explain/match.ts';
import { awsMessages } from '../../src/explain/messages.ts';
import { loadChecks } from '../../src/registry.ts';
import { run } from './run.ts';

test.each<[string, RegExp]>([
  ['has not been onboarded to this application', /not been onboarded/],
  ['ACCESS DENIED. your account has been authenticated,\n but has not been   onboarded', /not been onboarded/],
  ['Access denied, Please contact your AWS account administrator', /contact your AWS account administrator/],
  ['Issuer not present in specified provider', /Issuer not present/],
  ['AuthSamlInvalidSamlResponseException', /Issuer not present/],
  [
    'User: arn:aws:sts::1:x is Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: 1)',
    /AssumeRoleWithSAML/,
  ],
  ["Specified provider doesn't exist", /Specified provider/],
  ['RoleSessionName is required', /is required/],
  ['invalid SAML responce', /invalid SAML response/],
  ['You do not have any applications', /any applications/],
  ['connect/federate 404', /404/],
  ['404', /404/],
  [
    'User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: sts:AssumeRoleWithSAML',
    /AssumeRoleWithSAML/,
  ],
  ['specified provider does not exist', /Specified provider/],
  ['ResourceNotFoundException', /ResourceNotFound/],
  ["RoleSessionName … doesn't match", /RoleSessionName in AuthnResponse doesn’t match/],
  [
    'User: arn:aws:sts::1:assumed-role/Connect-SSO/a is not authorized to perform: connect:GetFederationToken on resource: arn',
    /connect:GetFederationToken/,
  ],
])('%j is recognised', (typed, message) => expect(findMessages(typed)[0]?.text).toMatch(message));

test.each(['', 'the', 'hello world', 'x'.repeat(5000)])('%j is not', (typed) =>
  expect(findMessages(typed)).toEqual([]),
);

test('every message is found by its own words, and names checks that there are', async () => {
  const ids = (await loadChecks()).map(({ id }) => id);
  for (const message of awsMessages) {
    expect(findMessages(message.text)).toContain(message);
    expect(ids).toEqual(expect.arrayContaining([...message.checks]));
  }
});

test('a check, each of its codes, and a message are explained', async () => {
  const check = await run(['explain', 'role-trust']);
  expect(check).toMatchObject({ code: 0, stderr: '' });
  expect(check.stdout).toMatch(/^role-trust +[^]*\nwhy /);
  const code = /^(role-trust\/\S+)/m.exec(check.stdout)?.[1] ?? '';
  expect((await run(['explain', code])).stdout).toMatch(new RegExp(`^${code}`));
  expect((await run(['explain', 'not', 'been', 'onboarded'])).stdout).toContain('companion check email-parity');
});

test('the name of a check in plain words is that check, not a message with those words', async () => {
  expect((await run(['explain', 'Identity provider'])).stdout).toMatch(/^identity-provider /);
  expect((await run(['explain', 'relay', 'state', '--hint', '1'])).stdout).toMatch(/^relay-state /);
});

test('what can be pasted is not promised where there is no account, but where it is shown', async () => {
  const { stdout } = await run(['explain', 'policy-scope/other-instance']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('by this one, and give it the name. (companion guide policy-scope ');
  expect((await run(['explain', 'organization-present'])).stdout).not.toContain('companion guide');
  expect((await run(['guide', 'policy-scope', '--sandbox'])).stdout).toContain('/user/${aws:userid}');
});

test('without a topic the topics are listed', async () => {
  const { stdout } = await run(['explain']);
  for (const { id } of await loadChecks()) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'));
});

test('every topic there is can be explained', async () => {
  const { explainTopic } = await import('../../src/explain/explain.ts');
  const checks = await loadChecks();
  for (const { id, causes } of checks)
    for (const topic of [id, ...Object.keys(causes).map((cause) => `${id}/${cause}`)])
      expect((await explainTopic(topic, checks)).length).toBeGreaterThan(1);
});

test('a page of a log that says nothing known is not thrown back whole', async () => {
  const { code, stderr } = await run(['explain', 'zq '.repeat(5000)]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^companion: Nothing is known about "zq zq .*…"; .*\n$/);
  expect(stderr.length).toBeLessThan(500);
});
