import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import { SamlError, readCapture } from '../../src/saml/capture.ts';
import { everySignIn } from '../../src/saml/every-sign-in.ts';
import { assertionXml, base64, complete, completeRelayState, har, responseXml, signInHar, type Facts } from './sign.ts';

const refusal = (given: string | Uint8Array): string => {
  try {
    readCapture(given);
  } catch (error) {
    if (error instanceof SamlError) return error.message;
    throw error;
  }
  return 'read';
};
const xml = responseXml();
const tracer = (requests: readonly object[]): string =>
  JSON.stringify({ requests, timestamp: '2026-11-20T10:00:05.000Z' });
const posted = {
  method: 'POST',
  url: 'https://signin.aws.amazon.com/saml',
  requestId: 'request-1-POST-abc',
  post: [
    ['RelayState', completeRelayState],
    ['SAMLResponse', base64(xml)],
  ],
  protocol: 'SAML-P',
  saml: xml,
  responseStatus: 302,
};

describe('what a capture says', () => {
  test('every fact of the response', () => {
    expect(readCapture(xml)).toEqual({
      format: 'xml',
      at: new Date('2026-11-20T10:00:00Z'),
      xml,
      status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
      issuer: complete.issuer,
      destination: 'https://signin.aws.amazon.com/saml',
      recipient: 'https://signin.aws.amazon.com/saml',
      nameId: 'agent1@example.com',
      audiences: ['urn:amazon:webservices'],
      notBefore: new Date('2026-11-20T09:55:00Z'),
      notOnOrAfter: new Date('2026-11-20T10:05:00Z'),
      sessionNotOnOrAfter: new Date('2026-11-20T11:00:00Z'),
      attributes: complete.attributes.map(([name, ...values]) => ({ name, values })),
      followed: [],
    });
  });
  test.each<[string, Partial<Facts>, object]>([
    [
      'blanks in an attribute stay',
      { attributes: [['n', ' agent1@example.com ']] },
      { attributes: [{ name: 'n', values: [' agent1@example.com '] }] },
    ],
    ['several values', { attributes: [['n', 'a', 'b']] }, { attributes: [{ name: 'n', values: ['a', 'b'] }] }],
    ['an attribute without a value', { attributes: [['n']] }, { attributes: [{ name: 'n', values: [] }] }],
    [
      'the same name twice',
      {
        attributes: [
          ['n', 'a'],
          ['n', 'b'],
        ],
      },
      {
        attributes: [
          { name: 'n', values: ['a'] },
          { name: 'n', values: ['b'] },
        ],
      },
    ],
    [
      'names from a prototype',
      { attributes: [['__proto__', 'x']] },
      { attributes: [{ name: '__proto__', values: ['x'] }] },
    ],
    ['markup as text', { nameId: '<b>&"' }, { nameId: '<b>&"' }],
    ['an empty NameID', { nameId: '' }, { nameId: '' }],
    ['no audience', { audiences: [] }, { audiences: [] }],
    [
      'a failed status',
      { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' },
      { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' },
    ],
    ['a time zone', { issueInstant: '2026-11-20T12:00:00+02:00' }, { at: new Date('2026-11-20T10:00:00Z') }],
    ['no time zone means UTC', { issueInstant: '2026-11-20T10:00:00' }, { at: new Date('2026-11-20T10:00:00Z') }],
  ])('%s', (_, changes, says) => expect(readCapture(responseXml(changes))).toMatchObject(says));

  test('what is not there is absent', () => {
    const capture = readCapture(
      assertionXml({ issuer: null, recipient: null, nameId: null, sessionNotOnOrAfter: null, attributes: [] }),
    );
    for (const name of [
      'status',
      'issuer',
      'destination',
      'recipient',
      'nameId',
      'sessionNotOnOrAfter',
      'relayState',
      'postedTo',
    ])
      expect(capture).not.toHaveProperty(name);
  });
  test('a comment inside a value does not cut it short', () =>
    expect(readCapture(xml.replaceAll('agent1@example.com', 'agent1@example.com<!-- -->.evil.example')).nameId).toBe(
      'agent1@example.com.evil.example',
    ));
  test('the prefix does not matter, the namespace does', () => {
    expect(readCapture(xml.replaceAll('saml2:', 'a:').replaceAll('xmlns:saml2=', 'xmlns:a=')).nameId).toBe(
      'agent1@example.com',
    );
    expect(refusal(xml.replaceAll('SAML:2.0:assertion', 'SAML:9.9:assertion'))).toBe(
      'The SAML response holds no assertion.',
    );
  });
  test('blanks around the issuer and an audience are layout', () => {
    const laidOut = xml.replace(/(?<=<saml2:(?:Issuer|Audience)[^>]*>)[^<]+/g, '\n    $&\n  ');
    expect(readCapture(laidOut)).toMatchObject({ issuer: complete.issuer, audiences: ['urn:amazon:webservices'] });
  });
  test('what ends first ends the response, whichever says so', () => {
    const until = (conditions: string): Date | undefined =>
      readCapture(xml.replace(/(?<=<saml2:Conditions .*?NotOnOrAfter=")[^"]*/, conditions)).notOnOrAfter;
    expect(until('2026-11-20T10:02:00Z')).toEqual(new Date('2026-11-20T10:02:00Z'));
    expect(until('2026-11-20T10:09:00Z')).toEqual(new Date('2026-11-20T10:05:00Z'));
    expect(until('')).toEqual(new Date('2026-11-20T10:05:00Z'));
  });
  // IAM user guide, "Configure SAML assertions for the authentication response": the bearer confirmation counts.
  test('the recipient is that of the bearer confirmation', () => {
    const other = `<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"><saml2:SubjectConfirmationData Recipient="https://other.example"/></saml2:SubjectConfirmation>`;
    expect(readCapture(xml.replace('<saml2:SubjectConfirmation ', `${other}$&`)).recipient).toBe(
      'https://signin.aws.amazon.com/saml',
    );
  });
  test('a failed response needs no assertion', () =>
    expect(readCapture(responseXml({ status: 'urn:oasis:names:tc:SAML:2.0:status:Requester' }, '')).attributes).toEqual(
      [],
    ));
});

/** As proxies save what was posted. */
const inBase64 = (har: string): string =>
  JSON.stringify(JSON.parse(har), (key, value: unknown) =>
    key === 'postData' && typeof value === 'object' && value !== null && 'text' in value
      ? { mimeType: 'application/x-www-form-urlencoded', encoding: 'base64', text: base64(String(value.text)) }
      : value,
  );

describe('every form', () => {
  const har0 = signInHar(xml);
  test.each<[string, string | Uint8Array, string]>([
    ['XML', xml, 'xml'],
    ['XML with blanks before it', `\n  ${xml}\n`, 'xml'],
    ['XML with its declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`, 'xml'],
    ['XML with a byte order mark', `\ufeff${xml}`, 'xml'],
    ['a bare assertion', assertionXml(), 'xml'],
    ['bytes', Buffer.from(xml), 'xml'],
    ['UTF-16, as Windows saves text', Buffer.from(`\ufeff${xml}`, 'utf16le'), 'xml'],
    ['base64', base64(xml), 'base64'],
    ['base64 of XML that begins with a line break', base64(`\n${xml}`), 'base64'],
    ['base64 in lines', base64(xml).replace(/.{76}/g, '$&\r\n'), 'base64'],
    ['URL-encoded base64', encodeURIComponent(base64(xml)), 'base64'],
    ['URL-safe base64', Buffer.from(xml).toString('base64url'), 'base64'],
    ['the form', new URLSearchParams({ SAMLResponse: base64(xml), RelayState: 'x' }).toString(), 'base64'],
    ['HAR', har0, 'har'],
    ['HAR with decoded parameters', signInHar(xml, completeRelayState, 'params'), 'har'],
    ['HAR with encoded parameters', signInHar(xml, completeRelayState, 'encoded-params'), 'har'],
    ['HAR with the form in base64', inBase64(har0), 'har'],
    ['HAR without parameters beside the text', har0.replace(/,"params":\[[^\]]*\]/g, ''), 'har'],
    ['HAR, indented', JSON.stringify(JSON.parse(har0), null, 2), 'har'],
    ['SAML-tracer', tracer([posted]), 'saml-tracer'],
    ['SAML-tracer before version 1', tracer([{ ...posted, requestId: undefined, id: 'x' }]), 'saml-tracer'],
    [
      'SAML-tracer with the form as an object',
      tracer([
        { ...posted, post: undefined, postData: { SAMLResponse: [base64(xml)], RelayState: [completeRelayState] } },
      ]),
      'saml-tracer',
    ],
  ])('%s', (_, given, format) => {
    const capture = readCapture(given);
    expect(capture.format).toBe(format);
    expect(capture.nameId).toBe('agent1@example.com');
    expect(capture.at).toEqual(new Date('2026-11-20T10:00:00Z'));
    if (format === 'har' || format === 'saml-tracer') expect(capture.relayState).toBe(completeRelayState);
  });
});

test.each<[string, (text: string) => string]>([
  ['base64', (text) => text],
  ['URL-safe', (text) => text.replaceAll('+', '-').replaceAll('/', '_')],
  ['with a blank for each plus sign, as a form that was not encoded arrives', (text) => text.replaceAll('+', ' ')],
  ['URL-encoded', encodeURIComponent],
  ['in lines', (text) => text.replace(/.{64}/g, '$&\n\t')],
])('every letter of base64 is read: %s', (_, write) => {
  const nameId = 'a~~~~~?????';
  const text = base64(responseXml({ nameId }));
  expect(text).toMatch(/\+.*\//);
  expect(readCapture(write(text)).nameId).toBe(nameId);
});

test('only the form has a relay state beside the base64', () => {
  const form = { SAMLResponse: base64(xml), RelayState: 'x' };
  expect(readCapture(new URLSearchParams(form).toString()).relayState).toBe('x');
  expect(readCapture(`SAMLResponse=${encodeURIComponent(base64(xml))}`)).not.toHaveProperty('relayState');
  expect(readCapture(base64(xml))).not.toHaveProperty('relayState');
});

describe('a recording', () => {
  const step = (url: string, nameId: string, at: string): Parameters<typeof har>[0][number] => ({
    url,
    at,
    status: 302,
    form: { SAMLResponse: base64(responseXml({ nameId })), RelayState: nameId },
  });
  test('shows what followed, without secrets', () => {
    expect(readCapture(signInHar(xml)).followed).toEqual([
      { url: 'https://signin.aws.amazon.com/saml', status: 302 },
      { url: completeRelayState, status: 302 },
      { url: 'https://workshop.my.connect.aws/auth/sign-in', status: 302 },
      { url: 'https://workshop.my.connect.aws/ccp-v2', status: 200 },
    ]);
    expect(readCapture(signInHar(xml)).postedTo).toBe('https://signin.aws.amazon.com/saml');
  });
  test('the newest sign-in counts, whatever the order of the entries', () => {
    const steps = [
      step('https://signin.aws.amazon.com/saml', 'new', '2026-11-20T10:09:00Z'),
      step('https://signin.aws.amazon.com/saml', 'old', '2026-11-20T10:01:00Z'),
    ];
    expect(readCapture(har(steps)).nameId).toBe('new');
    expect(readCapture(har(steps.toReversed())).nameId).toBe('new');
    expect(readCapture(har(steps)).followed).toHaveLength(1);
  });
  test('what came before it is kept, newest first, each with what followed it', () => {
    const capture = readCapture(
      har([
        step('https://signin.aws.amazon.com/saml', 'second', '2026-11-20T10:05:00Z'),
        { url: completeRelayState, status: 404, at: '2026-11-20T10:05:01Z' },
        step('https://signin.aws.amazon.com/saml', 'third', '2026-11-20T10:09:00Z'),
        step('https://signin.aws.amazon.com/saml', 'first', '2026-11-20T10:01:00Z'),
        { url: 'https://signin.aws.amazon.com/saml', at: '2026-11-20T10:00:00Z', form: { SAMLResponse: '!' } },
        {
          url: 'https://signin.aws.amazon.com/saml',
          at: '2026-11-20T10:00:00Z',
          form: { SAMLResponse: base64('<a/>') },
        },
        step('https://other.example/acs', 'elsewhere', '2026-11-20T10:10:00Z'),
      ]),
    );
    expect(everySignIn(capture).map(({ nameId, followed }) => [nameId, followed.length])).toEqual([
      ['third', 2],
      ['second', 2],
      ['first', 1],
    ]);
    expect(readCapture(signInHar(xml))).not.toHaveProperty('older');
  });
  test('the response of an external identity source to Identity Center does not', () => {
    const aws = step('https://us-west-2.signin.aws.amazon.com/saml', 'aws', '2026-11-20T10:01:00Z');
    expect(
      readCapture(
        har([
          aws,
          step('https://us-east-1.signin.aws.amazon.com/platform/saml/acs/x', 'source', '2026-11-20T10:09:00Z'),
        ]),
      ).nameId,
    ).toBe('aws');
    expect(readCapture(har([aws, step('https://other.example/acs', 'other', '2026-11-20T10:09:00Z')])).nameId).toBe(
      'aws',
    );
    expect(readCapture(har([step('https://other.example/acs', 'other', '2026-11-20T10:09:00Z')])).nameId).toBe('other');
    const global = step('https://signin.aws.amazon.com/saml', 'global', '2026-11-20T10:01:00Z');
    for (const url of ['https://other.example/acs', 'https://signin.aws.amazon.com.example/saml'])
      expect(readCapture(har([global, step(url, 'other', '2026-11-20T10:09:00Z')])).nameId).toBe('global');
    const resilient = step('https://i.us-east-1.sign-in.connect.aws/saml', 'resilient', '2026-11-20T10:02:00Z');
    expect(readCapture(har([aws, resilient])).nameId).toBe('resilient');
  });
  test('without the field there is no relay state; an empty one is empty', () => {
    const bare = har([{ url: 'https://signin.aws.amazon.com/saml', form: { SAMLResponse: base64(xml) } }]);
    expect(readCapture(bare)).not.toHaveProperty('relayState');
    expect(readCapture(signInHar(xml, '')).relayState).toBe('');
    const encoded = har([{ url: '', form: { SAMLResponse: base64(xml) } }], 'encoded-params');
    expect(encoded).toContain('%2B');
    expect(readCapture(encoded)).not.toHaveProperty('relayState');
  });
  test('a relay state is read exactly, however the browser wrote it', () => {
    for (const shape of ['text', 'params', 'encoded-params'] as const)
      for (const value of [completeRelayState, 'a b+c%2Fd&e=f', ' https://x ', '%252F'])
        expect(readCapture(signInHar(xml, value, shape)).relayState).toBe(value);
  });
  test('an export of SAML-tracer that hides the form leaves no relay state', () => {
    const hidden = {
      ...posted,
      post: [
        ['RelayState', '5f2b…'],
        ['SAMLResponse', '9c1e…'],
      ],
    };
    const capture = readCapture(tracer([{ ...hidden, saml: `\n${xml}` }]));
    expect(capture.nameId).toBe('agent1@example.com');
    expect(capture).not.toHaveProperty('relayState');
  });
  test('is of the moment when the browser posted, not when the response was issued', () => {
    const late = har([step('https://signin.aws.amazon.com/saml', 'x', '2026-11-20T10:00:07Z')]);
    expect(readCapture(late).at).toEqual(new Date('2026-11-20T10:00:07Z'));
  });
  test('at the same moment, or without one, the later entry is the newer', () => {
    const at = '2026-11-20T10:01:00Z';
    const entry = (nameId: string, when: string) => step('https://signin.aws.amazon.com/saml', nameId, when);
    expect(readCapture(har([entry('first', at), entry('second', at)])).nameId).toBe('second');
    expect(readCapture(har([entry('first', at), entry('second', '')])).nameId).toBe('second');
    expect(readCapture(har([entry('first', ''), entry('second', at)])).nameId).toBe('second');
  });
  test('what followed is in the order of time; what has none, or the same, in that of the entries', () => {
    const get = (url: string, at: string) => ({ url, at, status: 200 });
    const followed = (...steps: Parameters<typeof har>[0][number][]): string[] =>
      readCapture(har([get('https://before.example/', '2026-11-20T10:00:59Z'), ...steps])).followed.map(
        ({ url }) => url,
      );
    const post = step('https://signin.aws.amazon.com/saml', 'x', '2026-11-20T10:01:00Z');
    const [a, b, c] = ['https://a.example/', 'https://b.example/', 'https://c.example/'] as const;
    expect(
      followed(get(c, '2026-11-20T10:01:02Z'), post, get(b, '2026-11-20T10:01:01Z'), get(a, '2026-11-20T10:01:00Z')),
    ).toEqual([post.url, a, b, c]);
    expect(followed(post, get(b, '2026-11-20T10:01:01Z'), get(a, '2026-11-20T10:01:01Z'))).toEqual([post.url, b, a]);
    expect(followed(get(a, ''), post, get(b, ''))).toEqual([post.url, b]);
    expect(followed(get(a, '2026-11-20T10:01:00Z'), post)).toEqual([post.url]);
  });
  test('keeps no query but that of the federate address', () => {
    const url = 'https://idp.example/x?next=https://a.example/connect/federate/&token=secret';
    expect(readCapture(har([{ url, form: { SAMLResponse: base64(xml) } }])).postedTo).toBe('https://idp.example/x');
  });
  test('an entry may lack its address, status and time', () => {
    const bare = {
      request: { url: 5, postData: { text: `SAMLResponse=${encodeURIComponent(base64(xml))}` } },
      response: { status: '302' },
    };
    const capture = readCapture(JSON.stringify({ log: { entries: [bare] } }));
    expect(capture).toMatchObject({ nameId: 'agent1@example.com', followed: [{ url: '', status: 0 }] });
    expect(capture).not.toHaveProperty('postedTo');
    const traced = readCapture(tracer([{ ...posted, url: undefined }]));
    expect(traced.followed).toEqual([{ url: '', status: 302 }]);
  });
  test('of SAML-tracer shows what followed, too', () =>
    expect(
      readCapture(tracer([posted, { method: 'GET', url: completeRelayState, responseStatus: 404 }])),
    ).toMatchObject({
      postedTo: 'https://signin.aws.amazon.com/saml',
      followed: [
        { url: 'https://signin.aws.amazon.com/saml', status: 302 },
        { url: completeRelayState, status: 404 },
      ],
    }));
  test('entries without a time keep their order', () => {
    const json: { log: { entries: { startedDateTime?: string }[] } } = JSON.parse(signInHar(xml));
    for (const entry of json.log.entries) delete entry.startedDateTime;
    const capture = readCapture(JSON.stringify(json));
    expect(capture.at).toEqual(new Date('2026-11-20T10:00:00Z'));
    expect(capture.followed).toHaveLength(4);
  });
});

describe('refused, with one sentence', () => {
  const encrypted = xml.replace(
    /<saml2:Assertion.*<\/saml2:Assertion>/s,
    '<saml2:EncryptedAssertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"/>',
  );
  const noResponse = 'The HAR file holds no SAML response';
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'The capture is empty.'],
    ['blanks', ' \r\n', 'The capture is empty.'],
    ['no bytes', new Uint8Array(), 'The capture is empty.'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]), 'The capture is not text.'],
    ['the first half of a byte order mark', new Uint8Array([0xff, 0x3c]), 'The capture is not text.'],
    ['the second half of a byte order mark', new Uint8Array([0x3c, 0xfe]), 'The capture is not text.'],
    ['a percent sign', '100%', 'The capture is neither'],
    ['base64 that was shortened in front', `…${base64(xml)}`, 'The capture is neither'],
    [
      'base64 of XML in another encoding',
      Buffer.from('<a>é</a>', 'latin1').toString('base64'),
      'The capture is neither',
    ],
    [
      'words',
      'hello',
      'The capture is neither a HAR file, nor SAML XML, nor the base64 text of a SAMLResponse; it may be cut off.',
    ],
    ['base64 of something else', base64('hello there'), 'The capture is neither'],
    ['base64 of bytes', Buffer.from([0xff, 0xfe, 0x00]).toString('base64'), 'The capture is neither'],
    ['base64 cut off', base64(xml).slice(0, 1000), 'The SAML response ends in the middle: it is cut off.'],
    ['XML cut off', xml.slice(0, 900), 'The SAML response ends in the middle: it is cut off.'],
    ['a web page', '<!DOCTYPE html><html></html>', 'The capture is a web page, not the SAML response.'],
    ['a web page of no type', '<html lang="en"></html>', 'The capture is a web page, not the SAML response.'],
    ['a web page, laid out', '<!doctype\n  html>', 'The capture is a web page, not the SAML response.'],
    ['XML that holds a web page', '<a><html/></a>', 'This is XML, but neither a SAML response nor a SAML assertion.'],
    ['other XML', '<a/>', 'This is XML, but neither a SAML response nor a SAML assertion.'],
    [
      'metadata',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>',
      'This is SAML metadata, not a captured sign-in: it belongs to --metadata.',
    ],
    [
      'a request',
      '<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      'This is a SAML request, which starts a sign-in; the SAML response, which ends it, is needed.',
    ],
    [
      'a logout',
      '<p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      'This is a SAML logout message, not the SAML response of a sign-in.',
    ],
    [
      'SAML 1',
      '<p:Response xmlns:p="urn:oasis:names:tc:SAML:1.0:protocol"/>',
      'This is SAML 1; AWS takes SAML 2.0 only.',
    ],
    [
      'encrypted',
      encrypted,
      'The assertion is encrypted, so it cannot be read; IAM Identity Center sends it unencrypted to AWS.',
    ],
    [
      'encrypted alone',
      '<a:EncryptedAssertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"/>',
      'The assertion is encrypted',
    ],
    ['no assertion', responseXml({}, ''), 'The SAML response holds no assertion.'],
    ['neither status nor assertion', responseXml({ status: null }, ''), 'The SAML response holds no assertion.'],
    [
      'a day, but no moment',
      responseXml({ issueInstant: '2026-11-20', notBefore: '2026-11-20' }),
      'The SAML response does not say when it was issued (IssueInstant).',
    ],
    ['a HAR of pages only', har([{ url: 'https://x.example' }]), `${noResponse}: record again`],
    [
      'a tracer export that hides the form and the message',
      tracer([{ ...posted, post: [['SAMLResponse', '9c1e…']], saml: undefined }]),
      'The SAML response in the SAML-tracer export is not base64 of XML: it was shortened or made unreadable.',
    ],
    [
      'two assertions',
      responseXml({}, assertionXml() + assertionXml({ nameId: 'other' }, '_a2')),
      'The SAML response holds 2 assertions; a sign-in to AWS has exactly one.',
    ],
    [
      'a wrapped assertion',
      responseXml({}, `<x>${assertionXml()}</x>`),
      'The SAML response hides its assertion inside another element, as no identity provider does.',
    ],
    [
      'no moment',
      xml.replaceAll(/ (?:IssueInstant|NotBefore)="[^"]*"/g, ''),
      'The SAML response does not say when it was issued (IssueInstant).',
    ],
    [
      'a DOCTYPE',
      `<!DOCTYPE x SYSTEM "file:///etc/passwd">${xml}`,
      'The SAML response contains a DOCTYPE, which SAML never has and which is refused for safety.',
    ],
    [
      'an entity',
      xml.replace('agent1@', '&xxe;'),
      'The SAML response refers to an entity that XML does not define, which is refused for safety.',
    ],
    [
      'too deep',
      responseXml({}, '<x>'.repeat(100) + '</x>'.repeat(100)),
      'The SAML response is nested more deeply than a SAML document can be.',
    ],
    [
      'too large',
      'x'.repeat(10_000_001),
      'The capture is larger than 10 MB: record the sign-in alone, or save the HAR without the content of the answers.',
    ],
    ['JSON cut off', signInHar(xml).slice(0, 2000), 'The recording is not valid JSON: it is cut off or was edited.'],
    ['other JSON', '{"Records":[]}', 'This is JSON, but neither a HAR file nor an export of SAML-tracer.'],
    ['a JSON list', '[]', 'This is JSON, but neither a HAR file nor an export of SAML-tracer.'],
    [
      'a HAR of nothing',
      har([]),
      `${noResponse}: record again with "Preserve log" switched on, from the click on the application in the access portal on.`,
    ],
    ['a HAR of other pages', har([{ url: 'https://x.example' }]), noResponse],
    [
      'a HAR with a request',
      har([{ url: 'https://x.example', form: { SAMLRequest: 'x' } }]),
      `${noResponse} (only a SAML request)`,
    ],
    [
      'a HAR with a shortened response',
      har([{ url: 'https://signin.aws.amazon.com/saml', form: { SAMLResponse: '[removed]' } }]),
      'The SAML response in the HAR file is not base64 of XML: it was shortened or made unreadable.',
    ],
    ['a tracer export of nothing', tracer([]), 'The SAML-tracer export holds no SAML response'],
  ])('%s', (_, given, sentence) => {
    expect(refusal(given)).toContain(sentence);
    expect(refusal(given)).toMatch(/^[A-Z][^\n]*\.$/);
  });
});

describe('whatever is given: a capture or one sentence', () => {
  const answer = /^(read|[A-Z][^\n]*\.)$/;
  test('text and bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(refusal(text)).toMatch(answer);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refusal(bytes)).toMatch(answer);
      }),
    );
  }, 30_000);
  test('any JSON', () => {
    const names = fc.constantFrom(
      'log',
      'entries',
      'requests',
      'request',
      'post',
      'postData',
      'params',
      'text',
      'name',
      'value',
      'url',
      'saml',
      '__proto__',
      'constructor',
      'prototype',
      'length',
      'hasOwnProperty',
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(null, 1, true, 'SAMLResponse', base64('<a/>'), 'SAMLResponse=x'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.array(fc.tuple(names, tie('any')), { maxLength: 4 }).map((pairs) => ({ pairs })),
      ),
    }));
    const toJson = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
      if (typeof value === 'object' && value !== null && 'pairs' in value && Array.isArray(value.pairs))
        return `{${value.pairs.map((pair: unknown) => (Array.isArray(pair) ? `${JSON.stringify(pair[0])}:${toJson(pair[1])}` : '')).join(',')}}`;
      return JSON.stringify(value) ?? 'null';
    };
    fc.assert(
      fc.property(any, any, (one, two) => {
        expect(refusal(toJson(one))).toMatch(answer);
        expect(refusal(`{"log":{"entries":[${toJson(one)}]},"requests":[${toJson(two)}]}`)).toMatch(answer);
        expect(refusal(`{"requests":[${toJson(two)}]}`)).toMatch(answer);
      }),
      { numRuns: 200 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 30_000);
  test('a response with a piece replaced', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('<', '>', '"', '&amp;', '<!--', ']]>', '<saml2:Assertion>', '</saml2:Issuer>'),
    );
    fc.assert(
      fc.property(fc.nat(xml.length), fc.nat(30), piece, (from, count, text) => {
        expect(refusal(xml.slice(0, from) + text + xml.slice(from + count))).toMatch(answer);
      }),
      { numRuns: 300 },
    );
  }, 30_000);
  test('ends', () => {
    refusal('<a>'.repeat(3_000_000));
    refusal(`<a>${'&#65;'.repeat(500_000)}</a>`);
    refusal('['.repeat(1_000_000));
    refusal(' '.repeat(9_000_000));
    refusal('A'.repeat(9_000_000));
    refusal('%41'.repeat(3_000_000));
    refusal('SAMLResponse='.repeat(700_000));
    // A second on an idle machine; what is quadratic does not end in minutes.
  }, 20_000);
});
