import { expect, test } from 'vitest';
import type { Verdict } from '../../src/check.ts';
import * as entry from '../../src/index.ts';
import type * as Public from '../../src/plugins/public.d.ts';

/** What is shipped as the entry's types has to be true of the entry: the compiler says so here. */
type Judged = 'pass' | 'warn' | 'fail' | 'unknown' | 'unverified';
const asPublished: Omit<typeof Public, Judged | 'Absent' | 'Unseen' | 'demand' | 'optional' | 'facts'> = entry;
/** A fix's calls are wider outside: any service and operation. What comes out is the same. */
const sameVerdict = (own: Verdict): Public.Verdict => own;

type PlainFacts = {
  readonly [K in keyof typeof Public.facts]: (typeof Public.facts)[K] extends Public.Fact<infer T> ? T : never;
};
type OwnFacts = { readonly [K in keyof typeof entry.facts]: Awaited<ReturnType<(typeof entry.facts)[K]['gather']>> };
const sameValues = (own: OwnFacts): PlainFacts => own;

test('everything that the published types name is there', async () => {
  const { readFile } = await import('node:fs/promises');
  const types = await readFile(new URL('../../src/plugins/public.d.ts', import.meta.url), 'utf8');
  const names = [...types.matchAll(/^export declare (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  expect(new Set(Object.keys(entry))).toEqual(new Set(names));
  expect(asPublished).toBe(entry);
  expect([sameValues, sameVerdict].every((same) => typeof same === 'function')).toBe(true);
  // No type of another package is needed to read them.
  expect([...types.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual(['./reports.js', './reports.js']);
});

test('every public export says what it is', async () => {
  const { readFile } = await import('node:fs/promises');
  for (const file of ['public', 'reports']) {
    const types = await readFile(new URL(`../../src/plugins/${file}.d.ts`, import.meta.url), 'utf8');
    expect(
      types.match(/(?<!\*\/\n)^export (?:declare )?(?:interface|type \w|function|class|const).*$/gm) ?? [],
    ).toEqual([]);
  }
});
