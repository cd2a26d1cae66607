import { fc } from '../random.ts';
import type { Status } from '../../src/check.ts';
import { type Judged, type Report, toReport } from '../../src/report/model.ts';
import type { ReportOptions } from '../../src/report/reporter.ts';

export type Row = Judged['rows'][number];

export const row = (over: Partial<Row> = {}): Row => ({
  id: 'role-trust',
  step: 3,
  title: 'The role trusts the identity provider',
  status: 'pass',
  evidence: 'observed',
  message: 'The role Connect-SSO trusts Connect-SSO.',
  problems: [],
  ...over,
});

export const policyFails: Row = row({
  id: 'policy-scope',
  title: 'The policy allows signing in to this instance',
  status: 'fail',
  message: 'The policy Connect-SSO-Policy names another instance.',
  problems: [
    {
      code: 'policy-scope/other-instance',
      message: 'The policy Connect-SSO-Policy names another instance.',
      expected:
        'arn:aws:connect:us-east-1:111122223333:instance/9690dd9b-3de7-4097-b4d9-67829f7c8fab/user/${aws:userid}',
      actual: 'arn:aws:connect:us-east-1:111122223333:instance/00000000-3de7-4097-b4d9-67829f7c8fab/user/${aws:userid}',
    },
  ],
  fix: {
    title: 'Replace the policy',
    calls: [
      {
        service: 'iam',
        operation: 'DeletePolicy',
        input: { PolicyArn: 'arn:aws:iam::111122223333:policy/Connect-SSO-Policy' },
      },
    ],
    caution: 'The policy is attached to another role too.',
  },
  byHand: {
    text: 'Edit the policy in IAM and paste this in place of it.',
    url: 'https://console.aws.amazon.com/iam/home#/policies',
    value: '{\n  "Version": "2012-10-17"\n}',
  },
});

export const sample = (rows: readonly Row[] = [row(), policyFails]): Report =>
  toReport({
    startedAt: new Date('2026-11-24T10:00:00Z'),
    durationMs: 1234.4,
    target: {
      accountId: '111122223333',
      partition: 'aws',
      callerArn: 'arn:aws:iam::111122223333:user/ada',
      region: 'us-east-1',
      instanceId: '9690dd9b-3de7-4097-b4d9-67829f7c8fab',
    },
    rows,
    apiCalls: 21,
  });

export const options: ReportOptions = { width: 100, colour: false, plain: true, strict: false };

export const statuses: readonly Status[] = ['pass', 'warn', 'fail', 'blocked', 'unknown', 'unverified'];

/** One row of each status, as checks make them. */
export const everyStatus: readonly Row[] = [
  row({ id: 'organization-present', step: 1, message: 'The account is in the organization o-1.' }),
  row({
    id: 'identity-provider',
    status: 'warn',
    message: 'It has another name.',
    problems: [
      {
        code: 'identity-provider/name',
        message: 'It has another name.',
        expected: 'Connect-SSO',
        actual: 'connect-sso',
      },
    ],
  }),
  policyFails,
  row({
    id: 'role-permissions',
    status: 'blocked',
    evidence: 'none',
    message: 'The policy is wrong.',
    blockedBy: ['policy-scope'],
  }),
  row({
    id: 'connect-user',
    step: 5,
    status: 'unknown',
    evidence: 'none',
    message: 'AWS refused connect:ListUsers.',
    permission: 'connect:ListUsers',
  }),
  row({
    id: 'relay-state',
    step: 2,
    status: 'unverified',
    evidence: 'none',
    message: 'No AWS API shows it: give it with --relay-state.',
    byHand: { text: 'Copy it from the application’s page.' },
  }),
].toSorted((a, b) => a.step - b.step);

/** Text as the most ill-willed person would name things. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\u001b[31m',
        '\u009b2J',
        '\u001b]8;;https://evil.example\u0007',
        '\r\n',
        '\n',
        '\u2028',
        '\u202e',
        '\u0000',
        '\ud800',
        '\n::error::x',
        '::set-output name=a::b',
        '##[error]x',
        ']]>',
        '<script>alert(1)</script>',
        '&amp;',
        '|',
        '`',
        '```',
        '\n```\n',
        '=cmd|x',
        '＝1+1',
        '+1',
        '-1',
        '@SUM(A1)',
        '\t=1',
        ' =1',
        '"',
        "'",
        ',',
        '%0A',
        '[x](https://evil.example)',
        'https://evil.example',
        'www.evil.example',
        '@team',
        '# h',
        '\n- x',
        '1. x',
        '![x](y)',
        '<!--',
        '$x$',
        '~~x~~',
        '\\',
      ),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** A report whose every text is hostile. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .record({
    status: fc.constantFrom(...statuses),
    message: hostile,
    title: hostile,
    expected: hostile,
    actual: hostile,
    text: hostile,
    value: hostile,
    other: hostile,
  })
  .map(({ status, message, title, expected, actual, text, value, other }) =>
    sample([
      row(),
      row({
        id: 'policy-scope',
        status,
        title,
        message,
        problems: [{ code: 'policy-scope/other', message: other, expected, actual }],
        ...(status === 'blocked' && { blockedBy: [other] }),
        ...(status === 'unknown' && { permission: other }),
        byHand: { text, value, url: `https://example.org/${other}` },
        fix: {
          title: other,
          calls: [{ service: 'iam', operation: 'DeletePolicy', input: { PolicyArn: other } }],
          caution: other,
        },
      }),
    ]),
  );
