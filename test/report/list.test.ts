import fastStringWidth from 'fast-string-width';
import { fc } from '../random.ts';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { list } from '../../src/report/list.ts';
import { everyStatus, hostileReport, options, policyFails, row, sample } from './sample.ts';

test('the first broken link is on top, with what to do about it', () => {
  expect(list(sample(everyStatus), options)).toBe(`Amazon Connect sign-in: account 111122223333, us-east-1, instance
9690dd9b-3de7-4097-b4d9-67829f7c8fab

First broken link: policy-scope (step 3)
  wanted      The policy allows signing in to this instance
  found       The policy Connect-SSO-Policy names another instance.
  expected    arn:aws:connect:us-east-1:111122223333:instance/9690dd9b-3de7-4097-b4d9-67829f7c8fab/user/\${aws:userid}
  actual      arn:aws:connect:us-east-1:111122223333:instance/00000000-3de7-4097-b4d9-67829f7c8fab/user/\${aws:userid}
  by hand     Edit the policy in IAM and paste this in place of it.
{
  "Version": "2012-10-17"
}
  open        https://console.aws.amazon.com/iam/home#/policies
  or run      companion fix policy-scope
  caution     The policy is attached to another role too.
  learn more  companion explain policy-scope

Step 1: Organization and Identity Center
  pass        organization-present     The account is in the organization o-1.

Step 2: Connect instance and application
  unverified  relay-state              No AWS API shows it: give it with --relay-state.
      by hand     Copy it from the application’s page.

Step 3: Identity provider, policy and role
  warn        identity-provider        It has another name.
      expected    Connect-SSO
      actual      connect-sso
  fail        policy-scope             The policy Connect-SSO-Policy names another instance.
      What to do stands at the top.
  blocked     role-permissions         The policy is wrong. (waits for policy-scope)

Step 5: Users
  unknown     connect-user             AWS refused connect:ListUsers.
      permission  connect:ListUsers

6 checks: 1 pass, 1 warn, 1 fail, 1 blocked, 1 unknown, 1 unverified. Verdict: fail. Sign-in cannot
work until policy-scope is put right.
`);
});

test('a sound account has nothing on top but the good news, and no more of it than was looked at', () => {
  const top = (...rows: Parameters<typeof row>[0][]): string | undefined =>
    list(sample(rows.map(row)), options).split('\n\n')[1];
  expect(top({}, { id: 'sign-in' })).toBe('Every link of the sign-in holds.');
  expect(top({ status: 'warn' }, { id: 'sign-in' })).toBe('Sign-in works; something should still be changed.');
  expect(top({})).toBe('What was looked at holds.');
  expect(top({ status: 'warn' })).toBe('What was looked at holds; something should still be changed.');
});

test('hostile text is inert: no escape, no line of its own, no command for a build log', () => {
  fc.assert(
    fc.property(hostileReport, fc.boolean(), (report, colour) => {
      const text = list(report, { ...options, colour, plain: !colour });
      const bare = colour ? text.replaceAll(/\u001b\[\d+m/g, '') : text;
      expect(bare).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
      expect(bare).not.toMatch(/##\[|^\s*::/m);
    }),
  );
});

test.each([60, 80, 89, 90, 120, 200])('only what must stay whole goes beyond %i columns', (width) => {
  const lines = list(sample(everyStatus), { ...options, width }).split('\n');
  const over = lines.filter((line) => fastStringWidth(line) > width);
  for (const line of over) expect(line).toMatch(/^\s*\S+(\s{2,}\S+)?$/);
});

test('colour changes nothing but colour', () => {
  const [with_, without] = [true, false].map((colour) =>
    list(sample(everyStatus), { ...options, plain: false, colour }),
  );
  expect(with_).not.toBe(without);
  expect(stripVTControlCharacters(with_ ?? '')).toBe(without);
  expect(without).toContain('✖ fail');
});

test('plain uses words and no symbols', () => {
  expect(list(sample([...everyStatus]), options)).not.toMatch(/[✔⚠✖⊘○]/);
});

test('a value to paste stands on its own line, whole', () => {
  const value = `https://us-east-1.console.aws.amazon.com/connect/federate/${'x'.repeat(200)}`;
  const report = sample([{ ...policyFails, byHand: { text: 'Paste this.', value } }]);
  expect(list(report, { ...options, width: 60 }).split('\n')).toContain(value);
});
