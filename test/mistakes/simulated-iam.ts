// Written from AWS's IAM user guide alone, apart from src/iam: it knows the shapes that the catalogue and the generator make.

export interface Ask {
  readonly action: string;
  readonly resource?: string;
  /** The provider whose response it is; trust policies only. */
  readonly federated?: string;
  readonly now: Date;
  /** Condition keys in lower case; a list where several spellings count. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

type Json = Readonly<Record<string, unknown>>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const texts = (value: unknown): string[] => list(value).filter((one) => typeof one === 'string');
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Document {
  readonly variables: boolean;
  readonly statements: readonly Json[];
}

function parse(text: string): Document {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { variables: false, statements: [] };
  }
  if (!isObject(json)) return { variables: false, statements: [] };
  return { variables: json['Version'] === '2012-10-17', statements: list(json['Statement']).filter(isObject) };
}

/** An explicit deny anywhere wins; else identity policies and the boundary both have to allow. */
export function isAllowed(identity: readonly string[], boundary: string | undefined, ask: Ask): boolean {
  const all = [...identity, ...(boundary === undefined ? [] : [boundary])];
  if (all.some((text) => says('Deny', text, ask))) return false;
  return identity.some((text) => says('Allow', text, ask)) && (boundary === undefined || says('Allow', boundary, ask));
}

function says(effect: 'Allow' | 'Deny', text: string, ask: Ask): boolean {
  const { variables, statements } = parse(text);
  return statements.some(
    (statement) => statement['Effect'] === effect && isValid(statement, ask) && applies(statement, variables, ask),
  );
}

/** What IAM would not store counts for nothing. */
function isValid(statement: Json, { federated }: Ask): boolean {
  const actions = 'Action' in statement || 'NotAction' in statement;
  if (federated !== undefined) return actions && 'Principal' in statement;
  return actions && !('Principal' in statement) && ('Resource' in statement || 'NotResource' in statement);
}

function applies(statement: Json, variables: boolean, ask: Ask): boolean {
  const hits = (member: string): boolean =>
    texts(statement[member]).some((one) => like(one.toLowerCase(), ask.action.toLowerCase(), undefined));
  const action = 'Action' in statement ? hits('Action') : !hits('NotAction');
  return (
    action &&
    principal(statement['Principal'], ask) &&
    resource(statement, variables, ask) &&
    conditions(statement['Condition'], variables, ask)
  );
}

function principal(named: unknown, { federated }: Ask): boolean {
  if (federated === undefined || named === '*') return true;
  return isObject(named) && texts(named['Federated']).some((one) => one === federated || one === '*');
}

function resource(statement: Json, variables: boolean, ask: Ask): boolean {
  const { resource: wanted } = ask;
  if (wanted === undefined) return true;
  const hits = (member: string): boolean =>
    texts(statement[member]).some((one) => like(one, wanted, variables ? ask.context : undefined));
  return 'Resource' in statement ? hits('Resource') : !hits('NotResource');
}

/** `*` and `?`; `${key}` stands for the key's value or the default after it, and a key with neither matches nothing. */
function like(pattern: string, value: string, context: Ask['context'] | undefined): boolean {
  let hopeless = false;
  const escape = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const source = pattern.split(/(\$\{[^}]*\})/).map((part) => {
    const [, key, instead] = (context && /^\$\{([^},]*)(?:, '([^}']*)')?\}$/.exec(part)) ?? [];
    if (key === undefined) return escape(part).replaceAll('*', '.*').replaceAll('?', '.');
    const known = context?.[key.toLowerCase()] ?? instead;
    if (typeof known !== 'string') hopeless = true;
    return escape(String(known)).replaceAll('*', '\\*').replaceAll('?', '\\?');
  });
  return !hopeless && new RegExp(`^${source.join('')}$`, 's').test(value);
}

function conditions(condition: unknown, variables: boolean, ask: Ask): boolean {
  if (!isObject(condition)) return true;
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys as Json).every(([key, wanted]) =>
      holds(operator, ask.context[key.toLowerCase()], list(wanted).map(String), variables, ask),
    ),
  );
}

const day = (text: string): number => Date.parse(text);
const compare: Readonly<Record<string, (have: string, want: string, ask: Ask, variables: boolean) => boolean>> = {
  StringEquals: (have, want, ask, variables) =>
    like(want.replaceAll('*', '\u0001').replaceAll('?', '\u0002'), have, variables ? ask.context : undefined),
  StringEqualsIgnoreCase: (have, want) => have.toLowerCase() === want.toLowerCase(),
  StringLike: (have, want, ask, variables) => like(want, have, variables ? ask.context : undefined),
  ArnEquals: (have, want) => like(want, have, undefined),
  ArnLike: (have, want) => like(want, have, undefined),
  // From where somebody signs in is not known here, so it never has a value to compare.
  IpAddress: () => false,
  NumericLessThan: (have, want) => Number(have) < Number(want),
  Bool: (have, want) => have === want.toLowerCase(),
  DateLessThan: (have, want) => day(have) < day(want),
  DateGreaterThan: (have, want) => day(have) > day(want),
};

function holds(
  written: string,
  have: string | readonly string[] | undefined,
  wanted: readonly string[],
  variables: boolean,
  ask: Ask,
): boolean {
  if (written === 'Null') return wanted.some((one) => (one === 'true') === (have === undefined));
  const ifExists = written.endsWith('IfExists');
  const plain = written.replace(/IfExists$/, '');
  const negated = /Not/.test(plain);
  const test = compare[plain.replace('Not', '')];
  if (!test) throw new Error(`The simulator knows no ${written}`);
  if (have === undefined) return ifExists || negated;
  const hit = list(have).some((one) => wanted.some((want) => test(String(one), want, ask, variables)));
  return hit !== negated;
}
