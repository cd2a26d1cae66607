import { readFileSync } from 'node:fs';
import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import { json, printJson } from '../../src/report/json.ts';
import { everyStatus, hostileReport, options, sample } from './sample.ts';
import { violations } from './schema.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

test('reads back as what went in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(printJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('hostile text is inert and reads back', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const text = json(report, options);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]|##\[|^\s*::/m);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
    }),
  );
});

describe('the published schema', () => {
  const parsed = (): unknown => JSON.parse(json(sample(everyStatus), options));

  test('holds for a report with every status', () => expect(violations(schema, parsed())).toEqual([]));

  test('refuses what is no report', () => {
    const report = parsed() as { verdict: string; checks: { status: string; more?: number }[] };
    report.verdict = 'warn';
    for (const check of report.checks.slice(0, 1)) Object.assign(check, { status: 'fine', more: 1 });
    expect(violations(schema, report)).toEqual([
      '/verdict: warn is none of pass,fail,unknown,unverified',
      '/checks/0: more is not foreseen',
      '/checks/0/status: fine is none of pass,warn,fail,blocked,unknown,unverified',
    ]);
  });
});
