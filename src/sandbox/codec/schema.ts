import { NormalizedSchema, TypeRegistry } from '@smithy/core/schema';

/**
 * The runtime schemas that every SDK client ships (`GetRole$`, …) say how each operation looks on the wire. The
 * embedded AWS reads them from the other side, so no operation needs XML or JSON written by hand.
 */
export type Shape = NormalizedSchema;
type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** An operation's schema, as the SDK exports it: kind, namespace, name, traits, input, output. */
export type OperationSchema = readonly [9, string, string, unknown, unknown, unknown];

/** The traits that decide where a member travels. The SDK's own type lists them as one loose record. */
export interface Traits {
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly jsonName?: string;
  readonly httpLabel?: 1;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly http?: readonly [method: string, uri: string, status: number];
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

export interface Operation {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  readonly traits: Traits;
}

export const traitsOf = (shape: Shape): Traits => shape.getMergedTraits();

export function readOperation(schema: OperationSchema): Operation {
  const [, , name, traits, input, output] = schema;
  const shape = (ref: unknown): Shape => NormalizedSchema.of(ref as SchemaRef);
  // Operation traits are an object whenever there is an http trait, else a bit field without anything of interest here.
  return {
    name,
    input: shape(input),
    output: shape(output),
    traits: (Array.isArray(traits) || typeof traits !== 'object' ? {} : traits) as Traits,
  };
}

/** The modelled error of that name; importing a client fills the registry of its namespace. */
export function errorShape(namespace: string, code: string): Shape | undefined {
  const found = TypeRegistry.for(namespace).find(
    (schema) => Array.isArray(schema) && schema[0] === -3 && schema[2] === code,
  );
  return found === undefined ? undefined : NormalizedSchema.of(found);
}

const requiredOf = (shape: Shape): readonly string[] => {
  // A structure's schema lists its required members first and then says how many they are; a union (kind 4) has none.
  const schema = shape.getSchema() as readonly unknown[];
  return schema[0] === 4 ? [] : (schema[4] as string[]).slice(0, (schema[6] as number | undefined) ?? 0);
};

type Fields = Readonly<Record<string, unknown>>;

/** Paths of required members that a value lacks. */
export function missingMembers(shape: Shape, value: unknown, path = ''): string[] {
  if (value === undefined || value === null || shape.isUnitSchema()) return [];
  if (shape.isListSchema()) {
    return (value as unknown[]).flatMap((item, i) => missingMembers(shape.getValueSchema(), item, `${path}${i + 1}.`));
  }
  if (!shape.isStructSchema()) return [];
  const fields = value as Fields;
  const missing = requiredOf(shape).filter((name) => (fields[name] ?? undefined) === undefined);
  return [
    ...missing.map((name) => path + name),
    ...[...shape.structIterator()].flatMap(([name, member]) => missingMembers(member, fields[name], `${path}${name}.`)),
  ];
}

/** Paths of members that a value has and its shape has not: serialisers would drop them without a word. */
export function unknownMembers(shape: Shape, value: unknown, path = ''): string[] {
  if (value === undefined || value === null || typeof value !== 'object' || value instanceof Date) return [];
  if (shape.isUnitSchema()) return Object.keys(value);
  if (shape.isListSchema()) {
    return (value as unknown[]).flatMap((item, i) => unknownMembers(shape.getValueSchema(), item, `${path}${i + 1}.`));
  }
  if (!shape.isStructSchema()) return [];
  const members = shape.getMemberSchemas();
  return Object.entries(value as Fields).flatMap(([name, field]) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    return member ? unknownMembers(member, field, `${path}${name}.`) : [path + name];
  });
}
