import { printable } from '../text/near.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

interface Rule {
  readonly member: string;
  readonly holds: (value: unknown) => boolean;
  readonly should: string;
}

const rules: readonly Rule[] = [
  {
    member: 'id',
    holds: (value) => typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
    should: 'be in kebab-case',
  },
  {
    member: 'step',
    holds: (value) => Number.isInteger(value) && Number(value) >= 1,
    should: 'be the number of a step, from 1',
  },
  { member: 'order', holds: (value) => typeof value === 'number', should: 'be a number: the place within the step' },
  {
    member: 'title',
    holds: (value) => isText(value) && String(value).length <= 72,
    should: 'be the state that should hold, at most 72 characters',
  },
  { member: 'why', holds: isText, should: 'be a sentence' },
  {
    member: 'causes',
    holds: (value) => isObject(value) && Object.values(value).every(isText),
    should: 'be an object: cause → what it means',
  },
  {
    member: 'needs',
    holds: (value) => isObject(value) && Object.values(value).every(isNeed),
    should: 'be an object of facts, or optional(fact)',
  },
  { member: 'judge', holds: (value) => typeof value === 'function', should: 'be a function' },
  { member: 'byHand', holds: (value) => typeof value === 'function', should: 'be a function' },
];

const isFact = (value: unknown): boolean =>
  isObject(value) && isText(value['name']) && isObject(value['needs']) && typeof value['gather'] === 'function';
const isNeed = (value: unknown): boolean => isFact(value) || (isObject(value) && isFact(value['optional']));

/** What keeps a value from being a check, as the rest of a sentence; undefined when nothing does. `id`: what its file says. */
export function objection(check: unknown, id?: string): string | undefined {
  if (!isObject(check)) return 'it should default-export a check: export default defineCheck({ … })';
  const broken = rules.find(({ member, holds }) => !holds(check[member]));
  if (broken) return `"${broken.member}" of the check should ${broken.should}`;
  if (id !== undefined && check['id'] !== id)
    return `the id of the check should be "${printable(id)}" like its file, not "${printable(String(check['id']))}"`;
  return undefined;
}
