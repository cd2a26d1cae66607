/** As much of JSON Schema 2020-12 as `report.schema.json` uses; refuses a keyword that it does not know. */
type Schema = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
};

/** Where and how the value differs from the schema; empty when it does not. */
export function violations(root: Schema, value: unknown, schema: Schema = root, at = ''): string[] {
  const found: string[] = [];
  const say = (what: string): number => found.push(`${at || '/'}: ${what}`);
  for (const [keyword, rule] of Object.entries(schema)) {
    switch (keyword) {
      case '$schema':
      case '$id':
      case '$defs':
      case 'title':
      case 'description':
        break;
      case '$ref':
        found.push(...violations(root, value, definition(root, String(rule)), at));
        break;
      case 'type':
        if (!types[String(rule)]?.(value)) say(`is no ${String(rule)}`);
        break;
      case 'const':
        if (value !== rule) say(`is not ${String(rule)}`);
        break;
      case 'enum':
        if (!Array.isArray(rule) || !rule.includes(value)) say(`${String(value)} is none of ${String(rule)}`);
        break;
      case 'pattern':
        if (typeof value === 'string' && !new RegExp(String(rule), 'u').test(value))
          say(`${value} does not match ${String(rule)}`);
        break;
      case 'minimum':
        if (typeof value === 'number' && value < Number(rule)) say(`${value} is below ${String(rule)}`);
        break;
      case 'required':
        if (isObject(value) && Array.isArray(rule))
          for (const name of rule) if (!Object.hasOwn(value, String(name))) say(`${String(name)} is missing`);
        break;
      case 'properties':
        if (isObject(value) && isObject(rule))
          for (const [name, inner] of Object.entries(rule))
            if (Object.hasOwn(value, name) && isObject(inner))
              found.push(...violations(root, value[name], inner, `${at}/${name}`));
        break;
      case 'additionalProperties':
        if (isObject(value) && isObject(schema['properties']))
          for (const name of Object.keys(value))
            if (!Object.hasOwn(schema['properties'], name)) say(`${name} is not foreseen`);
        break;
      case 'items':
        if (Array.isArray(value) && isObject(rule))
          found.push(...value.flatMap((item, index) => violations(root, item, rule, `${at}/${index}`)));
        break;
      default:
        throw new Error(`This validator does not know ${keyword}`);
    }
  }
  return found;
}

function definition(root: Schema, ref: string): Schema {
  const found: unknown = ref
    .split('/')
    .slice(1)
    .reduce<unknown>((schema, name) => (isObject(schema) ? schema[name] : undefined), root);
  if (!isObject(found)) throw new Error(`No ${ref}`);
  return found;
}
