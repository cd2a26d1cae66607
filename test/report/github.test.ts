import { fc } from '../random.ts';
import { expect, test } from 'vitest';
import { data, github, property } from '../../src/report/github.ts';
import { inert } from '../../src/report/words.ts';
import { everyStatus, hostile, hostileReport, options, sample } from './sample.ts';

// As GitHub's runner reads a command: `::name key=value,key=value::message`.
const command = /^::(\w+) title=([^:,]*)::(.*)$/;
const unescaped = (text: string): string =>
  text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');

test('text reads back as what went in', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(unescaped(data(text))).toBe(inert(text, '\r\n'));
      expect(unescaped(property(text))).toBe(inert(text, '\r\n'));
    }),
  );
});

test('hostile text makes no command of its own', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const open = report.checks.filter(({ status }) => status !== 'pass').length;
      const lines = github(report, options).split(/\r\n|[\n\r]/);
      expect(lines.filter((line) => line.trimStart().startsWith('::'))).toHaveLength(open);
      for (const line of lines.slice(0, open)) expect(line).toMatch(command);
      expect(lines.join('')).not.toMatch(/##\[/);
    }),
  );
});

test('an annotation for each check that does not pass', () => {
  const levels = (strict: boolean) =>
    [...github(sample(everyStatus), { ...options, strict }).matchAll(/^::(\w+) title=([\w-]+)/gm)].map(
      ([, level, id]) => `${id} ${level}`,
    );
  expect(levels(false)).toEqual([
    'relay-state notice',
    'identity-provider warning',
    'policy-scope error',
    'role-permissions notice',
    'connect-user error',
  ]);
  expect(levels(true)).toEqual([
    'relay-state error',
    'identity-provider error',
    'policy-scope error',
    'role-permissions notice',
    'connect-user error',
  ]);
});
