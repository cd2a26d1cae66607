import { fc } from '../random.ts';
import { expect, test } from 'vitest';
import { code, fence, markdown, text } from '../../src/report/markdown.ts';
import { inert } from '../../src/report/words.ts';
import { everyStatus, hostile, hostileReport, options, sample } from './sample.ts';

test('text reads back as what went in, and nothing in it means anything', () => {
  fc.assert(
    fc.property(hostile, (raw) => {
      const escaped = text(raw);
      expect(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(inert(raw));
      const bare = escaped.replace(/\\[!-/:-@[-`{-~]/g, 'x');
      expect(bare).not.toMatch(/[`*_[\]<>#|~&$@!]|:\/\/|^\s*[-+=]|^\s*\d+[.)]|www\./i);
      expect(bare).not.toMatch(/[\r\n]/);
    }),
  );
});

test('a code span ends where its text ends', () => {
  fc.assert(
    fc.property(hostile, (raw) => {
      const [, ticks = '', inside = ''] = /^(`+)(.*?)\1$/su.exec(code(raw)) ?? [];
      expect(inside.match(/`+/g) ?? []).not.toContain(ticks);
      expect(inside).not.toMatch(/(?<!\\)\|/);
    }),
  );
});

test('a fence ends where its text ends', () => {
  fc.assert(
    fc.property(hostile, (raw) => {
      const [opening = '', ...rest] = fence(raw);
      expect(rest.at(-1)).toBe(opening);
      for (const line of rest.slice(0, -1)) expect(line.trim()).not.toMatch(new RegExp(`^\`{${opening.length},}$`));
    }),
  );
});

test('hostile text begins no line that the build log would obey', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      expect(markdown(report, options)).not.toMatch(/##\[|^\s*::/m);
    }),
  );
});

test('the first broken link comes first, and every row is there', () => {
  const lines = markdown(sample(everyStatus), options).split('\n');
  expect(lines[0]).toBe('## Amazon Connect sign-in: fail');
  expect(lines[4]).toBe('**First: The policy allows signing in to this instance** (`policy-scope`)');
  for (const { id } of everyStatus)
    expect(lines.some((line) => line.startsWith('|') && line.includes(`\`${id}\``))).toBe(true);
});
