import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { readYaml } from '../settings/yaml.ts';
import { columnCalled, type Complaint, type RawRoster, type RawRow } from './planned.ts';
import { unknownColumn } from './roster-csv.ts';

/** Reads a list of learners, bare or under `learners:`, from YAML or JSON. */
export function readYamlRoster(text: string): RawRoster {
  const { document, at, mistake } = readYaml(text);
  const lineAt = (offset: number | undefined): number => at(offset ?? 0).line;
  if (mistake) {
    const reason = `this is not valid YAML or JSON (${mistake.reason})`;
    return { rows: [], complaints: [{ line: lineAt(mistake.offset), reason }] };
  }
  const root: unknown = document.contents;
  const list: unknown = isMap(root) ? root.get('learners', true) : root;
  if (!isSeq(list))
    return {
      rows: [],
      complaints: [{ line: 1, reason: 'the roster should be a list of learners, or have one under "learners"' }],
    };
  const complaints: Complaint[] = [];
  const rows = list.items.flatMap((item): RawRow[] => {
    if (isMap(item)) return [readRow(item, lineAt, complaints)];
    const offset =
      typeof item === 'object' && item !== null && 'range' in item && Array.isArray(item.range)
        ? Number(item.range[0])
        : 0;
    complaints.push({
      line: lineAt(offset),
      reason: 'a learner is written as names and values: learner, account, role_arn, …',
    });
    return [];
  });
  return { rows, complaints };
}

function readRow(item: YAMLMap, lineAt: (offset: number | undefined) => number, complaints: Complaint[]): RawRow {
  const cells = new Map<string, string>();
  for (const { key, value } of item.items) {
    const title = isScalar(key) ? String(key.value) : '';
    const line = lineAt(isScalar(key) ? key.range?.[0] : item.range?.[0]);
    const name = columnCalled(title);
    if (name === undefined) complaints.push({ line, reason: unknownColumn(title) });
    else if (value !== null && !isScalar(value)) complaints.push({ line, reason: `"${name}" should be one text` });
    else cells.set(name, isScalar(value) && !isNothing(value.value, value.type) ? String(value.value) : '');
  }
  return { line: lineAt(item.range?.[0]), cells };
}

/** Under the failsafe schema `null` is a text; in JSON and YAML people mean nothing by it, unless it is quoted. */
const isNothing = (value: unknown, type: string | undefined): boolean =>
  value === null || value === undefined || (type === 'PLAIN' && (value === 'null' || value === '~'));
