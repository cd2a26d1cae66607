import { fc } from '../random.ts';

/** What has broken readers before, here or elsewhere. */
const fragments = [
  '__proto__',
  '"__proto__":{"polluted":true}',
  'constructor',
  'prototype',
  'toString',
  '${aws:userid}',
  '${',
  '${*}',
  '*',
  '?',
  '%',
  '%00',
  '%E0%A4%A',
  '\u0000',
  '\u202e',
  '\ud800',
  '\ufeff',
  'İ',
  '\n',
  '\r\n',
  '\t',
  '"',
  "'",
  '`',
  '\\',
  ',',
  ';',
  ':',
  '{',
  '}',
  '[',
  ']',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#x110000;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?xml version="1.1"?>',
  '</',
  '<a>',
  'arn:aws:iam::',
  '=cmd|calc',
  '&anchor ',
  '*anchor',
  '<<: *a',
  '!!js/function',
  '---\n',
  '...',
  '? ',
  '| ',
  '> ',
  '9'.repeat(400),
  '1e999',
  '-0',
  'null',
  'true',
  '../../../etc/passwd',
  '/dev/zero',
  'file:///etc/passwd',
  'http://127.0.0.1:9/',
] as const;

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...fragments) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  // Long runs of one thing: what makes a pattern that backtracks, or a parser that recurses, show.
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...fragments, 'a', ' ', '(', '<a>', '[', '{"a":', '- ', 'a.', 'a,', '*a'),
        fc.integer({ min: 50, max: 3000 }),
      )
      .map(([text, times]) => text.repeat(Math.min(times, Math.ceil(20_000 / text.length)))),
  },
);

const edit = fc.record({
  at: fc.nat(),
  cut: fc.oneof(fc.constant(0), fc.nat(40), fc.nat(2000)),
  put: fc.oneof(fc.constant(''), piece),
  again: fc.boolean(),
});

/** One of the texts, with some places cut out, overwritten or repeated; now and then nothing of it is left. */
export const damaged = (...seeds: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 5 }))
        .map(([seed, edits]) =>
          edits.reduce((text, { at, cut, put, again }) => {
            const start = text.length === 0 ? 0 : at % text.length;
            const gone = text.slice(start, start + cut);
            return text.slice(0, start) + put + (again ? gone + gone : '') + text.slice(start + cut);
          }, seed),
        ),
    },
    { weight: 1, arbitrary: fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.json(), piece) },
  );

const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      Infinity,
      '',
      '*',
      '__proto__',
      'Allow',
      'Deny',
      '2012-10-17',
      'connect:*',
      '${aws:userid}',
      'arn:aws:iam::111122223333:root',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'Version',
        'Statement',
        'Effect',
        'Action',
        'NotAction',
        'Resource',
        'NotResource',
        'Principal',
        'NotPrincipal',
        'Condition',
        'StringEquals',
        'ForAllValues:StringLikeIfExists',
        'Bool',
        'Null',
        'AWS',
        'Federated',
        'SAML:aud',
        'aws:userid',
        '__proto__',
        'constructor',
        'Sid',
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
})).value;

/** Policy documents whose words are right and whose grammar is not, beside damaged ones. */
export const policies = (...seeds: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    damaged(...seeds),
    json.map((value) => JSON.stringify(value) ?? 'null'),
    fc.array(json, { maxLength: 3 }).map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement })),
  );
