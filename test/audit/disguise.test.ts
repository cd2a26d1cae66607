import { expect, test } from 'vitest';
import { disguise } from '../../src/audit/disguise.ts';
import type { Learner } from '../../src/report/model.ts';
import { policyFails, row, sample } from '../report/sample.ts';

const planned = ['ana@example.com', 'Ben'].map((learner, index) => ({
  learner,
  line: index + 2,
  account: `11112222333${index}`,
  roleArn: `arn:aws:iam::11112222333${index}:role/Audit`,
}));
const report = sample([
  policyFails,
  row({
    id: 'email-parity',
    status: 'fail',
    message: 'The Connect username ana is only the part before the @ of ana@example.com.',
    problems: [{ code: 'email-parity/local-part', message: 'x', expected: 'ana@example.com', actual: 'ana' }],
  }),
  row({
    message: 'Organization instance ssoins-7223c0ffee5e1f04 of o-a1b2c3d4e5 in 111122223333, sample 123456789012.',
  }),
]);
const entry: Learner = { learner: 'Ben', accountId: '111122223333', verdict: 'fail', reached: true, report };

test('what says whose account it is is masked, the same everywhere, and in its own form', () => {
  const { entry: hide } = disguise(planned, { alias: false, redact: true });
  const text = JSON.stringify(hide(entry, 1));
  for (const secret of [
    '111122223333',
    'example.com',
    '9690dd9b-3de7',
    'ssoins-7223c0ffee5e1f04',
    'o-a1b2c3d4e5',
    '"ana"',
    'username ana',
  ])
    expect(text).not.toContain(secret);
  const shown = hide(entry, 1);
  const account = shown.accountId ?? '';
  expect(account).toMatch(/^\d{12}$/);
  expect(shown.report?.target.accountId).toBe(account);
  const [problem] = shown.report?.checks[0]?.problems ?? [];
  expect(problem?.expected).toContain(`:${account}:instance/`);
  // Two that differ differ still: a learner's mistake can be seen.
  expect(problem?.expected).not.toBe(problem?.actual);
  expect(problem?.code).toBe('policy-scope/other-instance');
  expect(text).toContain('123456789012');
  // Shards and resumed runs agree; another class does not.
  expect(disguise(planned, { alias: false, redact: true }).entry(entry, 1)).toEqual(shown);
  expect(disguise(planned.slice(1), { alias: false, redact: true }).entry(entry, 0)).not.toEqual(shown);
});

test('names give way to numbers, in the reason too', () => {
  const { entry: hide, name } = disguise(planned, { alias: true, redact: false });
  expect(name(1)).toBe('Learner 02');
  expect(
    hide({ learner: 'Ben', verdict: 'unknown', reached: false, reason: 'The profile Ben gives no credentials.' }, 1),
  ).toEqual({
    learner: 'Learner 02',
    verdict: 'unknown',
    reached: false,
    reason: 'The profile Learner 02 gives no credentials.',
  });
});

test('a name goes where it stands as a word, and where the profile is called after it', () => {
  const rows = [
    { learner: 'A', line: 2, profile: 'ana-maria' },
    { learner: 'Ben', line: 3, roleArn: 'arn:aws:iam::111122223333:role/Audit-Ben', externalId: 'class-of-2026' },
  ];
  const reasonOf = (reason: string, position: number, redact = false): string | undefined =>
    disguise(rows, { alias: true, redact }).entry(
      { learner: rows[position]?.learner ?? '', verdict: 'unknown', reached: false, reason },
      position,
    ).reason;
  expect(reasonOf('AWS: the profile Ana-Maria of A gives no credentials.', 0)).toBe(
    'AWS: the profile Learner 01 of Learner 01 gives no credentials.',
  );
  const refused =
    'AWS refused it on arn:aws:iam::111122223333:role/Audit-Ben: another external id than "class-of-2026".';
  expect(reasonOf(refused, 1)).toContain('role/Audit-Learner 02: another external id than "class-of-2026".');
  expect(reasonOf(refused, 1, true)).not.toMatch(/class-of-2026|111122223333|Ben/);
});

test('an id has one mask in an ARN, in metadata, in base64 and in an address of the console; an IAM user’s name goes', () => {
  const { entry: hide } = disguise(planned, { alias: false, redact: true });
  const base64 = Buffer.from('111122223333_ins-7223c0ffee5e1f04').toString('base64');
  const message = [
    'arn:aws:sso::111122223333:application/ssoins-7223c0ffee5e1f05/apl-7223c0ffee5e1f04',
    'https://x.console.aws.amazon.com/singlesignon/applications/home?region=x#/instances/7223c0ffee5e1f05/ins-7223c0ffee5e1f04',
    `https://portal.sso.us-east-1.amazonaws.com/saml/metadata/${base64}`,
    'arn:aws:iam::111122223333:user/people/jane.doe',
    'arn:aws:sts::111122223333:assumed-role/Audit/jane.doe',
  ].join(' ');
  const shown = hide({ ...entry, report: sample([row({ message })]) }, 1).report?.checks[0]?.message ?? '';
  const [, account, instance, application] =
    /sso::(\d{12}):application\/ssoins-(\w{16})\/apl-(\w{16})/.exec(shown) ?? [];
  expect(shown).toContain(`#/instances/${instance}/ins-${application} `);
  expect(Buffer.from(/metadata\/(\S+)/.exec(shown)?.[1] ?? '', 'base64').toString()).toBe(
    `${account}_ins-${application}`,
  );
  expect(shown).not.toMatch(/111122223333|7223c0ffee|jane/);
});

test('a name that is an address is masked with the rest', () => {
  expect(disguise(planned, { alias: false, redact: true }).name(0)).toMatch(/^user-[0-9a-f]{12}@masked\.invalid$/);
});

test('names that differ in case alone stay different, and it can be seen that they differ in nothing else', () => {
  const rows = ['ana@example.com', 'Ana@example.com', 'ANA@EXAMPLE.COM'].map((learner, line) => ({ learner, line }));
  const { name } = disguise(rows, { alias: false, redact: true });
  const names = rows.map((_, position) => name(position));
  expect(new Set(names).size).toBe(3);
  const [plain, ...others] = names.map((each) => each.replace('@masked.invalid', ''));
  for (const other of others) expect(other).toMatch(new RegExp(`^${plain}-[0-9a-f]{4}$`));
});

test('two learners stay two even where their masks are the same', () => {
  const rows = ['Ana', 'Ana'].map((learner, line) => ({ learner, line }));
  const { name } = disguise(rows, { alias: false, redact: true });
  expect([name(0), name(1)]).toEqual(['Ana', 'Ana (2)']);
});
