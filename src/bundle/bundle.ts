import type { Names, Settings } from '../fact.ts';
import { Misuse } from '../misuse.ts';
import type { Report, ReportRow } from '../report/model.ts';
import type { Capture } from '../saml/capture.ts';
import { everySignIn } from '../saml/every-sign-in.ts';
import { readMetadata } from '../saml/metadata.ts';
import { printable } from '../text/near.ts';
import { again, type BundledCapture, kept, personsIn, restingOn, withoutTokens } from './capture.ts';
import { masked } from './mask.ts';
import type { Replacement } from './pseudonyms.ts';
import type { RecordedRead } from './record.ts';
import { isBundle } from './sound.ts';

const schema = 'workshop-companion/bundle@1';

/** What a learner hands over: everything that was read, so that the same verdicts can be reached anywhere. */
export interface Bundle {
  readonly schema: typeof schema;
  readonly tool: { readonly name: string; readonly version: string };
  readonly takenAt: string;
  /** What was replaced, and how often by how many; never by what. */
  readonly masked: readonly { readonly what: string; readonly count: number }[];
  readonly removed: readonly string[];
  readonly settings: BundledSettings;
  /** The rows that rest on a captured sign-in, which itself stays with the learner. */
  readonly captured: readonly ReportRow[];
  readonly reads: readonly RecordedRead[];
}

interface BundledSettings {
  readonly region: string;
  readonly instance?: string;
  readonly identityCenterRegion?: string;
  readonly relayState?: string;
  readonly roleAttribute?: string;
  readonly names: Names;
  /** The text of the metadata file. */
  readonly metadata?: string;
  readonly capture?: BundledCapture;
}

export interface Made {
  readonly bundle: Bundle;
  readonly replacements: readonly Replacement[];
}

/** Masks what was read; `report` is the one that came of it. */
export function makeBundle(reads: readonly RecordedRead[], report: Report, settings: Settings): Made {
  const { reads: safe, mask, name, removed, replacements: made } = masked(reads);
  const { capture, metadata, ...said } = settings;
  const bundled: BundledSettings = {
    ...said,
    ...(metadata && { metadata: metadata.text }),
    ...(capture && { capture: kept(capture) }),
  };
  const bundle: Omit<Bundle, 'masked'> = {
    schema,
    tool: report.tool,
    takenAt: report.startedAt,
    removed,
    settings: mask(bundled),
    captured: capture ? mask(texts(restingOn(report.checks), withoutSecrets(capture, name))) : [],
    reads: safe,
  };
  // After the last thing was masked.
  const replacements = made();
  return { bundle: { ...bundle, masked: counted(replacements) }, replacements };
}

function withoutSecrets(capture: Capture, name: (name: string) => string): (text: string) => string {
  const all = everySignIn(capture);
  const tokenless = all.map(withoutTokens);
  const persons = all.flatMap(personsIn).map((person) => [person, name(person)] as const);
  return (text) =>
    persons.reduce(
      (left, [person, other]) => left.replaceAll(person, other),
      tokenless.reduce((left, without) => without(left), text),
    );
}

/** Every text in a value, changed. */
function texts<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === 'string' ? change(member) : member,
  ) as T;
}

function counted(replacements: readonly Replacement[]): Bundle['masked'] {
  const counts = new Map<string, number>();
  for (const { what } of replacements) counts.set(what, (counts.get(what) ?? 0) + 1);
  return [...counts].map(([what, count]) => ({ what, count }));
}

/** Dates are what JSON cannot say. */
export const printBundle = (bundle: Bundle): string => `${JSON.stringify(dated(bundle), undefined, 1)}\n`;

function dated(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(dated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dated(member)]));
}

/** Reads a bundle; `from` names the file. A file that is none is a misuse. */
export function readBundle(text: string, from: string): Bundle {
  const value = parse(text, from);
  const said = isObject(value) ? value['schema'] : undefined;
  if (said === schema && isBundle(value)) return value;
  if (typeof said === 'string' && said !== schema && /^workshop-companion\/bundle@\d+$/.test(said))
    throw new Misuse(
      `${printable(from)} was made by another version of this tool (${said}; this one reads ${schema}).`,
    );
  throw new Misuse(`${printable(from)} is no bundle of this tool (companion check --bundle FILE writes one).`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string, from: string): unknown {
  try {
    return JSON.parse(text, (_, member: unknown) =>
      isObject(member) && typeof member['$date'] === 'string' && Object.keys(member).length === 1
        ? new Date(member['$date'])
        : member,
    );
  } catch {
    throw new Misuse(`${printable(from)} is no bundle of this tool: it is not JSON.`);
  }
}

/** The settings that the bundle was made with. */
export function settingsOf({ settings }: Bundle): Settings {
  const { metadata, capture, ...said } = settings;
  return {
    ...said,
    ...(metadata !== undefined && { metadata: readMetadata(metadata) }),
    ...(capture && { capture: again(capture) }),
  };
}
