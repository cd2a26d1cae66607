import { TypeRegistry } from '@smithy/core/schema';
import { type Shape, traitsOf } from '../../src/sandbox/codec/schema.ts';

type Random = () => number;

const letters = Array.from('abcXYZ019 -_.~!*\'()/%&=+?#<>"@:;,$é漢😀{}[]\\|\n\t');
const plain = Array.from('abcXYZ019-_.');

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;

const text = (random: Random, alphabet: readonly string[], least = 1): string =>
  Array.from({ length: least + Math.floor(random() * 12) }, () => pick(alphabet, random)).join('');

/** Required members come first in a structure's schema, and their number is its last element. */
const requiredCount = (shape: Shape): number =>
  ((shape.getSchema() as readonly unknown[])[6] as number | undefined) ?? 0;
const isUnion = (shape: Shape): boolean => (shape.getSchema() as readonly unknown[])[0] === 4;

/** A random value of a shape: what an SDK client accepts as input, and what a service may answer. */
function generate(
  shape: Shape,
  random: Random,
  depth = 4,
  place: 'label' | 'query' | 'header' | 'body' = 'body',
): unknown {
  if (shape.isStructSchema()) return structure(shape, random, depth);
  if (shape.isListSchema()) {
    const length = depth <= 0 ? 1 : 1 + Math.floor(random() * 3);
    return Array.from({ length }, () => generate(shape.getValueSchema(), random, depth - 1, place));
  }
  if (shape.isMapSchema()) {
    return Object.fromEntries(
      [1, 2].map((i) => [`${i}${text(random, letters)}`, generate(shape.getValueSchema(), random, depth - 1)]),
    );
  }
  if (shape.isBlobSchema()) return Uint8Array.from({ length: 5 }, () => Math.floor(random() * 256));
  if (shape.isTimestampSchema()) return new Date(Math.floor(1e9 + random() * 1e9) * 1000);
  if (shape.isBooleanSchema()) return random() < 0.5;
  if (shape.isNumericSchema()) return Math.floor(random() * 1000);
  if (shape.isDocumentSchema()) return { a: [1, 'x', true], b: { c: text(random, letters) } };
  if (place === 'header') return text(random, plain);
  // A trailing blank or line break is trimmed on the way by URLs and XML readers alike.
  return text(random, place === 'label' ? letters.filter((c) => c.trim() !== '') : letters).replaceAll(/^\s|\s$/g, 'x');
}

function structure(shape: Shape, random: Random, depth: number): unknown {
  const members = [...shape.structIterator()];
  const value: Record<string, unknown> = {};
  const add = ([name, member]: readonly [string, Shape]): void => {
    const traits = traitsOf(member);
    const place = traits.httpLabel ? 'label' : traits.httpQuery ? 'query' : traits.httpHeader ? 'header' : 'body';
    value[name] = generate(member, random, depth - 1, place);
  };
  if (isUnion(shape)) {
    add(pick(members, random));
    return value;
  }
  for (const [i, member] of members.entries()) {
    const isNeeded = i < requiredCount(shape) || traitsOf(member[1]).httpLabel || member[1].isIdempotencyToken();
    if (isNeeded || (depth > 0 && random() < 0.6)) add(member);
  }
  // A query form cannot carry an empty structure, nor XML tell it from an absent one.
  const fallback = members.find(([, member]) => member.isStringSchema() || member.isNumericSchema());
  if (Object.keys(value).length === 0 && fallback && depth < 4) add(fallback);
  return value;
}

/** A random input or output of an operation; some have none. */
export const sample = (shape: Shape, random: Random): object =>
  shape.isUnitSchema() ? {} : (generate(shape, random) as object);

/** The names of the errors that a service's model declares. */
export function* errorsOf(namespace: string): Generator<string> {
  const { schemas } = TypeRegistry.for(namespace) as unknown as { schemas: Map<string, unknown> };
  for (const schema of schemas.values())
    if (Array.isArray(schema) && schema[0] === -3 && schema[1] === namespace) yield String(schema[2]);
}

/** Comparable: blobs and dates by value, absent members left out. */
export function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return `blob ${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return `date ${value.toISOString()}`;
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== undefined && key !== '$metadata')
      .map(([key, member]) => [key, comparable(member)]),
  );
}
