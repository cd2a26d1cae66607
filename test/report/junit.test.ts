import { fc } from '../random.ts';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { junit, xml } from '../../src/report/junit.ts';
import { everyStatus, hostile, hostileReport, options, sample } from './sample.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Every element, or an error where it is no well-formed XML. */
function read(document: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(document).close();
  return found;
}

const holdable = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

test('text reads back as what went in, as far as XML can hold it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [element] = read(`<a b="${xml(text)}">${xml(text)}</a>`);
      expect(element?.attributes['b']).toBe(holdable(text));
      expect(element?.text).toBe(holdable(text));
    }),
  );
});

test('hostile text makes no element of its own, and no command for the build log', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const document = junit(report, options);
      expect(read(document).filter(({ name }) => name === 'testcase')).toHaveLength(2);
      expect(read(document).some(({ name }) => name === 'script')).toBe(false);
      expect(document).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|##\[|^\s*::/m);
    }),
  );
});

test.each([
  [false, { tests: '6', failures: '1', errors: '1', skipped: '2' }],
  [true, { tests: '6', failures: '3', errors: '1', skipped: '1' }],
])('what fails is a failure, what could not be looked at an error (strict: %s)', (strict, totals) => {
  const elements = read(junit(sample(everyStatus), { ...options, strict }));
  expect(elements.find(({ name }) => name === 'testsuite')?.attributes).toMatchObject(totals);
  for (const [name, total] of [
    ['failure', totals.failures],
    ['error', totals.errors],
    ['skipped', totals.skipped],
  ] as const)
    expect(elements.filter((element) => element.name === name)).toHaveLength(Number(total));
  expect(elements.find(({ name }) => name === 'failure' || name === 'error')?.attributes['message']).toBeTruthy();
});
