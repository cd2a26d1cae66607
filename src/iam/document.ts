import { nearest } from '../text/near.ts';

/** A policy or trust policy as AWS keeps it: JSON, its members not looked at yet. */
export interface PolicyDocument {
  readonly Version?: unknown;
  readonly Id?: unknown;
  readonly Statement?: unknown;
}

export type PrincipalType = 'AWS' | 'Federated' | 'Service' | 'CanonicalUser';

/** One name in a Principal element. `"*"` alone is the type `AWS` with the name `*`: AWS documents the two as equal. */
export interface Principal {
  readonly type: string;
  readonly name: string;
}

export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

type List<T> = readonly T[] | undefined;

/** A statement with a list wherever AWS takes a string or a list; undefined where the element is not there. */
export interface Statement {
  /** Counted from 1, as people do. */
  readonly number: number;
  readonly sid: string | undefined;
  /** As written; only `Allow` and `Deny`, in this case, mean anything to AWS. */
  readonly effect: string;
  readonly actions: List<string>;
  readonly notActions: List<string>;
  readonly resources: List<string>;
  readonly notResources: List<string>;
  readonly principals: List<Principal>;
  readonly notPrincipals: List<Principal>;
  readonly conditions: readonly Condition[];
  /** The names of its members, as written. */
  readonly members: readonly string[];
  /** What IAM would have refused to store, each half a sentence; such a statement decides nothing for certain. */
  readonly faults: readonly string[];
}

// IAM API Reference, CreatePolicy: PolicyDocument, maximum length.
const longest = 131_072;

/** The text as a policy document. Throws an Error of one sentence when it is none. */
export function readPolicy(text: string): PolicyDocument {
  const read = parsePolicy(text);
  if ('fault' in read) throw new Error(read.fault);
  return read.document;
}

/** As `readPolicy`, for callers to whom text that is no policy is an answer. */
export function parsePolicy(text: string): { readonly document: PolicyDocument } | { readonly fault: string } {
  if (text.length > longest)
    return { fault: `The policy document is longer than the ${longest} characters that IAM takes.` };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // JSON.parse is the only way to ask whether text is JSON, and says no by throwing.
    return { fault: text.trim() === '' ? 'The policy document is empty.' : 'The policy document is not valid JSON.' };
  }
  if (!isObject(value)) return { fault: 'The policy document is valid JSON, but not an object with a Statement.' };
  if (member(value, 'Statement') === undefined)
    return { fault: `The policy document is of no use: ${lacks({ members: Object.keys(value) }, 'Statement')}.` };
  return { document: value };
}

/** The JSON as the IAM console shows it. */
export const printPolicy = (document: object): string => JSON.stringify(document, undefined, 4);

/** AWS reads a missing Version as 2008-10-17, in which `${…}` is literal text (IAM User Guide, "Version"). */
export function version(document: PolicyDocument): string | undefined {
  const written = member(document, 'Version');
  return typeof written === 'string' ? written : undefined;
}

export const hasVariables = (document: PolicyDocument): boolean => version(document) === '2012-10-17';

/** What a sentence calls a statement: by its Sid, or by its number. */
export const statementTitle = (number: number, sid: string | undefined): string =>
  sid === undefined ? `Statement ${number}` : `The statement ${sid.slice(0, 60)}`;

/** The statements, one or many, in their order. */
export function statements(document: PolicyDocument): readonly Statement[] {
  const written = member(document, 'Statement');
  const list: readonly unknown[] = Array.isArray(written) ? written : written === undefined ? [] : [written];
  return list.map((value, index) => statement(value, index + 1));
}

function statement(value: unknown, number: number): Statement {
  const element = (key: string): unknown => (isObject(value) ? member(value, key) : undefined);
  const faults: string[] = isObject(value) ? [] : ['it is not a JSON object'];
  const texts = (key: string): List<string> => textList(element(key), key, faults);
  const [sid, effect] = [element('Sid'), element('Effect')];
  const read: Statement = {
    number,
    sid: typeof sid === 'string' && sid !== '' ? sid : undefined,
    effect: typeof effect === 'string' ? effect : '',
    actions: texts('Action'),
    notActions: texts('NotAction'),
    resources: texts('Resource'),
    notResources: texts('NotResource'),
    principals: principals(element('Principal'), 'Principal', faults),
    notPrincipals: principals(element('NotPrincipal'), 'NotPrincipal', faults),
    conditions: conditions(element('Condition'), faults),
    members: isObject(value) ? Object.keys(value) : [],
    faults,
  };
  if (effect === undefined) faults.push(lacks(read, 'Effect'));
  else if (effect !== 'Allow' && effect !== 'Deny')
    faults.push(`its Effect is ${JSON.stringify(effect).slice(0, 40)}, and IAM takes Allow or Deny, written so`);
  if (!read.actions && !read.notActions) faults.push(lacks(read, 'Action'));
  if (read.actions && read.notActions) faults.push('it has both Action and NotAction');
  if (read.resources && read.notResources) faults.push('it has both Resource and NotResource');
  if (read.principals && read.notPrincipals) faults.push('it has both Principal and NotPrincipal');
  return read;
}

/** Half a sentence: that a statement has no such element, and what stands there in its place. */
export function lacks({ members }: Pick<Statement, 'members'>, element: string): string {
  const near = members.find((key) => nearest(key, [element]) !== undefined);
  return near === undefined ? `it has no ${element}` : `it has "${near}" where ${element} belongs`;
}

function textList(value: unknown, where: string, faults: string[]): List<string> {
  if (value === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((item) => typeof item === 'string');
  if (texts.length < list.length) faults.push(`its ${where} holds something that is not text`);
  if (list.length === 0) faults.push(`its ${where} is empty`);
  return texts;
}

function principals(value: unknown, where: string, faults: string[]): List<Principal> {
  if (value === undefined) return undefined;
  if (value === '*') return [{ type: 'AWS', name: '*' }];
  if (!isObject(value)) {
    faults.push(`its ${where} is neither "*" nor an object`);
    return [];
  }
  return Object.entries(value).flatMap(([type, names]) =>
    (textList(names, where, faults) ?? []).map((name) => ({ type, name })),
  );
}

function conditions(value: unknown, faults: string[]): readonly Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    faults.push('its Condition is not an object');
    return [];
  }
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (isObject(keys)) return Object.entries(keys).map(([key, values]) => condition(operator, key, values, faults));
    faults.push(`its Condition has no keys under ${operator}`);
    return [];
  });
}

/** Quotation marks are optional around numbers and truth values (IAM User Guide, "Grammar of the IAM JSON policy language"). */
function condition(operator: string, key: string, value: unknown, faults: string[]): Condition {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const plain = list.filter(
    (item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean',
  );
  if (plain.length < list.length) faults.push(`its Condition compares ${key} with something that is not text`);
  return { operator, key, values: plain.map(String) };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own member only: `__proto__` and its like in the JSON are data. */
function member(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
