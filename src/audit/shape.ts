import type { Problem } from '../check.ts';
import type { Target } from '../report/model.ts';

/** Cut off beyond this: two that differ only later have the same shape for any practical purpose. */
const LONGEST = 300;

/**
 * What was put where, without whose it is: the learner's own account, instance and Region, and whatever else is
 * different in every account, give way to what they are. Learners who did the same then have the same shape.
 */
export function shapeOf({ message, actual }: Problem, target: Target): string {
  const own: readonly (readonly [string | undefined, string])[] = [
    [target.accountId, '<own account>'],
    [target.instanceId, '<own instance>'],
    [target.region, '<own Region>'],
  ];
  const told = own.reduce(
    (text, [value, name]) => (value ? text.replaceAll(value, name) : text),
    (actual ?? message).slice(0, 4 * LONGEST),
  );
  const shape = variable.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), told);
  return shape.length > LONGEST ? `${shape.slice(0, LONGEST)}…` : shape;
}

/** The number that the workshop's text prints as an example is a mistake of its own. */
const variable: readonly (readonly [RegExp, string])[] = [
  [/[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g, '<e-mail>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b(ssoins|apl|ins|d|o)-[0-9a-z]{8,32}\b/g, '<id>'],
  [/\b(?!123456789012\b)\d{12}\b/g, '<another account>'],
  [/\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/g, '<date>'],
];
