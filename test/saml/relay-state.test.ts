import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import { judgeRelayState, relayCauses, relayStateFor, type RelayExpected } from '../../src/saml/relay-state.ts';
import { wording } from '../wording.ts';

const id = '0f6a1c52-94de-4b7a-8c1e-6d2f0b9e5a13';
const expected: RelayExpected = {
  region: 'us-west-2',
  instanceId: id,
  instanceArn: `arn:aws:connect:us-west-2:444455556666:instance/${id}`,
  partition: 'aws',
  alias: 'riverside',
  accessUrl: 'https://riverside.my.connect.aws',
};
const right = `https://us-west-2.console.aws.amazon.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`;
const base = `https://us-west-2.console.aws.amazon.com/connect/federate/${id}`;
const host = 'https://us-west-2.console.aws.amazon.com';

const judge = (value: string, changes: Partial<RelayExpected> = {}): string => {
  const { verdict = 'undocumented', problems = [] } = judgeRelayState(value, { ...expected, ...changes }) ?? {};
  return [verdict, ...problems.map(({ code }) => code)].join(' ');
};
const problemsOf = (value: string) => judgeRelayState(value, expected)?.problems ?? [];

test('the value to paste is the right one', () => {
  expect(relayStateFor(expected)).toBe(right);
  expect(judge(right)).toBe('right');
  const govCloud = { region: 'us-gov-west-1', partition: 'aws-us-gov' };
  expect(relayStateFor({ ...expected, ...govCloud })).toBe(
    `https://console.amazonaws-us-gov.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`,
  );
  expect(judge(relayStateFor({ ...expected, ...govCloud }) ?? '', govCloud)).toBe('right');
});

test.each(['aws-cn', 'aws-iso', 'aws-iso-b'])(
  '%s: AWS documents none, so there is none to paste and none is judged',
  (partition) => {
    expect(relayStateFor({ ...expected, partition })).toBeUndefined();
    expect(judge(right, { partition })).toBe('undocumented');
    expect(judge('', { partition })).toBe('undocumented');
  },
);

describe('right', () => {
  test.each([
    right,
    `${base}?destination=%2Fccp-v2`,
    `${base}?destination=%2Fccp-v2%2Fchat&new_domain=true`,
    `${base}?new_domain=true&destination=%2Fconnect%2Fccp`,
    `${base}?destination=%2Fconnect%2Fccp-v2`,
    `${base}?destination=%2Fagent-app-v2`,
    `${base}?destination=%2Fconnect%2Fagent-app-v2`,
    `${base}?destination=%2Fagent-app-v2?VDIPlatform=CITRIX_413`,
    `${base}?destination=%2Fagent-app-v2%3FVDIPlatform%3DAWS_WORKSPACE`,
    `${base}?destination=%2fconnect%2fccp`,
    `${base}?destination=%2Fconnect%2Fccp%2F`,
    `${base}?destination=%2Fconnect%2Fccp&`,
    `${base}?destination=%2Fconnect%2Fccp&=`,
    `https://US-West-2.Console.AWS.amazon.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`,
    `HTTPS://us-west-2.console.aws.amazon.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`,
  ])('%s', (value) => expect(judge(value)).toBe('right'));
});

describe('odd: works, and is told', () => {
  test.each([
    [` ${right}`, 'white-space'],
    [`${right} `, 'white-space'],
    [`${right}\n`, 'white-space'],
    [`\t${right}\r\n`, 'white-space'],
    [base, 'no-destination'],
    [`${base}?`, 'no-destination'],
    [`${base}?destination=`, 'no-destination'],
    [`${base}?destination`, 'no-destination'],
    [`${base}?Destination=%2Fconnect%2Fccp`, 'destination-name'],
    [`${base}?destinaton=%2Fconnect%2Fccp`, 'destination-name'],
    [`${base}?destination=%2Fconnect%2Fhome`, 'admin-destination'],
    [`${base}?destination=%2F`, 'admin-destination'],
    [`${base}?destination=%2Fconnect`, 'admin-destination'],
    [`${base}?destination=%2Fconnect%2F`, 'admin-destination'],
    [`${base}?destination=%2Fhome`, 'admin-destination'],
    [`${base}?destination=%2Fusers`, 'other-destination'],
    [`${base}?destination=%2Fgo%3Fto%3Dhttps%3A%2F%2Fdesk.example.com`, 'other-destination'],
    [`${right}&debug=true`, 'more-parameters'],
    [`${base}?destination=%2Fconnect%2Fcontact-search`, 'other-destination'],
    [`${base}?destination=https%3A%2F%2Fdesk.example.com%2Fccp`, 'external-destination'],
    [`${right}&utm_source=mail`, 'more-parameters'],
    [`${right}&amp;new_domain=true`, 'html-escaped'],
    [`${base}?new_domain=true&amp;destination=%2Fconnect%2Fccp`, 'html-escaped'],
    [`${right}&new_domain=false`, 'more-parameters'],
    [`${right}#top`, 'fragment'],
    [`https://us-west-2.console.aws.amazon.com:443/connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'port'],
    [`https://us-west-2.console.aws.amazon.com:/connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'port'],
    [`${base}#?destination=%2Fconnect%2Fccp`, 'no-destination fragment'],
  ])('%j', (value, causes) => {
    expect(judge(value)).toBe(`odd ${causes}`);
    expect(wording(problemsOf(value))).toMatchSnapshot();
  });
});

describe('wrong', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['x'.repeat(100_000), 'too-long'],
    // The workshop's text, pasted as it is or in part.
    [
      'https://\\<region-id>.console.aws.amazon.com/connect/federate/\\<instance-id>?destination=%2Fconnect%2Fccp',
      'backslash placeholder',
    ],
    [
      'https://<region-id>.console.aws.amazon.com/connect/federate/<instance-id>?destination=%2Fconnect%2Fccp',
      'placeholder',
    ],
    [`https://<region-id>.console.aws.amazon.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'placeholder'],
    [`${host}/connect/federate/<instance-id>?destination=%2Fconnect%2Fccp`, 'placeholder'],
    [`${host}/connect/federate/<instance id>?destination=%2Fconnect%2Fccp`, 'placeholder'],
    [`${host}/connect/federate/{instance-id}?destination=%2Fconnect%2Fccp`, 'placeholder'],
    [`${host}/connect/federate/INSTANCE_ID?destination=%2Fconnect%2Fccp`, 'placeholder'],
    [`https://region.console.aws.amazon.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'placeholder'],
    [`https://\\us-west-2.console.aws.amazon.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'backslash'],
    [`${host}/connect/federate/\\${id}?destination=%2Fconnect%2Fccp`, 'backslash'],
    [
      'https://us-east-1.console.aws.amazon.com/connect/federate/9690dd9b-3de7-4097-b4d9-67829f7c8fur?destination=%2Fconnect%2Fccp',
      'sample',
    ],
    [`${host}/connect/federate/9690dd9b-3de7-4097-b4d9-67829f7c8fur?destination=%2Fconnect%2Fccp`, 'sample'],
    [
      `${host}/connect/federate/arn:aws:connect:us-east-1:257804509653:instance/9690dd9b-3de7-4097-b4d9-67829f7c8fur`,
      'sample',
    ],
    // Scheme.
    [right.replace('https', 'http'), 'http'],
    [right.replace('https://', ''), 'no-scheme'],
    [right.replace('https://', '//'), 'no-scheme'],
    [right.replace('https://', 'https:/'), 'no-scheme'],
    [right.replace('https', 'htps'), 'no-scheme'],
    [right.replace('https://us-west-2.', ''), 'no-scheme'],
    [`relay=${right.replace('https://', '')}`, 'no-address'],
    [`Relay%20state%3A%20${encodeURIComponent(right)}`, 'no-address'],
    [`Instance=${expected.instanceArn}`, 'arn-for-id'],
    ['javascript:alert(1)', 'no-address'],
    ['javascript://us-west-2.console.aws.amazon.com/connect', 'no-scheme console-url'],
    [encodeURIComponent(right), 'encoded'],
    ['Connect', 'no-address'],
    [id, 'no-address'],
    [id.toUpperCase(), 'no-address'],
    [expected.instanceArn, 'arn-for-id'],
    // Host.
    [right.replace('us-west-2', 'us-east-1'), 'other-region'],
    [right.replace('us-west-2', 'eu-central-1'), 'other-region'],
    [right.replace('us-west-2', 'us-west2'), 'other-region'],
    [right.replace('us-west-2', 'us-west-2a'), 'other-region'],
    [right.replace('us-west-2', 'Oregon'), 'other-region'],
    [right.replace('us-west-2.', ''), 'no-region'],
    [right.replace('us-west-2.', '444455556666-abcd1234.us-west-2.'), 'other-host'],
    [right.replace('console.aws.amazon.com', 'console.amazon.com'), 'other-host'],
    [right.replace('console.aws.amazon.com', 'console.aws.amazon.co'), 'other-host'],
    [right.replace('console.aws.amazon.com', 'console.aws.amazon.com.evil.example'), 'other-host'],
    ['https://evil.example/connect/federate/' + id, 'other-host'],
    ['https://evil.example/connect/federate/riverside', 'other-host'],
    [right.replace('console', 'consol').replace(id, 'riverside'), 'other-host alias-for-id'],
    ['https://notsignin.aws.amazon.com/saml', 'other-host'],
    ['https://signin.aws.amazon.com.evil.example/saml', 'other-host'],
    ['https://d-1234567890.awsapps.com/start/connect', 'portal-url'],
    ['https://ssoins-7223c1a2b3c4d5e6.portal.us-west-2.app.aws', 'portal-url'],
    ['https://portal.sso.us-west-2.amazonaws.com/saml/assertion/x', 'portal-url'],
    [right.replace('https://', 'https://console@'), 'user-information'],
    [right.replace('.com/', '.com@evil.example/'), 'user-information other-host'],
    [right.replace('.com/', '.com:8443/'), 'port'],
    [right.replace('.com/', '.com:8443x/'), 'other-host'],
    [right.replace('https://', 'https://@'), 'user-information'],
    [`https://console.amazonaws-us-gov.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'other-partition'],
    ['https://riverside.my.connect.aws', 'access-url'],
    ['https://riverside.my.connect.aws/ccp-v2', 'access-url'],
    ['https://other.my.connect.aws/home', 'access-url'],
    ['https://riverside.awsapps.com/connect/ccp', 'access-url'],
    ['https://riverside.awsapps.com/connect', 'access-url'],
    ['https://d-1234567890.awsapps.com/start', 'portal-url'],
    ['https://ssoins-7223c1a2b3c4d5e6.us-west-2.portal.amazonaws.com', 'portal-url'],
    ['https://signin.aws.amazon.com/saml', 'sign-in-url'],
    ['https://us-west-2.signin.aws.amazon.com/saml', 'sign-in-url'],
    // Path.
    [host, 'path'],
    [`${host}/`, 'path'],
    [`${host}/x/connect/home`, 'path'],
    [`${host}/connect/v2/app/instances?region=us-west-2`, 'console-url'],
    [`${host}/connect/home`, 'console-url'],
    [`${host}/connect/home?region=us-west-2`, 'console-url'],
    [`${host}/Connect/Federate/${id}?destination=%2Fconnect%2Fccp`, 'path-case'],
    [`${host}/connect/federated/${id}?destination=%2Fconnect%2Fccp`, 'path'],
    [`${host}/connect/${id}?destination=%2Fconnect%2Fccp`, 'path'],
    [`${host}//connect/federate/${id}?destination=%2Fconnect%2Fccp`, 'path'],
    [`${host}/connect/federate?destination=%2Fconnect%2Fccp`, 'no-instance'],
    [`${host}/connect/federate/?destination=%2Fconnect%2Fccp`, 'no-instance'],
    // Instance.
    [`${base}/?destination=%2Fconnect%2Fccp`, 'trailing-slash'],
    [`${host}/connect/federate/${expected.instanceArn}?destination=%2Fconnect%2Fccp`, 'arn-for-id'],
    [`${host}/connect/federate/${encodeURIComponent(expected.instanceArn)}?destination=%2Fconnect%2Fccp`, 'arn-for-id'],
    [`${host}/connect/federate/instance/${id}?destination=%2Fconnect%2Fccp`, 'arn-for-id'],
    [`${host}/connect/federate/riverside?destination=%2Fconnect%2Fccp`, 'alias-for-id'],
    [`${host}/connect/federate/Riverside?destination=%2Fconnect%2Fccp`, 'alias-for-id'],
    [`${host}/connect/federate/444455556666?destination=%2Fconnect%2Fccp`, 'account-for-id'],
    [right.replace(id, id.toUpperCase()), 'instance-case'],
    [right.replace(id, '11111111-2222-4333-8444-555555555555'), 'other-instance'],
    [right.replace(id, id.slice(0, -1)), 'other-instance'],
    [right.replace(id, `${id}3`), 'other-instance'],
    [right.replace(id, id.replaceAll('-', '')), 'other-instance'],
    [right.replace('?', '&'), 'no-question-mark'],
    [right.replace('?', ''), 'no-question-mark'],
    [right.replace('?', '%3F'), 'no-question-mark'],
    [right.replace('?', 'x&'), 'other-instance no-destination'],
    // Destination.
    [`${base}?destination=/connect/ccp`, 'not-encoded'],
    [`${base}?destination=%2Fconnect/ccp`, 'not-encoded'],
    [`${base}?destination=https://desk.example.com`, 'not-encoded'],
    [`${base}?destination=%252Fconnect%252Fccp`, 'double-encoded'],
    [`${base}?destination=%2connect%2ccp`, 'destination-slash'],
    [`${base}?destination=%2Gconnect`, 'bad-encoding'],
    [`${base}?destination=%FF`, 'bad-encoding'],
    [`${base}?destination=connect%2Fccp`, 'destination-slash'],
    [`${base}?destination=%2Fconnect%2Fcpp`, 'destination-misspelt'],
    [`${base}?destination=%2FConnect%2FCCP`, 'destination-misspelt'],
    [`${base}?destination=%2Fconect%2Fccp`, 'destination-misspelt'],
    [`${right}.`, 'destination-misspelt'],
    // What pasting adds.
    [`"${right}"`, 'quotes'],
    [`${right}'`, 'quotes'],
    [`'${right}`, 'quotes'],
    [`("${right}")`, 'quotes'],
    [`<${right.replace('https', 'http')}>`, 'quotes http'],
    [`${right.replace('https', 'http')}"`, 'quotes http'],
    [`Relay state: ${right.replace('https', 'http')}`, 'text-before'],
    [`${host}/connect/federate/<instance-id>`, 'placeholder no-destination'],
    [`Relay state: ${right}`, 'text-before'],
    [`[here](${right})`, 'text-before'],
    [`“${right}”`, 'look-alike quotes'],
    [`<${right}>`, 'quotes'],
    [`=${right}`, 'text-before'],
    [`"${right.replace('https', 'http')}"`, 'quotes http'],
    [`${right.replace('https', 'http')} ${right.replace('https', 'http')}`, 'two-addresses'],
    [`${right}${right}`, 'two-addresses'],
    [`${right} ${right}`, 'two-addresses'],
    [`${base} ?destination=%2Fconnect%2Fccp`, 'white-space'],
    [right.replace('/federate', '/\nfederate'), 'white-space'],
    [right.replace('us-west', 'us–west'), 'look-alike'],
    [right.replace('console', 'cоnsole'), 'look-alike'],
    [right.replace('console', 'con\u200bsole'), 'look-alike'],
    [right.replace('https', 'ｈttps'), 'look-alike'],
    [`\u200b${right}`, 'look-alike'],
    [`\u200b ${right}`, 'look-alike'],
    [right.replace(id, id.replace('0f', 'оf')), 'look-alike other-instance'],
    // Several at once: each is told.
    [
      right.replace('https', 'http').replace('us-west-2', 'us-east-1').replace(id, 'riverside'),
      'http other-region alias-for-id',
    ],
    [`${right.replace('us-west-2', 'us-east-1')} `, 'other-region white-space'],
    [
      `http://us-east-1.console.aws.amazon.com/connect/federate/${expected.instanceArn}?destination=/connect/ccp`,
      'http other-region arn-for-id not-encoded',
    ],
  ])('%j', (value, causes) => {
    expect(judge(value)).toBe(`wrong ${causes}`);
    expect(wording(problemsOf(value))).toMatchSnapshot();
  });
});

describe('by what the instance is', () => {
  const virginia = { region: 'us-east-1' };
  const govCloud = { region: 'us-gov-west-1', partition: 'aws-us-gov' };
  const gov = `https://console.amazonaws-us-gov.com/connect/federate/${id}?destination=%2Fconnect%2Fccp`;
  test.each<[string, string, Partial<RelayExpected>]>([['no Region means us-east-1', 'odd no-region', virginia]])(
    '%s',
    (_, verdict, changes) => expect(judge(right.replace('us-west-2.', ''), changes)).toBe(verdict),
  );
  test.each<[string, string]>([
    [gov, 'right'],
    [gov.replace('%2Fconnect%2Fccp', '%2Fccp-v2'), 'right'],
    [right, 'wrong other-partition'],
    [right.replace(id, 'riverside'), 'wrong other-partition alias-for-id'],
    [gov.replace('console.', 'us-gov-west-1.console.'), 'odd region-in-govcloud'],
    [gov.replace('console.', 'us-gov-east-1.console.'), 'wrong other-region'],
    [gov.replace(id, 'x'), 'wrong other-instance'],
  ])('GovCloud: %s', (value, verdict) => expect(judge(value, govCloud)).toBe(verdict));

  test('an external destination is judged by the approved origins, once they are known', () => {
    const external = `${base}?destination=https%3A%2F%2Fdesk.example.com%2Fccp`;
    expect(judge(external, { approvedOrigins: ['https://desk.example.com'] })).toBe('odd external-destination');
    expect(judge(external.replace('https%3A', 'http%3A'), { approvedOrigins: ['https://desk.example.com'] })).toBe(
      'odd external-destination',
    );
    expect(judge(external, { approvedOrigins: ['desk.example.com'] })).toBe('odd external-destination');
    expect(judge(external, { approvedOrigins: [] })).toBe('wrong not-approved');
    expect(judge(external, { approvedOrigins: ['https://example.com'] })).toBe('wrong not-approved');
  });

  test('the author of the workshop may use the sample', () => {
    const sample = '9690dd9b-3de7-4097-b4d9-67829f7c8fur';
    const own = {
      region: 'us-east-1',
      instanceId: sample,
      instanceArn: `arn:aws:connect:us-east-1:257804509653:instance/${sample}`,
    };
    expect(
      judge(`https://us-east-1.console.aws.amazon.com/connect/federate/${sample}?destination=%2Fccp-v2`, own),
    ).toBe('right');
  });

  test('the instance of another account with the same id is still this one', () =>
    expect(judge(right, { alias: id })).toBe('right'));
});

test('an access URL of the older domain is this instance, its portal is not', () => {
  const changes = { accessUrl: 'https://Riverside.awsapps.com/connect' };
  expect(judge('https://riverside.awsapps.com/ccp-v2', changes)).toBe('wrong access-url');
  expect(judge('https://riverside.awsapps.com/start', changes)).toBe('wrong portal-url');
  expect(judge('https://other.awsapps.com/ccp-v2', changes)).toBe('wrong portal-url');
});

test('an access URL is known without the instance’s own', () => {
  const { accessUrl: _, ...without } = expected;
  const causes = (value: string): string[] => (judgeRelayState(value, without)?.problems ?? []).map(({ code }) => code);
  expect(causes('https://riverside.my.connect.aws/home')).toEqual(['access-url']);
  expect(causes('https://riverside.awsapps.com/start')).toEqual(['portal-url']);
  expect(causes(right)).toEqual([]);
  expect(problemsOf(id.toUpperCase())[0]?.message).toContain('only the instance id');
});

test('a long text is shown as far as a line goes', () => {
  const shown = (text: string) => problemsOf(text)[0]?.message;
  expect(shown('a'.repeat(80))).toBe(`The relay state is not an address: "${'a'.repeat(80)}".`);
  expect(shown('a'.repeat(81))).toBe(`The relay state is not an address: "${'a'.repeat(80)}…".`);
});

test('names expected and actual exactly', () => {
  expect(problemsOf(right.replace('us-west-2', 'us-east-1'))).toEqual([
    {
      code: 'other-region',
      message: 'The relay state names the Region "us-east-1", but the Connect instance is in us-west-2.',
      expected: 'us-west-2',
      actual: 'us-east-1',
    },
  ]);
  expect(problemsOf(` ${right}`)[0]).toMatchObject({ expected: right, actual: ` ${right}` });
});

test('whatever is typed: an answer, quickly, with known causes, and right only for what names this instance', () => {
  const known = new Set(Object.keys(relayCauses));
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      right,
      base,
      'https://',
      id,
      '?destination=',
      '%2F',
      '\\',
      '<',
      '@',
      ':',
      '#',
      '&',
      ' ',
      '\u202e',
      'arn:',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const value = pieces.join('');
      const { verdict, problems = [] } = judgeRelayState(value, expected) ?? {};
      for (const { code, message } of problems) {
        const sound = known.has(code) && /^[A-Z].*\.$/s.test(message) && !/[\p{Cc}\u202a-\u202e]/u.test(message);
        if (!sound) throw new Error(`${code}: ${message}`);
      }
      expect(verdict === 'right').toBe(problems.length === 0);
      if (verdict !== 'wrong') expect(value.toLowerCase()).toContain(base);
    }),
    { numRuns: 300 },
  );
}, 30_000);

test('a single changed character is never right without being told, unless in the case of the host', () => {
  const path = right.indexOf('.com') + 4;
  fc.assert(
    fc.property(
      fc.nat({ max: right.length - 1 }),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
      (at, letter) => {
        const value = right.slice(0, at) + letter + right.slice(at + 1);
        const same =
          value === right ||
          (at < path && value.toLowerCase() === right.toLowerCase()) ||
          value === right.replaceAll('%2F', '%2f') ||
          /%2f/.test(value);
        if (!same) expect(judgeRelayState(value, expected)?.verdict).not.toBe('right');
      },
    ),
    { numRuns: 500 },
  );
}, 30_000);
