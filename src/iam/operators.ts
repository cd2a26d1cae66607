import { contains, readRange } from './network.ts';
import { isMeaningful, lowerCase, matches, matchesAnything, matchesArn, pattern, type Resolve } from './pattern.ts';
import { unsure, type Truth } from './truth.ts';

/** Whether a value of the request agrees with one value of the policy. `undefined`: there is a value, and it is not known. */
export type Test = (want: string, have: string | undefined, resolve: Resolve | undefined) => Truth;

interface Operator {
  readonly test: Test;
  readonly negated: boolean;
}

const notKnown = unsure('the value in the request cannot be known beforehand');

const text =
  (wildcards: boolean, ignoreCase: boolean): Test =>
  (want, have, resolve) => {
    const tokens = pattern(want, wildcards, resolve);
    if (have === undefined) return matchesAnything(tokens) ? true : isMeaningful(tokens) ? notKnown : false;
    return ignoreCase ? matches(lowerCase(tokens), have.toLowerCase()) : matches(tokens, have);
  };

const arn: Test = (want, have, resolve) => {
  const tokens = pattern(want, true, resolve);
  if (have === undefined) return isMeaningful(tokens) ? notKnown : false;
  return matchesArn(tokens, have);
};

/** Operators that compare by value, take no variables, and of which AWS does not say what text of another kind does. */
const byValue =
  <T>(kind: string, read: (text: string) => T | undefined, compare: (have: T, want: T) => boolean): Test =>
  (want, have) => {
    const wanted = read(want);
    if (wanted === undefined) return unsure(`AWS does not document how ${kind} compares with "${want.slice(0, 80)}"`);
    if (have === undefined) return notKnown;
    const found = read(have);
    return found === undefined
      ? unsure(`"${have.slice(0, 80)}" in the request is not ${kind}`)
      : compare(found, wanted);
  };

const readNumber = (written: string): number | undefined =>
  /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(written) ? Number(written) : undefined;

/** W3C's profile of ISO 8601, in which a time has a zone, or seconds since 1970 (IAM User Guide, "Date condition operators"). */
function readDate(written: string): number | undefined {
  const iso = /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/.test(written);
  const time = iso ? Date.parse(written) : /^\d{5,13}$/.test(written) ? Number(written) * 1000 : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const readBoolean = (written: string): boolean | undefined => ({ true: true, false: false })[written.toLowerCase()];

const readBinary = (written: string): string | undefined =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(written) ? written.replace(/=+$/, '') : undefined;

const number = (compare: (have: number, want: number) => boolean): Test => byValue('a number', readNumber, compare);
const date = (compare: (have: number, want: number) => boolean): Test => byValue('a date', readDate, compare);
const plain = (test: Test): Operator => ({ test, negated: false });
const negated = (test: Test): Operator => ({ test, negated: true });

const equal = <T>(have: T, want: T): boolean => have === want;
const truth = byValue('a truth value', readBoolean, equal);
const address = byValue('an IP address', readRange, (have, want) => contains(want, have));

/** IAM User Guide, "IAM JSON policy elements: Condition operators"; `Null` is not among them, for it compares no value. */
const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: plain(text(false, false)),
    StringNotEquals: negated(text(false, false)),
    StringEqualsIgnoreCase: plain(text(false, true)),
    StringNotEqualsIgnoreCase: negated(text(false, true)),
    StringLike: plain(text(true, false)),
    StringNotLike: negated(text(true, false)),
    ArnEquals: plain(arn),
    ArnLike: plain(arn),
    ArnNotEquals: negated(arn),
    ArnNotLike: negated(arn),
    NumericEquals: plain(number(equal)),
    NumericNotEquals: negated(number(equal)),
    NumericLessThan: plain(number((have, want) => have < want)),
    NumericLessThanEquals: plain(number((have, want) => have <= want)),
    NumericGreaterThan: plain(number((have, want) => have > want)),
    NumericGreaterThanEquals: plain(number((have, want) => have >= want)),
    DateEquals: plain(date(equal)),
    DateNotEquals: negated(date(equal)),
    DateLessThan: plain(date((have, want) => have < want)),
    DateLessThanEquals: plain(date((have, want) => have <= want)),
    DateGreaterThan: plain(date((have, want) => have > want)),
    DateGreaterThanEquals: plain(date((have, want) => have >= want)),
    // The guide says both that Bool takes variables and that it does not: `${…}` is then "not a truth value", a doubt.
    Bool: plain(truth),
    BinaryEquals: plain(byValue('binary data', readBinary, equal)),
    IpAddress: plain(address),
    NotIpAddress: negated(address),
  }),
);

export const findOperator = (name: string): Operator | undefined => operators.get(name);
