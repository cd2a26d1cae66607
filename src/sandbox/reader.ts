import { allRegions } from '../aws/regions.ts';
import { readMoment } from './moment.ts';
import { nearest } from './nearest.ts';
import { refuseProto } from './merge.ts';
import { WorldError } from './world.ts';

/** Reads one object of a world member by member: kinds are checked, defaults filled in, leftovers refused. */
export interface Reader {
  readonly path: string;
  readonly now: Date;
  readonly has: (key: string) => boolean;
  readonly keys: () => string[];
  readonly text: (key: string, fallback?: string) => string;
  readonly region: (key: string, fallback?: string) => string;
  readonly number: (key: string, fallback?: number) => number;
  readonly flag: (key: string, fallback: boolean) => boolean;
  readonly moment: (key: string, fallback?: string) => string;
  readonly document: (key: string) => string;
  /** The member as it is, for what the sandbox only passes on. */
  readonly raw: (key: string) => unknown;
  readonly object: <T>(key: string, read: (at: Reader) => T) => T;
  /** An object keyed by name or id; absent means empty. */
  readonly each: <T>(key: string, read: (at: Reader, name: string) => T) => { [name: string]: T };
  readonly documents: (key: string) => { [name: string]: string };
  readonly list: <T>(key: string, read: (at: Reader) => T) => T[];
  readonly texts: (key: string) => string[];
  /** `{ [key]: … }` when the member is there, `{}` when not: for members that stay absent. */
  readonly optional: <K extends string, T>(key: K, read: (key: K) => T) => { [P in K]?: T };
}

type Members = Readonly<Record<string, unknown>>;

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : typeof value;

/** Reads an object with `read`, then refuses members that `read` did not ask for. */
export function readObject<T>(value: unknown, path: string, now: Date, read: (at: Reader) => T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WorldError(`${path} must be an object, not ${kindOf(value)}.`);
  }
  const known = new Set<string>();
  const result = read(reader(value as Members, path, now, known));
  const unknown = Object.keys(value).find((key) => !known.has(key));
  if (unknown === undefined) return result;
  const [near] = nearest(unknown, [...known], 1);
  const hint = near === undefined ? `it may have ${[...known].join(', ')}` : `did you mean ${near}?`;
  throw new WorldError(`${path} has no member ${JSON.stringify(unknown)}: ${hint}`);
}

function reader(members: Members, path: string, now: Date, known: Set<string>): Reader {
  const at = (key: string): string => (path === 'The world' ? key : `${path}.${key}`);
  const read = (key: string): unknown => {
    known.add(key);
    return Object.hasOwn(members, key) ? members[key] : undefined;
  };
  const wrong = (key: string, wanted: string, value: unknown): never => {
    throw new WorldError(
      value === undefined ? `${at(key)} is missing.` : `${at(key)} must be ${wanted}, not ${kindOf(value)}.`,
    );
  };
  const self: Reader = {
    path,
    now,
    has: (key) => read(key) !== undefined,
    keys: () => Object.keys(members),
    raw: read,
    text: (key, fallback) => {
      const value = read(key) ?? fallback;
      return typeof value === 'string' ? value : wrong(key, 'text', value);
    },
    region: (key, fallback) => regionAt(self.text(key, fallback), at(key)),
    number: (key, fallback) => {
      const value = read(key) ?? fallback;
      return typeof value === 'number' && Number.isFinite(value) ? value : wrong(key, 'a number', value);
    },
    flag: (key, fallback) => {
      const value = read(key) ?? fallback;
      return typeof value === 'boolean' ? value : wrong(key, 'true or false', value);
    },
    moment: (key, fallback) => {
      const text = self.text(key, fallback);
      const date = readMoment(text, now);
      if (!date)
        throw new WorldError(`${at(key)} must be a moment such as 2026-01-31T10:00:00Z or -5m, not "${text}".`);
      return date.toISOString();
    },
    document: (key) => {
      const value = read(key);
      if (typeof value === 'string') return value;
      return typeof value === 'object' && value !== null
        ? JSON.stringify(value, null, 4)
        : wrong(key, 'a policy', value);
    },
    object: (key, readMember) => readObject(read(key) ?? {}, at(key), now, readMember),
    each: (key, readMember) => {
      const value = read(key) ?? {};
      if (typeof value !== 'object' || Array.isArray(value)) return wrong(key, 'an object', value);
      return record(
        Object.entries(value).map(([name, member]) => [
          name,
          readObject(member, `${at(key)}.${name}`, now, (inner) => readMember(inner, name)),
        ]),
      );
    },
    documents: (key) => {
      const value = read(key) ?? {};
      if (typeof value !== 'object' || Array.isArray(value)) return wrong(key, 'an object', value);
      const inner = reader(value as Members, at(key), now, new Set());
      return record(Object.keys(value).map((name) => [name, inner.document(name)]));
    },
    list: (key, readMember) => {
      const value = read(key) ?? [];
      if (!Array.isArray(value)) return wrong(key, 'a list', value);
      return value.map((member, i) => readObject(member, `${at(key)}[${i}]`, now, readMember));
    },
    texts: (key) => {
      const value = read(key) ?? [];
      const isTexts = Array.isArray(value) && value.every((member) => typeof member === 'string');
      return isTexts ? [...value] : wrong(key, 'a list of texts', value);
    },
    optional: (key, readMember) => {
      const present = self.has(key) ? { [key]: readMember(key) } : {};
      return present as { [P in typeof key]?: ReturnType<typeof readMember> };
    },
  };
  return self;
}

/** The name of a Region, at a place in a world. */
export function regionAt(name: string, place: string): string {
  if (allRegions.includes(name)) return name;
  const [near] = nearest(name, allRegions, 1);
  const hint = near === undefined ? 'one looks like us-east-1.' : `did you mean ${near}?`;
  throw new WorldError(`${place}: ${JSON.stringify(name.slice(0, 100))} is no AWS Region; ${hint}`);
}

/** Without a prototype, so that a role called `constructor` is a role and nothing else. */
function record<T>(entries: readonly (readonly [string, T])[]): { [name: string]: T } {
  const result: { [name: string]: T } = Object.create(null);
  for (const [name, value] of entries) {
    refuseProto(name);
    result[name] = value;
  }
  return result;
}
