import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import { difference, nearest, oddities, osa, placeholders, printable, skeleton } from '../../src/text/near.ts';

describe('osa', () => {
  test.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', '', 3],
    ['ConnectAgents', 'ConnectAgnets', 1],
    ['ConnectAgents', 'ConnectAgent', 1],
    ['ConnectAgents', 'ConnectAgentss', 1],
    ['ConnectAgents', 'ConnectAgants', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['😀a', '😁a', 1],
  ])('%j to %j is %i', (a, b, distance) => expect(osa(a, b)).toBe(distance));

  test('is symmetric, zero only for equals, at most the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(osa(a, b)).toBe(osa(b, a));
        expect(osa(a, b) === 0).toBe(a === b);
        expect(osa(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  }, 30_000);
});

describe('skeleton', () => {
  test.each([
    ['СonnectAgents', 'ConnectAgents'],
    ['Connect\u200bAgents', 'ConnectAgents'],
    ['Connect–SSO', 'Connect-SSO'],
    ['ConnectAgеnts', 'ConnectAgents'],
    ['Connect\u00a0SSO', 'Connect SSO'],
    ['ｃonnect', 'connect'],
    ['𝐂onnect', 'Connect'],
    ['Connect-SSO', 'Connect-SSO'],
    ['l0cal', 'l0cal'],
    ['Αgents', 'Agents'],
    ['ﬁle', 'file'],
    ['“quoted”', '"quoted"'],
    ['https:∕∕us−east-1', 'https://us-east-1'],
    ['\u202eabc', 'abc'],
  ])('%j reads as %j', (text, seen) => expect(skeleton(text)).toBe(seen));

  test('leaves plain ASCII alone', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => skeleton(text) === text));
  });
});

describe('nearest', () => {
  const groups = ['ConnectAdmins', 'ConnectAgents', 'Everyone'];
  test.each([
    ['ConnectAgents', 'ConnectAgents'],
    ['connectagents', 'ConnectAgents'],
    ['Connect Agents', 'ConnectAgents'],
    [' ConnectAgents', 'ConnectAgents'],
    ['ConnectAgеnts', 'ConnectAgents'],
    ['ConnectAgent', 'ConnectAgents'],
    ['ConectAgnets', 'ConnectAgents'],
    ['everyon', 'Everyone'],
    ['Sales', undefined],
    ['', undefined],
    ['  ', undefined],
    ['E', undefined],
  ])('%j means %j', (word, meant) => expect(nearest(word, groups)).toBe(meant));

  test('prefers the one that only looks alike to the one with a slip', () =>
    expect(nearest('connect-sso', ['Connect-SS0', 'Connect-SSO'])).toBe('Connect-SSO'));
  test('short words that have nothing in common do not meet', () => expect(nearest('x', ['y'])).toBeUndefined());
  test('the bound can be set', () => {
    expect(nearest('role-trsut', ['role-trust'], 0)).toBeUndefined();
    expect(nearest('role-trsut', ['role-trust'], 1)).toBe('role-trust');
  });
  test('a very long word ends at once', () => expect(nearest('x'.repeat(1_000_000), groups)).toBeUndefined());
});

describe('oddities', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['Connect-SSO', []],
    ['two words', []],
    ['Иван Петров', []],
    ['José Núñez', []],
    ['Mª José', []],
    ['山田', []],
    ['👨‍👩‍👧 team', []],
    [' a', ['a blank at the beginning']],
    ['a ', ['a blank at the end']],
    ['   ', ['nothing but blanks']],
    ['Connect\u00a0', ['a no-break space (U+00A0) at position 8']],
    ['Connect\u200bAgents', ['a zero-width space (U+200B) at position 8']],
    ['ConnectAgеnts', ['Cyrillic е (U+0435) at position 10']],
    ['Αgents', ['Greek Α (U+0391) at position 1']],
    ['Ｃonnect', ['full-width Ｃ (U+FF23) at position 1']],
    ['𝐂onnect', ['look-alike 𝐂 (U+1D402) at position 1']],
    ['Connect–SSO', ['an en dash (U+2013) at position 8']],
    ['a\tb', ['a tab (U+0009) at position 2']],
    ['a\r\n', ['a carriage return (U+000D) at position 2', 'a line break (U+000A) at position 3']],
    ['https://\\us', ['a backslash (U+005C) at position 9']],
    ['\ufeffhttps', ['a byte order mark (U+FEFF) at position 1']],
    ['“a', ['a curly quotation mark “ (U+201C) at position 1']],
    ['abc\u202e', ['an invisible direction mark (U+202E) at position 4']],
    ['a\u0000', ['a null character (U+0000) at position 2']],
    ['e\u0301', ['a combining mark (U+0301) at position 2']],
    ['us−east-1', ['a minus sign (U+2212) at position 3']],
    ['\ud800', ['half a character (U+D800) at position 1']],
  ])('%j has %j', (text, found) => expect(oddities(text)).toEqual(found));

  test('many are counted, not listed', () => {
    expect(oddities('\t'.repeat(100))).toHaveLength(6);
    expect(oddities('\t'.repeat(100)).at(-1)).toBe('95 more such characters');
  });
});

describe('placeholders', () => {
  test.each<[string, string[]]>([
    [
      'https://\\<region-id>.console.aws.amazon.com/connect/federate/\\<instance-id>?destination=%2Fconnect%2Fccp',
      ['<region-id>', '<instance-id>'],
    ],
    ['<connect instance ARN>/user/${aws:userid}', ['<connect instance ARN>']],
    ['arn:aws:iam::<account id without hyphen>:role/Connect-SSO', ['<account id without hyphen>']],
    ['<IAM role ARN>,<IAM identity provider ARN>', ['<IAM role ARN>', '<IAM identity provider ARN>']],
    ['https://%3Cregion-id%3E.console', ['%3Cregion-id%3E']],
    ['https://{region}.console/{instance-id}', ['{region}', '{instance-id}']],
    ['https://{{region}}.console', ['{{region}}']],
    ['arn:aws:connect:${AWS::Region}:${AccountId}:x', ['${AWS::Region}', '${AccountId}']],
    ['https://us-east-1.console/[instance-id]', ['[instance-id]']],
    ['YOUR_REGION', ['YOUR_REGION']],
    ['federate/YOUR-INSTANCE-ID?x', ['YOUR-INSTANCE-ID']],
    ['federate/your-instance-id', ['your-instance-id']],
    ['https://REGION.console/INSTANCE_ID', ['REGION', 'INSTANCE_ID']],
    ['https://region.console/instance-id', ['region', 'instance-id']],
    ['https://$REGION.console', ['$REGION']],
    ['arn:aws:iam::ACCOUNT_ID:role/x', ['ACCOUNT_ID']],
    ['arn:aws:iam::account:role/x', ['account']],
    ['arn:aws:iam::XXXXXXXXXXXX:role/x', ['XXXXXXXXXXXX']],
    ['federate/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', ['xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx']],
    ['federate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111', ['EXAMPLE11111']],
    ['arn:aws:connect:…', ['…']],
    ['arn:aws:iam::...:role/x', ['...']],
    ['', []],
    [
      'https://us-east-1.console.aws.amazon.com/connect/federate/9690dd9b-3de7-4097-b4d9-67829f7c8fb0?destination=%2Fconnect%2Fccp',
      [],
    ],
    ['https://eu-west-2.console.aws.amazon.com/connect/v2/app/instances?region=eu-west-2', []],
    ['arn:aws:iam::123456789012:role/Connect-SSO,arn:aws:iam::123456789012:saml-provider/Connect-SSO', []],
    ['arn:aws:connect:us-east-1:123456789012:instance/9690dd9b-3de7-4097-b4d9-67829f7c8fb0/user/${aws:userid}', []],
    ['{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"connect:GetFederationToken"}]}', []],
    ['{"Condition":{"StringEquals":{"connect:InstanceId":"9690dd9b-3de7-4097-b4d9-67829f7c8fb0"}}}', []],
    ['${user:email}', []],
    ['${aws:username}', []],
    ['{aws:userid}', []],
    ['arn:aws:iam::111122223333:role/team/region-role', []],
    ['Anna <anna@example.com>', []],
    ['your.name@example.com', []],
    ['https://my-alias.my.connect.aws/home', []],
    ['AmazonConnectAdminAccessRole', []],
  ])('%j has %j', (text, found) => expect(placeholders(text)).toEqual(found));
});

describe('difference', () => {
  test.each([
    ['a', 'a', ''],
    ['a', '', 'it is empty'],
    ['Connect-SSO', 'connect-SSO', 'differs only in case, first at position 1: "C" expected, "c" found'],
    ['Connect-SSO', 'Connect-SSO ', 'a blank at the end'],
    ['Connect-SSO', '\tConnect-SSO', 'a blank before it'],
    ['Connect-SSO', ' Connect-SSO ', 'blanks before and after it'],
    ['Connect-SSO', 'Cоnnect-SSO', 'looks the same, and is not: it has Cyrillic о (U+043E) at position 2'],
    [
      'Connect\u200b-SSO',
      'Connect-SSO',
      'looks the same, and is not: the other has a zero-width space (U+200B) at position 8',
    ],
    ['Connect-SSO', 'Connect-SOS', 'two neighbouring characters are swapped at position 10: "SO" expected, "OS" found'],
    ['Connect-SSO', 'Connect-SS0', 'one character differs at position 11: "O" expected, "0" found'],
    ['Connect-SSO', 'Conect-SSO', 'one character is missing at position 4: "n"'],
    ['Connect-SSO', 'Connnect-SSO', 'one character too many at position 5: "n"'],
    ['Connect-SSO', 'Connect', 'the end is missing: "-SSO"'],
    ['Connect', 'Connect-SSO', 'there is more at the end: "-SSO"'],
    [
      'a' + 'b'.repeat(24),
      'b'.repeat(24) + 'c',
      `differs from position 1: "a${'b'.repeat(23)}…" expected, "${'b'.repeat(24)}…" found`,
    ],
    ['a' + 'b'.repeat(23), 'x', `differs from position 1: "a${'b'.repeat(23)}" expected, "x" found`],
    ['us-east-1', 'us-west-2', 'differs from position 4: "east-1" expected, "west-2" found'],
    ['abcd', 'x\u001b[31m', 'differs from position 1: "abcd" expected, "x[U+001B][31m" found'],
  ])('%j against %j', (expected, actual, words) => expect(difference(expected, actual)).toBe(words));

  test('says something of any two that differ, and nothing of equals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(difference(a, b) === '').toBe(a === b);
        expect(difference(a, a)).toBe('');
      }),
    );
  }, 30_000);
});

describe('printable', () => {
  test.each([
    ['plain', 'plain'],
    ['José 山田 Иван', 'José 山田 Иван'],
    ['\u001b[31mred', '[U+001B][31mred'],
    ['a\nb\r\tc', 'a[U+000A]b[U+000D][U+0009]c'],
    ['\u202egnp.exe', '[U+202E]gnp.exe'],
    ['\u0000\u0007\u009b', '[U+0000][U+0007][U+009B]'],
    ['a\u200bb', 'a[U+200B]b'],
    ['\ufeffa', '[U+FEFF]a'],
    ['\u2028', '[U+2028]'],
    ['\ud800x', '[U+D800]x'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['\u{e0041}', '[U+E0041]'],
  ])('%j shows as %j', (text, shown) => expect(printable(text)).toBe(shown));

  test('a document keeps what it is told to keep', () =>
    expect(printable('{\n\t"a"\u001b', '\n\t')).toBe('{\n\t"a"[U+001B]'));

  test('leaves no control, escape or direction character, and is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  }, 30_000);
});
