import type { Finding, Model } from './aws-model.ts';
import { scalar } from './scalar.ts';

/** The input of a Query request, read by AWS's model alone. Parameters that the model does not have are findings. */
export function readForm(model: Model, shape: string, body: string): { value: unknown; findings: Finding[] } {
  const given = new Map(new URLSearchParams(body));
  given.delete('Action');
  given.delete('Version');
  const has = (prefix: string): boolean =>
    [...given.keys()].some((key) => key === prefix || key.startsWith(`${prefix}.`));
  const used = new Set<string>();

  const read = (name: string, prefix: string): unknown => {
    const { type, members = {}, member, key, value } = model.shapes[name] ?? { type: 'string' };
    if (type === 'structure') {
      const found = Object.entries(members)
        .map(([own, { shape: inner, locationName }]) => [
          own,
          inner,
          [prefix, locationName ?? own].filter(Boolean).join('.'),
        ])
        .filter(([, , path = '']) => has(path));
      return Object.fromEntries(found.map(([own = '', inner = '', path = '']) => [own, read(inner, path)]));
    }
    if (type === 'list' && member)
      return numbered(`${prefix}.${member.locationName ?? 'member'}`, (at) => read(member.shape, at));
    if (type === 'map' && key && value) {
      const entries = numbered(`${prefix}.entry`, (at) => [
        read(key.shape, `${at}.key`),
        read(value.shape, `${at}.value`),
      ]);
      return Object.fromEntries(entries as [string, unknown][]);
    }
    used.add(prefix);
    return scalar(type, given.get(prefix) ?? '');
  };
  const numbered = (prefix: string, item: (at: string) => unknown): unknown[] => {
    const items: unknown[] = [];
    for (let n = 1; has(`${prefix}.${n}`); n++) items.push(item(`${prefix}.${n}`));
    return items;
  };

  const value = read(shape, '');
  const strange = [...given.keys()].filter((key) => !used.has(key) && given.get(key) !== '');
  return { value, findings: strange.map((path) => ({ path, kind: 'unknown-parameter' })) };
}
