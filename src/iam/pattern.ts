import { isUnsure, unsure, type Truth, type Unsure } from './truth.ts';

/** One step of a pattern: a character, a wildcard, a variable without value, one that is none, or one whose value cannot be known. */
type Token =
  | { readonly kind: 'character'; readonly character: string; readonly substituted: boolean }
  | { readonly kind: 'one' | 'many' | 'nothing' | 'malformed' }
  | { readonly kind: 'unsure'; readonly why: string };

export type Pattern = readonly Token[];

/** What stands for a policy variable: its text, nothing when the request has no such key, or a doubt. */
export type Resolve = (key: string) => string | undefined | Unsure;

const literal = (text: string, substituted: boolean): Token[] =>
  Array.from(text, (character) => ({ kind: 'character', character, substituted }));

/**
 * A policy's text as a pattern. Without `resolve` (Version 2008-10-17) `${…}` is literal text. A substituted value is
 * literal whatever it contains, and `${*}`, `${?}`, `${$}` are those characters (IAM User Guide, "Variables and tags").
 */
export function pattern(text: string, wildcards: boolean, resolve: Resolve | undefined): Pattern {
  if (resolve === undefined) return plain(text, wildcards);
  const parts: Token[][] = [];
  let from = 0;
  for (let opened = text.indexOf('${'); opened >= 0; opened = text.indexOf('${', from)) {
    const closed = text.indexOf('}', opened);
    if (closed < 0) break;
    parts.push(plain(text.slice(from, opened), wildcards), variable(text.slice(opened + 2, closed), resolve));
    from = closed + 1;
  }
  return [...parts, plain(text.slice(from), wildcards)].flat();
}

function plain(text: string, wildcards: boolean): Token[] {
  if (!wildcards) return literal(text, false);
  return literal(text, false).map((token) => {
    if (token.kind !== 'character') return token;
    if (token.character === '*') return { kind: 'many' };
    return token.character === '?' ? { kind: 'one' } : token;
  });
}

// A tag's key and value together are shorter.
const longestVariable = 512;

/**
 * `key` or `key, 'default'`; the key's case does not matter. A key is a service, a colon and a name, without a blank at
 * either end (IAM User Guide, "Access Analyzer policy check reference": Unsupported space in variable).
 */
function variable(inside: string, resolve: Resolve): Token[] {
  if (inside === '*' || inside === '?' || inside === '$') return literal(inside, true);
  const parts =
    inside.length > longestVariable
      ? null
      : /^([^\s,':]+:[^\s,':](?:[^,']*[^\s,'])?)(?:\s*,\s*'([^']*)')?$/.exec(inside);
  const key = parts?.[1];
  if (key === undefined || inside.includes('${')) return [{ kind: 'malformed' }];
  const value = resolve(key) ?? parts?.[2];
  if (value === undefined) return [{ kind: 'nothing' }];
  return typeof value === 'string' ? literal(value, true) : [{ kind: 'unsure', why: value.why }];
}

/** The whole value matches the whole pattern. */
export function matches(tokens: Pattern, value: string): Truth {
  // A variable without value makes the text match nothing (IAM User Guide, "Policy variables with no value"). What is no
  // variable may be plain text, have no value, or make the whole statement invalid: no value in a request is like it.
  if (!isMeaningful(tokens)) return false;
  if (!glob(tokens, Array.from(value))) return false;
  const doubt = tokens.find((token) => token.kind === 'unsure');
  return doubt === undefined ? true : unsure(doubt.why);
}

/** Every variable in it has a value, known or not. */
export const isMeaningful = (tokens: Pattern): boolean =>
  tokens.every(({ kind }) => kind !== 'nothing' && kind !== 'malformed');

/** It has a `${…}` that AWS does not document as a variable. */
export const isMalformed = (tokens: Pattern): boolean => tokens.some(({ kind }) => kind === 'malformed');

/** True when the pattern matches every text there is. */
export const matchesAnything = (tokens: Pattern): boolean =>
  tokens.length > 0 && tokens.every((token) => token.kind === 'many');

/** As StringEqualsIgnoreCase and actions compare. */
export const lowerCase = (tokens: Pattern): Pattern =>
  tokens.map((token) => (token.kind === 'character' ? { ...token, character: token.character.toLowerCase() } : token));

/** Two pointers and the last star: no backtracking beyond it, so no pattern is slow. */
function glob(tokens: Pattern, value: readonly string[]): boolean {
  let [at, next, star, mark] = [0, 0, -1, 0];
  while (next < value.length) {
    const token = tokens[at];
    if (token?.kind === 'many' || token?.kind === 'unsure') {
      star = at++;
      mark = next;
    } else if (token?.kind === 'one' || (token?.kind === 'character' && token.character === value[next])) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++mark;
    } else return false;
  }
  while (tokens[at]?.kind === 'many' || tokens[at]?.kind === 'unsure') at++;
  return at === tokens.length;
}

/**
 * The six components of an ARN, each compared separately, as ArnEquals and ArnLike do (IAM User Guide, "ARN condition
 * operators"). A pattern that would only match across the colons is a doubt: whether AWS stretches it is not documented.
 */
export function matchesArn(tokens: Pattern, arn: string): Truth {
  const whole = matches(tokens, arn);
  if (whole === false) return false;
  const [have, want] = [components(Array.from(arn), (character) => character === ':'), components(tokens, isColon)];
  if (have.length < 6) return unsure('AWS does not document how an ARN operator compares what is no ARN');
  const fits = want.length === 6 && want.every((component, index) => glob(component, have[index] ?? []));
  return fits
    ? whole
    : unsure('AWS does not document whether a wildcard or variable reaches across the colons of an ARN');
}

/**
 * As a Resource element: by components, and a star that ends the text reaches beyond the colons
 * (IAM User Guide, "IAM JSON policy elements: Resource").
 */
export function matchesResource(tokens: Pattern, arn: string): Truth {
  // A request for no resource in particular has the resource `*`.
  if (matchesAnything(tokens)) return true;
  const whole = matches(tokens, arn);
  const want = components(tokens, isColon);
  if (whole === false) return matchesShort(tokens, want.length, arn);
  const have = components(Array.from(arn), (character) => character === ':');
  const openEnd = want.length < 6 && tokens.at(-1)?.kind === 'many';
  const reach = openEnd ? want.length - 1 : want.length;
  if (have.length < 6 || (want.length < 6 && !openEnd)) return stretched(whole);
  const fits = want.slice(0, reach).every((component, index) => glob(component, have[index] ?? []));
  const rest = Array.from(
    have
      .slice(reach)
      .map((component) => component.join(''))
      .join(':'),
  );
  return fits && (!openEnd || glob(want[reach] ?? [], rest)) ? whole : stretched(whole);
}

const stretched = (whole: Truth): Truth =>
  isUnsure(whole)
    ? whole
    : unsure('AWS does not document whether a wildcard in the middle of a Resource reaches across colons');

/** IAM may read `arn:aws:connect:us-east-1` as if `:*` followed; that is not documented. */
function matchesShort(tokens: Pattern, count: number, arn: string): Truth {
  if (count < 2 || count > 5) return false;
  const longer: Pattern = [...tokens, ...literal(':', false), { kind: 'many' }];
  return matches(longer, arn) === false
    ? false
    : unsure('AWS does not document how a Resource with fewer than six parts matches');
}

const isColon = (token: Token): boolean => token.kind === 'character' && token.character === ':' && !token.substituted;

/** Split at the first five colons; colons after them belong to the last component. */
function components<T>(items: readonly T[], isSeparator: (item: T) => boolean): readonly (readonly T[])[] {
  const parts: T[][] = [[]];
  for (const item of items) {
    if (parts.length < 6 && isSeparator(item)) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts;
}
