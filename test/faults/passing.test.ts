import { expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/index.ts';
import { evidence, reportOn } from '../account.ts';
import { longestRefusal, operationsOfACheck, reportWith, said, troubled } from './account.ts';

const operations = await operationsOfACheck();
const healthy = said(await reportWith([]));

/** The same fault at every operation of the check. */
const everywhere = (fault: Omit<Fault, 'match'>): Fault[] => operations.map((match) => ({ match, ...fault }));

test('a check makes some twenty different calls', () => expect(operations.length).toBeGreaterThan(18));

test.concurrent.each<[string, Fault[]]>([
  ['throttled twice', everywhere({ kind: 'throttle', times: 2 })],
  ['500 twice', everywhere({ kind: 'server', times: 2 })],
  ['an HTML page with 503, once', everywhere({ kind: 'html503', times: 1 })],
  ['the connection reset, twice', everywhere({ kind: 'reset', times: 2 })],
  ['the answer cut short, once', everywhere({ kind: 'truncated', times: 1 })],
  ['the answer late by 1.5 seconds', everywhere({ kind: 'latency', ms: 1500 })],
  ['a clock that is an hour behind', everywhere({ kind: 'skew' })],
  ['a clock that is a day ahead', everywhere({ kind: 'skew', ms: -86_400_000 })],
])('what passes does not change the report: at every operation %s', { timeout: 60_000 }, async (_, faults) => {
  expect(said(await reportWith(faults))).toEqual(healthy);
});

// One after the other: a dozen accounts side by side in one process would use up the patience by themselves.
test.each([1, 2, 3, 4, 5])('nor do three in ten throttled (seed %i)', { timeout: 60_000 }, async (seed) => {
  const sandbox = troubled([{ match: '*', kind: 'throttle', probability: 0.3 }], seed);
  expect(said(await reportOn(sandbox, evidence))).toEqual(healthy);
  expect(longestRefusal(sandbox)).toBeGreaterThan(1);
});
