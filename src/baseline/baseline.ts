import { basename } from 'node:path';
import { type Document, isMap, isSeq, type Node } from 'yaml';
import { didYouMean, Misuse } from '../misuse.ts';
import { countStatuses, overall, type Report, type ReportRow } from '../report/model.ts';
import { readYaml, textOf } from '../settings/yaml.ts';
import { printable } from '../text/near.ts';

/** One thing that is known to be wrong and accepted for a while. */
export interface BaselineEntry {
  /** A check's id, or a problem's code. */
  readonly accept: string;
  /** Only in this account; everywhere when absent. */
  readonly account?: string;
  readonly reason: string;
  /** The last day on which it holds: `2026-12-31`. */
  readonly expires: string;
  /** `baseline.yaml:3`. */
  readonly from: string;
}

/** What became of a baseline: expired and unused entries are mistakes in waiting, and `--strict` fails on them. */
export interface BaselineUse {
  readonly accepted: readonly string[];
  readonly expired: readonly BaselineEntry[];
  readonly unused: readonly BaselineEntry[];
}

const members = ['accept', 'account', 'reason', 'expires'];

/** Reads a list of entries (YAML or JSON); every value stays the text that was typed. */
export function readBaseline(path: string, source: string, known: readonly string[]): BaselineEntry[] {
  const file = printable(basename(path));
  const { document, at: place, mistake } = readYaml(source);
  const at = (node: unknown): string => `${file}:${place((node as Node | null)?.range?.[0] ?? 0).line}`;
  if (mistake) throw new Misuse(`${file}:${place(mistake.offset).line}: this is not valid YAML (${mistake.reason}).`);
  const { contents } = document;
  if (contents === null || textOf(contents, document) === '') return [];
  if (!isSeq(contents))
    throw new Misuse(`${at(contents)}: a baseline is a list of entries, each with accept, reason and expires.`);
  return contents.items.map((item) => readEntry(item, document, at(item), known));
}

/** JavaScript takes the 31st of February for the 3rd of March. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

function readEntry(item: unknown, document: Document, from: string, known: readonly string[]): BaselineEntry {
  if (!isMap(item)) throw new Misuse(`${from}: an entry has accept, reason and expires.`);
  const values: Record<string, string> = {};
  for (const { key, value } of item.items) {
    const name = textOf(key, document) ?? '';
    if (!members.includes(name))
      throw new Misuse(
        `${from}: there is no member "${printable(name)}" of a baseline entry${didYouMean(name, members) || `; there are ${members.join(', ')}.`}`,
      );
    const text = textOf(value, document);
    if (text === undefined) throw new Misuse(`${from}: "${name}" should be one text.`);
    values[name] = text;
  }
  const { accept = '', account, reason = '', expires = '' } = values;
  if (!known.includes(accept))
    throw new Misuse(
      `${from}: "accept" should be a check or a problem’s code, not "${printable(accept)}"${didYouMean(accept, known) || '; companion explain lists the checks.'}`,
    );
  if (reason.trim() === '') throw new Misuse(`${from}: "reason" is missing: say why ${accept} is accepted.`);
  if (!isDay(expires))
    throw new Misuse(`${from}: "expires" should be a day such as 2026-12-31, not "${printable(expires)}".`);
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new Misuse(`${from}: "account" should be twelve digits, not "${printable(account)}".`);
  return { accept, reason, expires, from, ...(account !== undefined && { account }) };
}

/**
 * The report with what the baseline accepts turned into `warn`: the row stays, with its problems and the reason, and
 * no longer breaks the verdict. A row is accepted when each of its problems is; one that waits only for accepted rows
 * is accepted with them.
 */
export function applyBaseline(
  report: Report,
  entries: readonly BaselineEntry[],
  now: Date,
): { readonly report: Report; readonly use: BaselineUse } {
  const today = now.toISOString().slice(0, 10);
  const here = entries.filter(({ account }) => account === undefined || account === report.target.accountId);
  const valid = here.filter(({ expires }) => expires >= today);
  const used = new Set<BaselineEntry>();
  const accepted = new Map<string, BaselineEntry>();
  for (const row of report.checks) {
    const found = entriesFor(row, valid, accepted);
    if (!found) continue;
    for (const entry of found) used.add(entry);
    const [first] = found;
    if (first) accepted.set(row.id, first);
  }
  const checks = report.checks.map((row) => {
    const entry = accepted.get(row.id);
    return entry ? accept(row, entry) : row;
  });
  const counts = countStatuses(checks.map(({ status }) => status));
  return {
    report: { ...report, verdict: overall(counts), counts, checks },
    use: {
      accepted: [...accepted.keys()],
      expired: here.filter(({ expires }) => expires < today),
      unused: valid.filter((entry) => !used.has(entry) && decided(entry, report)),
    },
  };
}

/** Whether the check that an entry is about was judged: what was left out, or could not be judged, may need it still. */
function decided({ accept: name }: BaselineEntry, { checks }: Report): boolean {
  const row = checks.find(({ id }) => id === name.split('/')[0]);
  return row !== undefined && row.status !== 'unknown' && row.status !== 'blocked';
}

/** The entries that cover a row wholly, or undefined. */
function entriesFor(
  row: ReportRow,
  entries: readonly BaselineEntry[],
  accepted: ReadonlyMap<string, BaselineEntry>,
): readonly BaselineEntry[] | undefined {
  if (row.status === 'pass') return undefined;
  const whole = entries.find(({ accept: name }) => name === row.id);
  if (whole) return [whole];
  if (row.status === 'blocked') {
    const behind = (row.blockedBy ?? []).map((id) => accepted.get(id));
    return behind.length > 0 && behind.every((entry) => entry !== undefined) ? behind : undefined;
  }
  const each = row.problems.map(({ code }) => entries.find(({ accept: name }) => name === code));
  return each.length > 0 && each.every((entry) => entry !== undefined) ? each : undefined;
}

const accept = (row: ReportRow, { reason, expires }: BaselineEntry): ReportRow => ({
  ...row,
  status: 'warn',
  message: `${row.message} Accepted until ${expires}: ${printable(reason)}`,
  problems: row.problems.length > 0 ? row.problems : [{ code: `${row.id}/accepted`, message: row.message }],
  accepted: { reason, expires },
});

/** One line for each thing that the baseline itself has wrong. */
export const baselineComplaints = ({ expired, unused }: BaselineUse): string[] => [
  ...expired.map(
    ({ from, accept: name, expires, reason }) =>
      `${from}: the entry for ${name} expired on ${expires} (${printable(reason)}).`,
  ),
  ...unused.map(
    ({ from, accept: name }) => `${from}: nothing in this account needs the entry for ${name}; take it out.`,
  ),
];
