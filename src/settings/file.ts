import { basename } from 'node:path';
import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { didYouMean, Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import type { Layer } from './layers.ts';
import { isSetting, settingNames, typeOf } from './options.ts';

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

/**
 * Reads the settings file. Every value stays the string that was typed (the failsafe schema): an account id keeps its
 * leading zeros. JSON is read too, being YAML.
 */
export function readSettingsFile(path: string, source: string): Layer {
  const file = basename(path);
  const lines = new LineCounter();
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const at = (node: unknown): string => {
    const { line, col } = lines.linePos(typeof node === 'number' ? node : isNode(node) ? (node.range?.[0] ?? 0) : 0);
    return `${file}:${line}:${col}`;
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error?.code === 'MULTIPLE_DOCS')
    throw new Misuse(`${at(error.pos[0])}: a second document begins here; settings are one document.`);
  if (error) throw new Misuse(`${at(error.pos[0])}: this is not valid YAML (${oneLine(error)}).`);
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
  if (contents === null || (isScalar(contents) && contents.value === '')) return [];
  if (!isMap(contents)) throw new Misuse(`${at(contents)}: settings are written as "name: value", one on a line.`);
  const valueOf = (node: unknown): unknown => {
    try {
      return isNode(node) ? node.toJS(document) : '';
    } catch (error) {
      // An alias without its anchor is found only now, after the parser was content.
      throw new Misuse(`${at(node)}: this is not valid YAML (${oneLine(error)}).`);
    }
  };
  return contents.items.map(({ key, value }) => ({
    name: flagName(String(key)),
    key,
    node: value ?? key,
    value: valueOf(value),
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

const oneLine = (error: unknown): string =>
  printable((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').replace(/\.$/, '');
