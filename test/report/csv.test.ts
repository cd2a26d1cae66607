import { parse } from 'csv-parse/sync';
import { fc } from '../random.ts';
import { expect, test } from 'vitest';
import { cell, csv } from '../../src/report/csv.ts';
import { inert } from '../../src/report/words.ts';
import { everyStatus, hostile, hostileReport, options, sample } from './sample.ts';

test('a cell reads back as its harmless text, and no sheet takes it for a formula', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (cells) => {
      const [read = []] = parse(`${cells.map(cell).join(',')}\r\n`, { relaxColumnCount: true });
      const bare = read.map((text) => (text.startsWith("'") ? text.slice(1) : text));
      expect(bare).toEqual(
        cells.map((text) => inert(text)).map((text) => (text.startsWith("'") ? text.slice(1) : text)),
      );
      for (const text of read) expect(text).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }),
  );
});

test('a line a check under a header, whatever is in them', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const lines = csv(report, options).split('\r\n');
      expect(lines).toHaveLength(4);
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|##\[/);
    }),
  );
});

test('every row is there', () => {
  const read = parse(csv(sample(everyStatus), options), { columns: true }) as Record<string, string>[];
  expect(read.map(({ id, status, blocked_by, permission }) => ({ id, status, blocked_by, permission }))).toEqual([
    { id: 'organization-present', status: 'pass', blocked_by: '', permission: '' },
    { id: 'relay-state', status: 'unverified', blocked_by: '', permission: '' },
    { id: 'identity-provider', status: 'warn', blocked_by: '', permission: '' },
    { id: 'policy-scope', status: 'fail', blocked_by: '', permission: '' },
    { id: 'role-permissions', status: 'blocked', blocked_by: 'policy-scope', permission: '' },
    { id: 'connect-user', status: 'unknown', blocked_by: '', permission: 'connect:ListUsers' },
  ]);
});
