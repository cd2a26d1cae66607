/** Ids, moments and secrets are the service's own; only their kind is compared. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^A(ROA|NPA|IDA|SIA|KIA)[A-Z0-9]{12,}$/, 'unique id'],
  [/^A(ROA|NPA|IDA|SIA|KIA)[A-Z0-9]{12,}:(.+)$/, 'unique id of a session'],
  [/^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'identifier'],
];

/** A value with whatever a service chooses freely replaced by its kind, and lists in an order of their own. */
export function comparable(value: unknown): unknown {
  if (value instanceof Date) return 'moment';
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value))
    return value.map(comparable).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key, member]) => member !== undefined && key !== '$metadata');
  return Object.fromEntries(
    members.map(([key, member]) => [key, /^Secret|Token$/.test(key) ? 'secret' : comparable(member)]),
  );
}

function text(value: string): string {
  for (const [pattern, kind] of kinds) if (pattern.test(value)) return kind;
  const decoded = /^%7B/i.test(value) ? decodeURIComponent(value) : value;
  return decoded.replace(/\bo-[a-z0-9]{10,32}\b/g, 'o-…');
}

/** `path: left ≠ right`, for every leaf that differs. */
export function differences(left: unknown, right: unknown, path = ''): string[] {
  if (JSON.stringify(left) === JSON.stringify(right)) return [];
  if (isPlain(left) && isPlain(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => differences(left[key], right[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return left.flatMap((item, i) => differences(item, right[i], `${path}[]`));
  return [`${path}: ${shown(left)} ≠ ${shown(right)}`];
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'absent').slice(0, 300);
