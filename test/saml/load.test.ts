import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../src/saml/', import.meta.url);
const sources = readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
const importers = (what: RegExp): string[] => sources.filter(({ text }) => what.test(text)).map(({ name }) => name);

test('only the verification of signatures loads the signature library', () => {
  expect(importers(/from '(?:xml-crypto|@xmldom\/xmldom|xpath)'/)).toEqual(['signature.ts']);
  expect(importers(/^import (?!type)[^;]*from '\.\/signature\.ts'/m)).toEqual([]);
});
test('only reading XML loads the parser', () => expect(importers(/from 'saxes'/)).toEqual(['xml.ts']));
test('what is thrown by others is caught in one place', () =>
  expect(importers(/\bcatch\s*[({]/)).toEqual(['attempt.ts']));
test('HMAC is never enabled', () => expect(importers(/enableHMAC/)).toEqual([]));
