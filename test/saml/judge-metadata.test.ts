import { describe, expect, test } from 'vitest';
import { expiry, wrongMetadata, type Belongs } from '../../src/saml/judge-metadata.ts';
import { decodeEntityId } from '../../src/saml/metadata.ts';

const expected: Belongs = {
  account: '111122223333',
  regions: ['us-east-1', 'us-west-2'],
  application: '72236face0cd1203',
};

describe('whose metadata it is', () => {
  const judge = (entityId: string): unknown => {
    const application = decodeEntityId(entityId);
    return wrongMetadata({ text: '', entityId, certificates: [], ...(application && { application }) }, expected);
  };
  const portal = (region: string, content: string): string =>
    `https://portal.sso.${region}.amazonaws.com/saml/assertion/${Buffer.from(content).toString('base64')}`;

  test.each([
    ['us-east-1', '111122223333_ins-72236face0cd1203', undefined],
    ['us-west-2', '111122223333_ins-72236face0cd1203', undefined],
    ['us-east-1', '444455556666_ins-72236face0cd1203', ['other-account', '111122223333', '444455556666']],
    ['eu-west-1', '111122223333_ins-72236face0cd1203', ['other-region', 'us-east-1 or us-west-2', 'eu-west-1']],
    [
      'us-east-1',
      '111122223333_ins-0000000000000000',
      ['other-application', 'apl-72236face0cd1203', 'apl-0000000000000000'],
    ],
  ])('%s, %s', (region, content, problem) => {
    const [code, wanted, actual] = problem ?? [];
    const found = judge(portal(region, content));
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ code, expected: wanted, actual });
  });

  // AWS documents no form of the entityID, so an address of its own that does not decode decides nothing.
  test.each([
    'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/x',
    'http://portal.sso.us-east-1.amazonaws.com/saml/assertion/x',
    'https://portal.sso.cn-north-1.amazonaws.com.cn/saml/assertion/x',
    'https://signin.amazonaws.cn/saml',
    'https://signin.amazonaws-us-gov.com/saml',
    'https://d-1234567890.signin.aws-us-gov/platform/saml/x',
    'https://d-1234567890.awsapps.com',
    'https://us-east-1.signin.aws:443/platform/saml/x',
    'HTTPS://AWS.Amazon.com/SAML',
  ])('may be AWS: %s', (entityId) => expect(judge(entityId)).toBe('unknown'));

  test.each([
    'http://www.okta.com/exk1',
    'https://amazonaws.com.evil.example/x',
    'https://evil.example/x.signin.aws/',
    'https://notaws/x',
    'urn:https://signin.aws/',
  ])('is of another vendor: %s', (entityId) =>
    expect(judge(entityId)).toMatchObject({
      code: 'other-vendor',
      expected: 'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/…',
      actual: entityId,
    }),
  );
});

describe('how long its certificates are good', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const certificate = (notBefore: string, notAfter: string) => ({
    pem: '',
    subject: '',
    fingerprint: '',
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
  });
  const until = (notAfter: string) => certificate('2024-01-01', notAfter);
  const judge = (...certificates: ReturnType<typeof certificate>[]): string | undefined =>
    expiry(certificates, now)?.message;
  const soon = (words: string): string => `The signing certificate expires ${words}.`;

  // The console warns from 90 days on (Identity Center user guide, "Manage SAML 2.0 certificates").
  test.each([
    [until('2027-02-19T10:00:00Z'), undefined],
    [until('2027-02-19T09:59:59Z'), soon('in 90 days, on 2027-02-19')],
    [until('2026-11-22T09:00:00Z'), soon('in 1 day, on 2026-11-22')],
    [until('2026-11-21T09:00:00Z'), soon('within a day, on 2026-11-21')],
    [until('2026-11-20T10:00:00Z'), 'The signing certificate expired on 2026-11-20.'],
    [certificate('2026-11-20T10:00:00Z', '2031-01-01'), undefined],
    [certificate('2026-11-20T10:00:01Z', '2031-01-01'), 'The signing certificate is not valid before 2026-11-20.'],
  ])('%o', (one, message) => expect(judge(one)).toBe(message));

  test('the best of several counts', () => {
    const [expired, earlier, short, long] = [
      until('2026-01-01'),
      until('2025-01-01'),
      until('2026-12-01'),
      until('2031-01-01'),
    ];
    const future = certificate('2027-01-01', '2032-01-01');
    for (const all of [
      [expired, long, short],
      [short, long, future],
    ])
      expect(judge(...all)).toBeUndefined();
    expect(judge(expired, short, future)).toBe(soon('in 10 days, on 2026-12-01'));
    expect(judge(expired, future)).toBe('The signing certificate is not valid before 2027-01-01.');
    for (const all of [
      [expired, earlier],
      [earlier, expired],
    ])
      expect(judge(...all)).toBe('The signing certificate expired on 2026-01-01.');
  });

  test('what is there and what should be is said', () => {
    expect(expiry([until('2026-11-22T09:00:00Z')], now)).toMatchObject({
      code: 'certificate-expires-soon',
      expected: 'more than 90 days',
      actual: '1 day',
    });
    expect(expiry([until('2026-11-20T10:00:00Z')], now)).toMatchObject({
      code: 'certificate-expired',
      expected: 'valid on 2026-11-20',
      actual: 'until 2026-11-20T10:00Z',
    });
    expect(expiry([certificate('2027-01-01', '2032-01-01')], now)).toMatchObject({
      code: 'certificate-not-yet-valid',
      expected: 'valid on 2026-11-20',
      actual: 'from 2027-01-01',
    });
  });
});
