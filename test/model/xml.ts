import { SaxesParser } from 'saxes';
import type { Finding, Model } from './aws-model.ts';
import { scalar } from './scalar.ts';

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

export function parseXml(body: string): Element {
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    const element: Element = { name, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const top = open.at(-1);
    if (top) top.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(body).close();
  return root;
}

export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((each) => each.name === name);

/** The output of a Query answer, read by AWS's model alone. Elements that the model does not have are findings. */
export function readXml(model: Model, shape: string, root: Element): { value: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  const read = (name: string, element: Element, path: string): unknown => {
    const { type, members = {}, member, key, value } = model.shapes[name] ?? { type: 'string' };
    if (type === 'structure') {
      const known = new Map(
        Object.entries(members).map(([own, m]) => [m.locationName ?? own, [own, m.shape] as const]),
      );
      return Object.fromEntries(
        element.children.flatMap((each) => {
          const [own, inner] = known.get(each.name) ?? [];
          if (own === undefined || inner === undefined) {
            findings.push({ path: `${path}.${each.name}`, kind: 'unknown-element' });
            return [];
          }
          return [[own, read(inner, each, `${path}.${own}`)]];
        }),
      );
    }
    if (type === 'list' && member) return element.children.map((each, i) => read(member.shape, each, `${path}[${i}]`));
    if (type === 'map' && key && value)
      return Object.fromEntries(
        element.children.map((entry) => [
          child(entry, 'key')?.text ?? '',
          read(value.shape, child(entry, 'value') ?? entry, path),
        ]),
      );
    return scalar(type, element.text);
  };
  return { value: read(shape, root, shape), findings };
}
