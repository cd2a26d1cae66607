import { fc } from '../random.ts';
import { describe, expect, it } from 'vitest';
import { parsePolicy, readPolicy, statements } from '../../src/iam/document.ts';
import { authorize } from '../../src/iam/evaluate.ts';
import { matches, pattern } from '../../src/iam/pattern.ts';
import { judgePermissions } from '../../src/iam/permissions.ts';
import { judgeScope, printPolicy, scopeDocument } from '../../src/iam/scope.ts';
import { judgeTrust, trustDocument } from '../../src/iam/trust.ts';
import { session, trusted } from './session.ts';

const nested = (depth: number, inside: string): string => `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`;

describe('readPolicy', () => {
  // oxfmt-ignore
  const wrong: readonly (readonly [string, string])[] = [
    ['empty', ''], ['blank', ' \n'], ['text', 'hello'], ['a number', '7'], ['null', 'null'], ['a list', '[{"Statement":[]}]'], ['no statement', '{}'],
    ['a statement inherited', '{"__proto__":{"Statement":[]}}'], ['deep', nested(60_000, '')], ['too long', `{"Statement":[]}${' '.repeat(131_072)}`], ['URL-encoded', '%7B%22Statement%22%3A%5B%5D%7D'], ['a comma too many', '{"Statement":[],}'],
  ];
  for (const [name, text] of wrong)
    it(`refuses ${name}, in one sentence`, () =>
      expect(() => readPolicy(text)).toThrow(/^The policy document [^.]+\.$/));

  it('takes a byte order mark', () => expect(statements(readPolicy('\uFEFF{"Statement":[]}'))).toEqual([]));
  it('takes that mark at the start alone', () =>
    expect(statements(readPolicy('{"Statement":{"Sid":"a\uFEFFb"}}'))[0]?.sid).toBe('a\uFEFFb'));
  it('takes as many characters as IAM does', () =>
    expect(statements(readPolicy('{"Statement":[]}'.padEnd(131_072)))).toEqual([]));
  it('takes the last of two keys, as JSON.parse does', () =>
    expect(statements(readPolicy('{"Statement":[],"Statement":{"Effect":"Allow","Effect":"Deny"}}'))[0]?.effect).toBe(
      'Deny',
    ));
  it('takes __proto__ for data', () => {
    const [read] = statements(
      readPolicy(
        '{"Statement":{"__proto__":{"Effect":"Allow"},"Effect":"Deny","Condition":{"__proto__":{"__proto__":"x"}}}}',
      ),
    );
    expect(read).toMatchObject({
      effect: 'Deny',
      conditions: [{ operator: '__proto__', key: '__proto__', values: ['x'] }],
    });
  });
  it('numbers the statements from 1', () =>
    expect(statements(readPolicy('{"Statement":[{},{}]}')).map(({ number }) => number)).toEqual([1, 2]));
  it('takes a list or a string', () => {
    const [read] = statements(
      readPolicy(
        '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":["*"],"Principal":{"AWS":["1","2"],"Service":"s"}}}',
      ),
    );
    expect(read).toMatchObject({
      actions: ['a:b'],
      resources: ['*'],
      principals: [
        { type: 'AWS', name: '1' },
        { type: 'AWS', name: '2' },
        { type: 'Service', name: 's' },
      ],
      faults: [],
    });
  });
  it('survives depth inside', () => {
    const text = `{"Statement":{"Effect":"Allow","Action":${nested(20_000, '')},"Resource":"*","Condition":{"StringEquals":{"a":${nested(20_000, '1')}}}}}`;
    expect(judgeScope(text, session).verdict).toBe('refuses');
  });
});

describe('wildcards', () => {
  // oxfmt-ignore
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['', '', true], ['*', '', true], ['?', '', false], ['a*', 'a', true], ['*a*', 'bab', true], ['a?c', 'abc', true], ['a?c', 'ac', false], ['**', 'x', true],
    ['*ab', 'aab', true], ['a*b*c', 'abbbc', true], ['a*b*c', 'acb', false], ['?', '💡', true], ['a.c', 'abc', false], ['[a]', 'a', false],
  ];
  for (const [text, value, hit] of rows)
    it(`${text} and ${value}`, () => expect(matches(pattern(text, true, undefined), value)).toBe(hit));

  it('agree with a regular expression', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 }),
        fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }),
        (letters, value) => {
          const expression = new RegExp(`^${letters.join('').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`);
          expect(matches(pattern(letters.join(''), true, undefined), value.join(''))).toBe(
            expression.test(value.join('')),
          );
        },
      ),
      { numRuns: 2_000 },
    ));

  // Backtracking would not end before the test's time is up.
  it('end whatever they are', () => {
    expect(matches(pattern(`${'*a'.repeat(2_000)}b`, true, undefined), 'a'.repeat(4_000))).toBe(false);
  });
});

/** Everything in this folder asked about one text. */
function ask(text: string): void {
  const policies = {
    attached: [{ name: 'a', document: text }],
    inline: [{ name: 'i', document: text }],
    boundary: { name: 'b', document: text },
  };
  judgeTrust(text, trusted);
  judgePermissions(policies, session);
  for (const { message } of judgeScope(text, session).problems) expect(message.length).toBeLessThan(1_500);
}

describe('whatever the text', () => {
  // Text that reaches deep into the readers: policy words anywhere, any JSON below them.
  const word = fc.constantFrom(
    'Statement',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Principal',
    'Condition',
    'Version',
    'Sid',
    '__proto__',
    'constructor',
    'toString',
    'StringEquals',
    'Null',
    'Bool',
    'connect:InstanceId',
    'aws:userid',
    'Federated',
    'AWS',
  );
  const value = fc.oneof(
    fc.constantFrom(
      'Allow',
      'Deny',
      '*',
      '2012-10-17',
      'connect:*',
      '${aws:userid}',
      '${',
      '${}',
      '${*}',
      'arn:aws:connect:::',
      ':::::::',
      '__proto__',
      '%',
      '\u0000',
      '\ud800',
    ),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      value,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  const json = tree.map((inside) => JSON.stringify(inside));
  const documents = fc
    .dictionary(word, tree, { maxKeys: 6 })
    .map((statement) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  const spoilt = fc
    .tuple(
      fc.constantFrom(printPolicy(scopeDocument(session)), printPolicy(trustDocument(trusted))),
      fc.nat(400),
      fc.nat(8),
      fc.string({ maxLength: 4 }),
    )
    .map(([text, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

  for (const [name, texts] of [
    ['any text', fc.string()],
    ['any JSON', fc.json()],
    ['JSON of policy words', json],
    ['a policy of such words', documents],
    ['a spoilt policy', spoilt],
  ] as const)
    it(`${name} is judged`, () => fc.assert(fc.property(texts, ask), { numRuns: 1_000 }));

  it('leaves the prototype alone', () => {
    ask(
      '{"__proto__":{"polluted":true},"Statement":[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]}',
    );
    expect({}).not.toHaveProperty('polluted');
  });

  it('a spoilt policy never grants what the sound one does not', () =>
    fc.assert(
      fc.property(spoilt, (text) => {
        const read = parsePolicy(text);
        if ('fault' in read) return;
        const identity = [{ name: 'p', document: read.document }];
        const nobody = authorize(
          { identity },
          { action: 'iam:CreateUser', resource: 'arn:aws:iam::111122223333:user/x', context: {} },
        );
        expect(nobody.decision).not.toBe('allow');
      }),
      { numRuns: 1_000 },
    ));

  it('ends with the longest', () => {
    ask(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: '*'.repeat(40_000),
          Resource: `arn:aws:connect:${'*a'.repeat(20_000)}`,
          Condition: { StringLike: { 'aws:userid': '?*'.repeat(20_000) } },
        },
      }),
    );
  });
});
