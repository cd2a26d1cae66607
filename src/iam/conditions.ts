import type { Condition } from './document.ts';
import { findOperator } from './operators.ts';
import { isMalformed, pattern, type Resolve } from './pattern.ts';
import { all, any, not, oneOf, unsure, type Truth } from './truth.ts';

/** What a request holds under a condition key; `null`: nothing, for certain. */
export type ContextValue = string | readonly string[] | Spellings | Either | Unknown | null;

/** One value that AWS writes in more than one way: a policy that names any of them names it. */
export interface Spellings {
  readonly spellings: readonly string[];
}

/** One of these, and it is not known which. */
export interface Either {
  readonly either: readonly (string | null)[];
  /** Half a sentence. */
  readonly why: string;
}

/** A value that cannot be known beforehand, and, unless `present`, perhaps none at all. */
export interface Unknown {
  readonly unknown: string;
  readonly present?: true;
}

/** The request's condition keys, found whatever their case. */
export type Lookup = (key: string) => ContextValue;

export interface Scope {
  readonly lookup: Lookup;
  /** Policy variables count; false before Version 2012-10-17. */
  readonly variables: boolean;
}

/** A single-valued key only can stand as a variable (IAM User Guide, "Variables and tags"). */
export const resolver = (scope: Scope): Resolve | undefined =>
  scope.variables ? (key) => variableValue(key, scope.lookup(key)) : undefined;

function variableValue(key: string, value: ContextValue): ReturnType<Resolve> {
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  if ('unknown' in value) return unsure(`the value of \${${key}} cannot be known beforehand: ${value.unknown}`);
  return unsure(`AWS does not document the value of \${${key}} for this request`);
}

/** Whether a Condition entry holds for the request. */
export function holds(condition: Condition, scope: Scope): Truth {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(condition.operator);
  const [, set, name = '', ifExists] = parts ?? [];
  const value = scope.lookup(condition.key);
  if (name === 'Null' && set === undefined && ifExists === undefined) return isAbsent(condition, value);
  const operator = findOperator(name);
  if (operator === undefined)
    return unsure(`AWS does not document the condition operator ${condition.operator.slice(0, 80)}`);
  if (condition.values.length === 0)
    return unsure(`AWS does not document a condition without values (${condition.key})`);
  const without = whenAbsent(condition.key, set, ifExists !== undefined, operator.negated);
  const resolve = resolver(scope);
  const agrees = (spellings: readonly (string | undefined)[]): Truth => {
    if (operator.negated && condition.values.some((want) => isMalformed(pattern(want, true, resolve))))
      return unsure('AWS does not document a negated operator with what is no policy variable');
    const hit = any(condition.values.flatMap((want) => spellings.map((have) => operator.test(want, have, resolve))));
    return operator.negated ? not(hit) : hit;
  };
  return compare(condition.key, value, set, without, agrees);
}

/** What a condition on a key that the request has not is worth (IAM User Guide, "Condition operators"). */
function whenAbsent(key: string, set: string | undefined, ifExists: boolean, negated: boolean): Truth {
  if (set === undefined) return ifExists || negated;
  if (set === 'ForAllValues') return true;
  // ForAnyValue says false, IfExists says true, and the guide does not say which wins.
  return ifExists ? unsure(`AWS does not document ForAnyValue with IfExists when ${key} is absent`) : false;
}

type Agrees = (spellings: readonly (string | undefined)[]) => Truth;

function compare(key: string, value: ContextValue, set: string | undefined, without: Truth, agrees: Agrees): Truth {
  if (value === null) return without;
  if (typeof value === 'string') return value === '' && set === 'ForAllValues' ? true : agrees([value]);
  if ('spellings' in value) return agrees(value.spellings);
  if ('unknown' in value) return compareUnknown(key, value, without, agrees);
  if ('either' in value) return agreed(value, (one) => compare(key, one, set, without, agrees));
  if (value.length === 0) return without;
  const each = value.map((one) => agrees([one]));
  if (set !== undefined) return set === 'ForAllValues' ? all(each) : any(each);
  return each.length === 1
    ? all(each)
    : unsure(`${key} has many values, and AWS asks for ForAllValues or ForAnyValue then`);
}

function compareUnknown(key: string, value: Unknown, without: Truth, agrees: Agrees): Truth {
  const why = `${key} cannot be known beforehand: ${value.unknown}`;
  const known = agrees([undefined]);
  const present = typeof known === 'boolean' ? known : unsure(why);
  return value.present ? present : oneOf(present, without, why);
}

/** What all the values come to. */
const agreed = ({ either, why }: Either, judge: (one: string | null) => Truth): Truth =>
  either.map(judge).reduce((left, right) => oneOf(left, right, why));

/** `Null: true` wants the key absent, `false` wants it there. */
function isAbsent(condition: Condition, value: ContextValue): Truth {
  const wanted = condition.values.map((text) => text.toLowerCase());
  if (wanted.some((text) => text !== 'true' && text !== 'false') || wanted.length === 0)
    return unsure(`AWS does not document Null with another value than true or false (${condition.key})`);
  return any(
    wanted.map((text) => (text === 'true' ? absent(condition.key, value) : not(absent(condition.key, value)))),
  );
}

function absent(key: string, value: ContextValue): Truth {
  if (value === null) return true;
  if (value === '') return unsure(`AWS does not document whether an empty ${key} counts as absent`);
  if (typeof value === 'string' || 'spellings' in value) return false;
  if ('unknown' in value) return value.present ? false : unsure(`${key} cannot be known beforehand: ${value.unknown}`);
  if ('either' in value) return agreed(value, (one) => absent(key, one));
  return value.length === 0;
}
