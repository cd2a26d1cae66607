import { fc } from '../random.ts';
import { describe, expect, it } from 'vitest';
import { all, any, isUnsure, not, oneOf, unsure, type Truth } from '../../src/iam/truth.ts';

const truth: fc.Arbitrary<Truth> = fc.constantFrom<Truth[]>(true, false, unsure('it is hidden'));
const plain = (value: Truth): boolean | 'unsure' => (isUnsure(value) ? 'unsure' : value);
const law = (name: string, holds: (a: Truth, b: Truth, c: Truth) => boolean): void =>
  it(name, () => fc.assert(fc.property(truth, truth, truth, (a, b, c) => holds(a, b, c))));
const same = (left: Truth, right: Truth): boolean => plain(left) === plain(right);

const formula = (x: Truth, y: Truth, z: Truth): Truth => any([all([x, not(y)]), all([y, z])]);
const settle = (value: Truth): boolean[] => (isUnsure(value) ? [true, false] : [value]);

describe('three-valued logic', () => {
  law('not not', (a) => same(not(not(a)), a));
  law('De Morgan', (a, b) => same(not(all([a, b])), any([not(a), not(b)])));
  law('order does not matter', (a, b) => same(all([a, b]), all([b, a])) && same(any([a, b]), any([b, a])));
  law(
    'grouping does not matter',
    (a, b, c) => same(all([a, all([b, c])]), all([a, b, c])) && same(any([a, any([b, c])]), any([a, b, c])),
  );
  law('one thing shares out over the other', (a, b, c) => same(all([a, any([b, c])]), any([all([a, b]), all([a, c])])));
  law('a decisive part decides', (a, b) => all([a, false, b]) === false && any([a, true, b]) === true);
  law('nothing neutral counts', (a) => same(all([a, true]), a) && same(any([a, false]), a));
  // Whatever the hidden value turns out to be, a decided answer stays.
  law('a decision is never taken back', (a, b, c) => {
    const decided = formula(a, b, c);
    if (isUnsure(decided)) return true;
    return settle(a).every((x) => settle(b).every((y) => settle(c).every((z) => formula(x, y, z) === decided)));
  });

  it('of nothing', () => expect([all([]), any([])]).toEqual([true, false]));
  it('one of two that agree', () => expect([oneOf(true, true, 'x'), oneOf(false, false, 'x')]).toEqual([true, false]));
  it('one of two that differ', () => expect(oneOf(true, false, 'x')).toEqual(unsure('x')));
  it('keeps the first doubt', () => expect(all([true, unsure('first'), unsure('second')])).toEqual(unsure('first')));
});
