import { expect, test } from 'vitest';
import { SamlError, readXml } from '../../src/saml/xml.ts';

const refusal = (text: string): string => {
  try {
    readXml(text, 'It');
  } catch (error) {
    if (error instanceof SamlError) return error.message;
    throw error;
  }
  return 'read';
};

test('a CDATA section is text like any other, and a comment is none', () =>
  expect(readXml('<a>x<![CDATA[<y>&]]>z<!-- no --></a>', 'It').text).toBe('x<y>&z'));

test('an attribute of another namespace is not the one of the same name', () => {
  const { attributes } = readXml('<a ID="own" xmlns:x="urn:x" x:ID="other" x:more="other"/>', 'It');
  expect([...attributes]).toEqual([['ID', 'own']]);
});

test('what is malformed is shown by line and column', () =>
  expect(refusal(`<a>${'\n'.repeat(11)}<b></b>  </c></a>`)).toBe('It is not well-formed XML (line 12, column 13).'));

test('as many attributes as an element may have, and one more', () => {
  const element = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, index) => `a${index}=""`).join(' ')}/>`;
  expect(refusal(`<b>${element(64).repeat(3)}</b>`)).toBe('read');
  expect(refusal(element(65))).toBe('It has an element with more attributes than a SAML document can have.');
});
