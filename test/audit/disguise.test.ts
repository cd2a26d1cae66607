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

test('a name that is an address is masked with the rest', () => {
  expect(disguise(planned, { alias: false, redact: true }).name(0)).toMatch(/^user-[0-9a-f]{8}@masked\.invalid$/);
});
