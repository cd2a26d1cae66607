import { basename } from 'node:path';
import * as v from 'valibot';
import { type Document, isMap, isNode, isSeq } from 'yaml';
import { didYouMean, Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import type { Layer } from './layers.ts';
import { isSetting, settingNames, typeOf } from './options.ts';
import { readYaml, textOf } from './yaml.ts';

const text = v.string('should be one text');
const texts = v.union([v.string(), v.array(v.string())], 'should be a text or a list of texts');

const schema = v.strictObject(
  Object.fromEntries(settingNames.map((name) => [name, v.exactOptional(typeOf(name) === 'texts' ? texts : text)])),
);

interface Entry {
  /** As the flags are written; `relay_state` and `relayState` are taken for `relay-state`. */
  readonly name: string;
  readonly key: unknown;
  readonly node: unknown;
  readonly value: unknown;
}

/** Reads the settings file, YAML or JSON. */
export function readSettingsFile(path: string, source: string): Layer {
  const file = basename(path);
  const { document, at: place, mistake } = readYaml(source);
  const at = (node: unknown): string => {
    const { line, col } = place(typeof node === 'number' ? node : isNode(node) ? (node.range?.[0] ?? 0) : 0);
    return `${file}:${line}:${col}`;
  };
  if (mistake) throw new Misuse(`${at(mistake.offset)}: this is not valid YAML (${mistake.reason}).`);
  const entries = entriesOf(document, at);
  const seen = new Set<string>();
  for (const { name, key } of entries) {
    if (seen.has(name)) throw new Misuse(`${at(key)}: "${printable(name)}" is given twice.`);
    seen.add(name);
  }
  const { issues } = v.safeParse(schema, Object.fromEntries(entries.map(({ name, value }) => [name, value])));
  const [issue] = issues ?? [];
  if (issue) throw new Misuse(objection(issue, entries, at));
  return new Map(
    entries.flatMap(({ name, node, value }) =>
      isSetting(name) && value !== '' ? [[name, { values: [value].flat().map(String), from: at(node) }]] : [],
    ),
  );
}

function entriesOf(document: Document, at: (node: unknown) => string): Entry[] {
  const { contents } = document;
  if (contents === null || textOf(contents, document) === '') return [];
  if (!isMap(contents)) throw new Misuse(`${at(contents)}: settings are written as "name: value", one on a line.`);
  return contents.items.map(({ key, value }) => ({
    name: flagName(textOf(key, document) ?? ''),
    key,
    node: value ?? key,
    value:
      value === null ? '' : isSeq(value) ? value.items.map((item) => textOf(item, document)) : textOf(value, document),
  }));
}

const flagName = (key: string): string =>
  key.replaceAll('_', '-').replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function objection(issue: v.BaseIssue<unknown>, entries: readonly Entry[], at: (node: unknown) => string): string {
  const [name, index] = (issue.path ?? []).map(({ key }) => key);
  const entry = entries.find((each) => each.name === name);
  const shown = printable(String(name));
  if (issue.type === 'strict_object') {
    return `${at(entry?.key)}: there is no setting "${shown}"${didYouMean(shown, settingNames) || '; companion check --help lists them.'}`;
  }
  const item = isSeq(entry?.node) && typeof index === 'number' ? entry.node.items[index] : entry?.node;
  return `${at(item)}: "${shown}" ${issue.message}.`;
}
