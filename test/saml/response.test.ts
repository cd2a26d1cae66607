import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/saml/capture.ts';
import { captureCauses, judgeCapture, reachedConnect, type CaptureExpected } from '../../src/saml/response.ts';
import {
  assertionXml,
  attributePrefix,
  base64,
  complete,
  completeRelayState,
  har,
  responseXml,
  signInHar,
  type Facts,
} from './sign.ts';

const account = '111122223333';
const instanceId = '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47';
const validity = {
  pem: '',
  subject: '',
  fingerprint: '',
  notBefore: new Date('2026-01-01'),
  notAfter: new Date('2031-01-01'),
};
const expected: CaptureExpected = {
  partition: 'aws',
  providerEntityId: complete.issuer ?? '',
  application: '72236face0cd1203',
  signature: { state: 'verified', by: 0, covers: 'assertion' },
  certificates: [validity],
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
};

/** Each problem with what was expected and found, when only this much is known. */
const judgeOnly = (given: string, known: Partial<CaptureExpected>): string[] =>
  judgeCapture(readCapture(given), { partition: 'aws', ...known }).map(({ severity, code, expected: wanted, actual }) =>
    [severity, code, wanted, actual].join(' '),
  );
const judge = (given: string, changes: Partial<CaptureExpected> = {}): string =>
  judgeCapture(readCapture(given), { ...expected, ...changes })
    .map(({ severity, code }) => `${severity} ${code}`)
    .join(', ');
const role = `${attributePrefix}Role`;
const sessionName = `${attributePrefix}RoleSessionName`;
const pair = `arn:aws:iam::${account}:role/Connect-SSO,arn:aws:iam::${account}:saml-provider/Connect-SSO`;
const [pairAttribute, sessionAttribute] = [
  [role, pair],
  [sessionName, 'agent1@example.com'],
] as const;
const withSession = (...values: string[]): Partial<Facts> => ({
  attributes: [pairAttribute, [sessionName, ...values]],
});
const withRole = (...values: string[]): Partial<Facts> => ({ attributes: [[role, ...values], sessionAttribute] });
const withMore = (...more: [string, string][]): Partial<Facts> => ({
  attributes: [pairAttribute, sessionAttribute, ...more],
});

describe('right', () => {
  test.each<[string, string, Partial<CaptureExpected>?]>([
    ['HAR', signInHar(responseXml())],
    ['XML', responseXml()],
    ['a bare assertion', assertionXml()],
    ['base64', base64(responseXml())],
    [
      'a regional endpoint that the trust policy accepts',
      responseXml({ recipient: 'https://us-west-2.signin.aws.amazon.com/saml', destination: null }),
      { audiences: ['https://signin.aws.amazon.com/saml', 'https://us-west-2.signin.aws.amazon.com/saml'] },
    ],
    [
      'an endpoint that matches a pattern',
      responseXml({ recipient: 'https://i.us-east-1.sign-in.connect.aws/saml/x', destination: null }),
      { audiences: ['https://i.us-east-1.sign-in.connect.aws/saml*'] },
    ],
    [
      'any AWS endpoint when the trust policy does not say',
      responseXml({ recipient: 'https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP123', destination: null }),
      { audiences: [] },
    ],
    ['a session duration that the role allows', responseXml(withMore([`${attributePrefix}SessionDuration`, '3600']))],
    [
      'session tags that the trust policy allows',
      responseXml(withMore([`${attributePrefix}PrincipalTag:team`, 'a'])),
      { trustActions: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] },
    ],
    ...['*', 'sts:*'].map((action): [string, string, Partial<CaptureExpected>] => [
      `session tags that the trust policy allows with ${action}`,
      responseXml(withMore([`${attributePrefix}PrincipalTag:team`, 'a'])),
      { trustActions: [action] },
    ]),
    [
      'a source identity that the trust policy allows',
      responseXml(withMore([`${attributePrefix}SourceIdentity`, 'agent1'])),
      { trustActions: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'] },
    ],
    ['the shortest session duration', responseXml(withMore([`${attributePrefix}SessionDuration`, '900']))],
    ['from the second on in which it is valid', responseXml({ notBefore: '2026-11-20T10:00:00Z' })],
    [
      'from the second on in which the certificate is valid',
      responseXml(),
      { certificates: [{ ...validity, notBefore: new Date('2026-11-20T10:00:00Z') }] },
    ],
    [
      "Connect's own endpoint when the trust policy does not say",
      responseXml({ recipient: 'https://i.us-east-1.sign-in.connect.aws/saml/x', destination: null }),
      { audiences: [] },
    ],
    [
      'an endpoint that matches a pattern with a question mark',
      responseXml({ recipient: 'https://us-west-2.signin.aws.amazon.com/saml', destination: null }),
      { audiences: ['https://us-west-?.signin.aws.amazon.com/saml'] },
    ],
    [
      "without a relay state at Connect's own endpoint, which needs none",
      har([
        {
          url: 'https://i.us-east-1.sign-in.connect.aws/saml',
          status: 302,
          form: {
            SAMLResponse: base64(
              responseXml({ recipient: 'https://i.us-east-1.sign-in.connect.aws/saml', destination: null }),
            ),
          },
        },
      ]),
      { audiences: ['https://i.us-east-1.sign-in.connect.aws/saml*'] },
    ],
    [
      'China',
      har([
        {
          url: 'https://signin.amazonaws.cn/saml',
          status: 302,
          form: {
            SAMLResponse: base64(
              responseXml({
                audiences: ['urn:amazon:webservices:cn-north-1'],
                recipient: 'https://signin.amazonaws.cn/saml',
                destination: null,
              }),
            ),
          },
        },
      ]),
      {
        partition: 'aws-cn',
        audiences: [],
        relay: { region: 'cn-north-1', instanceId, instanceArn: '', partition: 'aws-cn' },
      },
    ],
    ['other attributes', responseXml(withMore(['email', 'agent1@example.com']))],
    ['two audiences, one of them right', responseXml({ audiences: ['https://x.example', 'urn:amazon:webservices'] })],
    [
      'GovCloud',
      responseXml({
        audiences: ['urn:amazon:webservices:govcloud'],
        recipient: 'https://signin.amazonaws-us-gov.com/saml',
        destination: null,
      }),
      { partition: 'aws-us-gov', audiences: [] },
    ],
    [
      'a plus sign in the session name',
      responseXml(withSession('agent+1@example.com')),
      { connectUsernames: ['agent+1@example.com'] },
    ],
    [
      'nothing to compare with',
      responseXml({ issuer: 'https://idp.example' }),
      { providerEntityId: 'https://idp.example' },
    ],
  ])('%s', (_, given, changes) => expect(judge(given, changes)).toBe(''));

  test('what is not known is not judged', () => {
    const tagged = responseXml(withMore([`${attributePrefix}PrincipalTag:team`, 'a']));
    expect(judgeCapture(readCapture(tagged), { partition: 'aws' })).toEqual([]);
  });
});

describe('wrong or odd', () => {
  const other =
    'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMzX2lucy03MjIzNmZhY2UwY2QxMjA0';
  const relay = (value: string | undefined): string => signInHar(responseXml(), value);
  test.each<[string, string, string, Partial<CaptureExpected>?]>([
    ['a failed status', responseXml({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }), 'fail status'],
    [
      'a failed status without assertion',
      responseXml({ status: 'urn:oasis:names:tc:SAML:2.0:status:Requester' }, ''),
      'fail status',
    ],
    ['no issuer', responseXml({ issuer: null }), 'fail no-issuer'],
    ['an empty issuer', responseXml({ issuer: '' }), 'fail no-issuer'],
    ['another application', responseXml({ issuer: other }), 'fail other-application'],
    [
      'another application, whose key is another',
      responseXml({ issuer: other }),
      'fail other-application',
      { signature: { state: 'no-match' } },
    ],
    ['another vendor', responseXml({ issuer: 'http://www.okta.com/x' }), 'fail other-application'],
    ['not signed', responseXml(), 'fail not-signed', { signature: { state: 'not-signed' } }],
    ['signed by another key', responseXml(), 'fail other-key', { signature: { state: 'no-match' } }],
    ['altered', responseXml(), 'fail altered', { signature: { state: 'altered' } }],
    [
      'altered, and of another application',
      responseXml({ issuer: other }),
      'fail other-application, fail altered',
      { signature: { state: 'altered' } },
    ],
    [
      'an expired certificate',
      responseXml(),
      'fail certificate-expired',
      { certificates: [{ ...validity, notAfter: new Date('2026-11-20T10:00:00Z') }] },
    ],
    [
      'a certificate of the future',
      responseXml(),
      'fail certificate-not-yet-valid',
      { certificates: [{ ...validity, notBefore: new Date('2026-11-20T10:00:01Z') }] },
    ],
    ['no recipient', responseXml({ recipient: null }), 'fail no-recipient'],
    ['an empty recipient', responseXml({ recipient: '' }), 'fail no-recipient'],
    ...[
      'see https://signin.aws.amazon.com/saml',
      'https://signin.aws.amazon.com/saml/acs/',
      'https://signin.aws.amazon.com.evil.example/saml',
      'https://evil.example/i.us-east-1.sign-in.connect.aws/saml',
    ].map((recipient): [string, string, string, Partial<CaptureExpected>] => [
      `the recipient ${recipient}`,
      responseXml({ recipient, destination: null }),
      'fail recipient',
      { audiences: [] },
    ]),
    [
      'a recipient that the trust policy does not accept',
      responseXml({ recipient: 'https://us-west-2.signin.aws.amazon.com/saml' }),
      'fail recipient',
    ],
    ['the audience as the recipient', responseXml({ recipient: 'urn:amazon:webservices' }), 'fail recipient'],
    [
      'a recipient that is no endpoint',
      responseXml({ recipient: 'https://signin.aws.amazon.com/saml2' }),
      'fail recipient',
      { audiences: [] },
    ],
    ['a dot is no wildcard', responseXml({ recipient: 'https://signinXaws.amazon.com/saml' }), 'fail recipient'],
    [
      'another destination',
      responseXml({ destination: 'https://us-east-1.signin.aws.amazon.com/saml' }),
      'warn destination',
    ],
    ['no audience', responseXml({ audiences: [] }), 'warn no-audience'],
    [
      'the address as audience',
      responseXml({ audiences: ['https://signin.aws.amazon.com/saml'] }),
      'warn audience-address',
    ],
    ['another audience', responseXml({ audiences: ['https://workshop.my.connect.aws'] }), 'fail audience'],
    ['the audience in other case', responseXml({ audiences: ['urn:Amazon:webservices'] }), 'fail audience'],
    ["GovCloud's audience", responseXml({ audiences: ['urn:amazon:webservices:govcloud'] }), 'fail audience'],
    ['expired', responseXml({ notOnOrAfter: '2026-11-20T10:00:00Z' }), 'fail expired'],
    [
      'expired by the clock of a browser that went on',
      signInHar(responseXml({ notOnOrAfter: '2026-11-20T10:00:00Z' })),
      'warn expired',
    ],
    ['not yet valid', responseXml({ notBefore: '2026-11-20T10:00:01Z' }), 'fail not-yet-valid'],
    ['no NameID', responseXml({ nameId: null }), 'fail no-name-id'],
    ['an empty NameID', responseXml({ nameId: ' ' }), 'fail no-name-id'],
    ['no attributes at all', responseXml({ attributes: [] }), 'fail no-role, fail no-session-name'],
    ['no Role', responseXml({ attributes: [sessionAttribute] }), 'fail no-role'],
    [
      'role in small letters',
      responseXml({ attributes: [[role.replace('Role', 'role'), pair], sessionAttribute] }),
      'fail role-attribute-name',
    ],
    [
      'Role without the address',
      responseXml({ attributes: [['Role', pair], sessionAttribute] }),
      'fail role-attribute-name',
    ],
    [
      'Role with http',
      responseXml({ attributes: [[role.replace('https', 'http'), pair], sessionAttribute] }),
      'fail role-attribute-name',
    ],
    [
      'Role with a blank',
      responseXml({ attributes: [[`${role} `, pair], sessionAttribute] }),
      'fail role-attribute-name',
    ],
    ['Roles', responseXml({ attributes: [[`${role}s`, pair], sessionAttribute] }), 'fail role-attribute-name'],
    ['only the role', responseXml(withRole(`arn:aws:iam::${account}:role/Connect-SSO`)), 'fail role-pair'],
    ['an empty role', responseXml(withRole('')), 'fail role-pair'],
    ['an attribute without value', responseXml(withRole()), 'fail role-pair'],
    ['another role', responseXml(withRole(pair.replace('role/Connect-SSO', 'role/Other'))), 'fail role-pair'],
    ['another account', responseXml(withRole(pair.replaceAll(account, '999988887777'))), 'fail role-pair'],
    [
      'role in other case',
      responseXml(withRole(pair.replace('role/Connect-SSO', 'role/connect-sso'))),
      'fail role-pair',
    ],
    ['swapped', responseXml(withRole(pair.split(',').toReversed().join(','))), 'warn role-pair-form'],
    ['two roles', responseXml(withRole(pair, pair.replace('role/Connect-SSO', 'role/Other'))), 'warn several-roles'],
    [
      'two roles, neither right',
      responseXml(withRole('x', pair.replace('role/Connect-SSO', 'role/Other'))),
      'fail role-pair',
    ],
    [
      'two Role attributes',
      responseXml({ attributes: [pairAttribute, pairAttribute, sessionAttribute] }),
      'warn several-roles',
    ],
    ['no session name', responseXml({ attributes: [pairAttribute] }), 'fail no-session-name'],
    [
      'a misnamed session name',
      responseXml({ attributes: [pairAttribute, [`${attributePrefix}roleSessionName`, 'agent1@example.com']] }),
      'fail session-attribute-name',
    ],
    [
      'a session name without the address',
      responseXml({ attributes: [pairAttribute, ['RoleSessionName', 'agent1@example.com']] }),
      'fail session-attribute-name',
    ],
    ['two session names', responseXml(withSession('agent1@example.com', 'agent1')), 'fail several-session-names'],
    ['an empty session name', responseXml(withSession('')), 'fail session-name-form'],
    ['a session name with a blank', responseXml(withSession('Ana Lopez')), 'fail session-name-form'],
    [
      'a session name with a blank at the end',
      responseXml(withSession('agent1@example.com ')),
      'fail session-name-form',
    ],
    ['a session name with an accent', responseXml(withSession('josé@example.com')), 'fail session-name-form'],
    ['a session name that nobody filled in', responseXml(withSession('${user:email}')), 'fail session-name-form'],
    ['a session name of one letter', responseXml(withSession('a')), 'fail session-name-form'],
    ['a session name of 65 letters', responseXml(withSession('a'.repeat(65))), 'fail session-name-form'],
    [
      'a session name of 64 letters',
      responseXml(withSession('a'.repeat(64))),
      '',
      { connectUsernames: ['a'.repeat(64)] },
    ],
    ['a session name in other case', responseXml(withSession('Agent1@example.com')), 'fail session-name-case'],
    ['a session name nearly right', responseXml(withSession('agent3@example.com')), 'fail session-name'],
    ['a session name of nobody', responseXml(withSession('zoe')), 'fail session-name'],
    ['the portal name instead of the address', responseXml(withSession('agent1')), 'fail session-name'],
    ['no Connect users', responseXml(), 'fail session-name', { connectUsernames: [] }],
    [
      'a duration beyond the role',
      responseXml(withMore([`${attributePrefix}SessionDuration`, '3601'])),
      'fail session-duration',
    ],
    [
      'a duration too short',
      responseXml(withMore([`${attributePrefix}SessionDuration`, '60'])),
      'fail session-duration',
    ],
    [
      'a duration in words',
      responseXml(withMore([`${attributePrefix}SessionDuration`, '1h'])),
      'fail session-duration',
    ],
    ['session tags', responseXml(withMore([`${attributePrefix}PrincipalTag:team`, 'a'])), 'fail tag-session'],
    [
      'a source identity',
      responseXml(withMore([`${attributePrefix}SourceIdentity`, 'agent1'])),
      'fail source-identity',
    ],
    [
      'no relay state',
      har([{ url: 'https://signin.aws.amazon.com/saml', status: 302, form: { SAMLResponse: base64(responseXml()) } }]),
      'fail no-relay-state',
    ],
    [
      'no relay state in an export of SAML-tracer',
      JSON.stringify({
        requests: [
          {
            url: 'https://signin.aws.amazon.com/saml',
            post: [['SAMLResponse', base64(responseXml())]],
            responseStatus: 302,
          },
        ],
      }),
      'fail no-relay-state',
    ],
    ['an empty relay state', relay(''), 'fail relay-state-sent'],
    [
      'a relay state of another Region',
      relay(completeRelayState.replace('us-east-1', 'us-west-2')),
      'fail relay-state-sent',
    ],
    [
      "an odd relay state is the other check's",
      relay(completeRelayState.replace('%2Fconnect%2Fccp', '%2Fconnect%2Fhome')),
      '',
    ],
    [
      'any relay state, or none, where AWS documents none',
      relay(''),
      '',
      { relay: { region: 'cn-north-1', instanceId, instanceArn: '', partition: 'aws-cn' } },
    ],
    [
      'AWS refused the response',
      har([
        {
          url: 'https://signin.aws.amazon.com/saml',
          status: 400,
          form: { SAMLResponse: base64(responseXml()), RelayState: completeRelayState },
        },
      ]),
      'fail refused-by-sign-in',
    ],
    [
      'Connect refused',
      har([
        {
          url: 'https://signin.aws.amazon.com/saml',
          status: 302,
          form: { SAMLResponse: base64(responseXml()), RelayState: completeRelayState },
        },
        { url: completeRelayState, status: 400, at: '2026-11-20T10:00:01Z' },
      ]),
      'fail refused-by-connect',
    ],
    [
      'several, in the order of the links',
      responseXml({ issuer: other, audiences: ['x'], nameId: null, attributes: [pairAttribute] }),
      'fail other-application, fail audience, fail no-name-id, fail no-session-name',
    ],
  ])('%s', (_, given, found, changes = {}) => {
    expect(judge(given, changes)).toBe(found);
  });
});

test('without the metadata of the provider, the application itself tells', () => {
  const { providerEntityId: _, ...without } = expected;
  const codes = (application: string, issuer: string | null): string[] =>
    judgeCapture(readCapture(responseXml({ issuer })), { ...without, application }).map(({ code }) => code);
  expect(codes('72236face0cd1203', complete.issuer)).toEqual([]);
  expect(codes('0000000000000000', complete.issuer)).toEqual(['other-application']);
  expect(codes('0000000000000000', 'https://idp.example')).toEqual([]);
  expect(judgeOnly(responseXml(), { application: '0000000000000000' })).toEqual([
    'fail other-application apl-0000000000000000 apl-72236face0cd1203',
  ]);
});

test('the Role attribute alone tells some of what is wrong', () => {
  expect(judgeOnly(responseXml(withRole('a', 'b')), {})).toEqual(['warn several-roles 1 value a | b']);
  for (const values of [[], [' ']]) expect(judgeOnly(responseXml(withRole(...values)), {})).toEqual(['fail no-role  ']);
});

test('what should be there is named, and nothing where nothing can be', () => {
  const audiences = ['https://signin.aws.amazon.com/saml', 'https://us-west-2.signin.aws.amazon.com/saml'];
  expect(judgeOnly(responseXml({ recipient: null }), { audiences })).toEqual([
    `fail no-recipient ${audiences.join(', ')} `,
  ]);
  expect(judgeOnly(responseXml({ recipient: null }), {})).toEqual([`fail no-recipient ${audiences[0]} `]);
  const trustActions = ['sts:AssumeRoleWithSAML'];
  expect(judgeOnly(responseXml(withMore([`${attributePrefix}SourceIdentity`, 'agent1'])), { trustActions })).toEqual([
    'fail source-identity sts:SetSourceIdentity sts:AssumeRoleWithSAML',
  ]);
  expect(
    judgeCapture(readCapture(responseXml()), { partition: 'aws', signature: { state: 'not-signed' } }),
  ).toStrictEqual([{ code: 'not-signed', severity: 'fail', message: 'The response is not signed.' }]);
});

test('messages name expected and actual, letter for letter', () => {
  expect(judgeCapture(readCapture(responseXml(withSession('Agent1@example.com'))), expected)).toEqual([
    {
      code: 'session-name-case',
      severity: 'fail',
      message:
        'No Connect user has the login "Agent1@example.com"; the nearest is "agent1@example.com": differs only in case, first at position 1: "a" expected, "A" found.',
      expected: 'agent1@example.com',
      actual: 'Agent1@example.com',
    },
  ]);
});

test.each<[string, string, Partial<CaptureExpected>, string]>([
  [
    'the duration beyond the role',
    responseXml(withMore([`${attributePrefix}SessionDuration`, '3601'])),
    {},
    'The SessionDuration "3601" is more than the role allows.',
  ],
  [
    'the duration below the least',
    responseXml(withMore([`${attributePrefix}SessionDuration`, '899'])),
    {},
    'The SessionDuration "899" is less than 900.',
  ],
  ...(
    [
      ['PT900', {}, 'is not a whole number'],
      ['900s', {}, 'is not a whole number'],
      ['43201', { maxSessionDuration: 43_200 }, 'is more than the role allows'],
    ] as const
  ).map(([value, changes, why]): [string, string, Partial<CaptureExpected>, string] => [
    `the duration ${value}`,
    responseXml(withMore([`${attributePrefix}SessionDuration`, value])),
    changes,
    `The SessionDuration "${value}" ${why}.`,
  ]),
  ...(
    [
      ['', 'it is empty'],
      ['Ana Lopez', 'it contains a blank'],
      ['josé@example.com', 'it contains "é"'],
      ['a', 'it is shorter than 2 characters'],
      ['a'.repeat(65), 'it is 65 characters long, and 64 are allowed'],
    ] as const
  ).map(([name, why]): [string, string, Partial<CaptureExpected>, string] => [
    `the session name "${name}"`,
    responseXml(withSession(name)),
    {},
    `AWS does not take the session name "${name}": ${why}.`,
  ]),
  [
    'an expired response',
    responseXml({ notOnOrAfter: '2026-11-20T09:59:00Z' }),
    {},
    'The response expired at 2026-11-20 09:59 UTC and was posted at 2026-11-20 10:00.',
  ],
  [
    'an expired certificate',
    responseXml(),
    { certificates: [{ ...validity, notAfter: new Date('2026-11-19T10:00:00Z') }] },
    'The certificate that signed the response expired on 2026-11-19.',
  ],
  [
    'a recipient against the trust policy',
    responseXml({ recipient: 'https://x.example' }),
    {},
    `The recipient "https://x.example" is not accepted as SAML:aud by the role's trust policy.`,
  ],
  [
    'a recipient without a trust policy',
    responseXml({ recipient: 'https://x.example' }),
    { audiences: [] },
    'The recipient "https://x.example" is no sign-in address of AWS.',
  ],
  [
    'a role under a name with a blank',
    responseXml({ attributes: [['Role ', pair], sessionAttribute] }),
    {},
    'The attribute is named "Role ", and AWS reads only https://aws.amazon.com/SAML/Attributes/Role: differs from position 1: "https://aws.amazon.com/S…" expected, "Role " found.',
  ],
])('says of %s why', (_, given, changes, message) =>
  expect(judgeCapture(readCapture(given), { ...expected, ...changes })[0]?.message).toBe(message),
);

// AWS's own bound, whatever the role says: twelve hours.
test('without the role, the longest session is of twelve hours', () => {
  const longest = (value: string): string[] =>
    judgeCapture(readCapture(responseXml(withMore([`${attributePrefix}SessionDuration`, value]))), {
      partition: 'aws',
    }).map(({ message }) => message);
  expect(longest('43200')).toEqual([]);
  expect(longest('43201')).toEqual(['The SessionDuration "43201" is more than 43200.']);
});

test('edges: no certificate to date, one good audience among others, a request that never ended', () => {
  const { certificates: _, ...without } = expected;
  expect(judgeCapture(readCapture(responseXml()), without)).toEqual([]);
  expect(judge(responseXml(), { signature: { state: 'verified', covers: 'response' } })).toBe('');
  expect(judge(responseXml({ audiences: ['https://x.example', 'https://signin.aws.amazon.com/saml'] }))).toBe(
    'warn audience-address',
  );
  expect(reachedConnect({ followed: [{ url: 'https://workshop.my.connect.aws/ccp-v2', status: 0 }] })).toBe(false);
});

test('every cause is a sentence', () => {
  for (const meaning of Object.values(captureCauses)) expect(meaning).toMatch(/^[A-Z].*[.}]$/);
});

test('whether the browser got into Connect', () => {
  expect(reachedConnect(readCapture(signInHar(responseXml())))).toBe(true);
  expect(reachedConnect(readCapture(responseXml()))).toBe(false);
  expect(reachedConnect({ followed: [{ url: 'https://workshop.my.connect.aws/ccp-v2', status: 400 }] })).toBe(false);
  expect(
    reachedConnect({ followed: [{ url: 'https://workshop.my.connect.aws.evil.example/ccp-v2', status: 200 }] }),
  ).toBe(false);
  expect(
    reachedConnect({ followed: [{ url: 'http://x.example/https://workshop.my.connect.aws/ccp-v2', status: 200 }] }),
  ).toBe(false);
  for (const url of ['https://workshop.awsapps.com/connect/ccp', 'https://workshop.my.connect.aws'])
    expect(reachedConnect({ followed: [{ url, status: 399 }] })).toBe(true);
});
