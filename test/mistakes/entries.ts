import { readdirSync, readFileSync } from 'node:fs';
import type { Status } from '../../src/check.ts';
import { certificate } from '../../src/sandbox/certificate.ts';
import { loadWorld, mergeWorld, type World, type WorldPatch, worldNames } from '../../src/sandbox/index.ts';

/** What a learner says on the command line; null takes away what is right for the finished world. */
export interface Declared {
  readonly relayState?: string | null;
  readonly roleAttribute?: string | null;
  readonly region?: string;
  readonly instance?: string;
  readonly identityCenterRegion?: string;
  /** The metadata file of this application of the world's Identity Center (`--metadata`). */
  readonly metadata?: string;
  readonly names?: Readonly<Record<string, string>>;
}

/** What a captured sign-in shows other than the right one; null takes away. */
export interface CaptureChanges {
  readonly format?: 'har' | 'xml' | 'base64';
  readonly relayState?: string | null;
  readonly issuer?: string;
  readonly recipient?: string;
  readonly destination?: string;
  readonly audience?: string | null;
  readonly nameId?: string | null;
  readonly status?: string;
  /** A name with its values, or null for an attribute that is not there. */
  readonly attributes?: Readonly<Record<string, readonly string[] | null>>;
  /** `no`: not signed. `other-key`: by a key that nobody knows. `altered`: changed after it was signed. */
  readonly signed?: 'no' | 'other-key' | 'altered';
  readonly sessionNotOnOrAfter?: string;
  /** Another sign-in, recorded a minute before this one (HAR). */
  readonly older?: CaptureChanges;
}

export interface Expected {
  readonly status: Status;
  /** The cause of the first problem: the part of its code after the check's id. */
  readonly code?: string;
  /** Whether a repair is offered. */
  readonly fix?: boolean;
  readonly evidence?: string;
}

/** A file: `differs` says it by JSON Pointer, each value a merge patch for what is there. */
interface File {
  readonly title: string;
  /** Another world than `complete`: one that is shipped, or one in `fixtures/mistakes/worlds/`. */
  readonly extends?: string;
  readonly rename?: Readonly<Record<string, string>>;
  readonly differs?: Readonly<Record<string, unknown>>;
  readonly declared?: Declared;
  readonly capture?: CaptureChanges;
  readonly expect: Readonly<Record<string, Expected | Status>>;
  readonly harmless?: boolean;
  readonly source?: string;
}

/** One mistake, or one harmless difference, and the whole row of verdicts. */
export interface Entry {
  /** `policy-scope/other-instance`: the check that it is about, and the file. */
  readonly id: string;
  readonly check: string;
  readonly title: string;
  /** The finished workshop, with what differs. */
  readonly world: World;
  readonly base: string;
  readonly patch: WorldPatch;
  readonly declared: Declared;
  readonly capture?: CaptureChanges;
  /** Checks whose status is not that of the finished world. */
  readonly expect: Readonly<Record<string, Expected>>;
  /** Works all the same: no row fails. */
  readonly harmless: boolean;
  readonly source?: string;
}

/** Stands in a file for a certificate that is valid. */
const someCertificate = (): string => certificate(new Date('2026-01-01'), new Date('2036-01-01')).toString('base64');

const folder = new URL('../../fixtures/mistakes/', import.meta.url);
const members = ['title', 'extends', 'rename', 'differs', 'declared', 'capture', 'expect', 'harmless', 'source'];

/** Every file in a folder of `fixtures/mistakes/` is an entry: adding one is adding a case. */
export const loadEntries = (): Entry[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((found) => found.isDirectory() && found.name !== 'worlds')
    .flatMap(({ name: check }) => readdirSync(new URL(`${check}/`, folder)).map((file) => readEntry(check, file)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

function readEntry(check: string, file: string): Entry {
  const text = readFileSync(new URL(`${check}/${file}`, folder), 'utf8').replaceAll('@certificate', someCertificate());
  const raw = JSON.parse(text) as Record<string, unknown>;
  const strange = Object.keys(raw).filter((member) => !members.includes(member));
  if (strange.length > 0 || typeof raw['title'] !== 'string')
    throw new Error(`${check}/${file} has ${strange.join(', ') || 'no title'}`);
  const { title, declared = {}, capture, expect, harmless = false, source, ...world } = raw as unknown as File;
  const patch: WorldPatch = { ...patchOf(world.differs ?? {}), ...(world.rename && { rename: world.rename }) };
  return {
    id: `${check}/${file.slice(0, -'.json'.length)}`,
    check,
    title,
    world: mergeWorld(baseWorld(world.extends ?? 'complete'), patch),
    base: world.extends ?? 'complete',
    patch,
    declared,
    ...(capture && { capture }),
    expect: Object.fromEntries(
      Object.entries(expect).map(([id, one]) => [id, typeof one === 'string' ? { status: one } : one]),
    ),
    harmless,
    ...(source !== undefined && { source }),
  };
}

/** `/a/b: c` as the merge patch `{"a": {"b": c}}`. */
function patchOf(differs: Readonly<Record<string, unknown>>): WorldPatch {
  const patch: Record<string, unknown> = {};
  for (const [pointer, value] of Object.entries(differs)) {
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop() ?? '';
    const place = steps.reduce((at, step) => (at[step] ??= {}) as Record<string, unknown>, patch);
    const there = place[last];
    place[last] = isObject(there) && isObject(value) ? { ...there, ...value } : value;
  }
  return patch;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const bases = new Map<string, World>();
function baseWorld(name: string): World {
  let base = bases.get(name);
  if (!base)
    bases.set(
      name,
      (base = loadWorld(worldNames().includes(name) ? name : new URL(`worlds/${name}.json`, folder).pathname)),
    );
  return base;
}

/** Entries of which AWS's documentation, or what the learner said, decides whether the sign-in works. */
export const isDecided = ({ id, declared, capture, check, expect: rows }: Entry): boolean =>
  declared.relayState !== null &&
  declared.roleAttribute !== null &&
  !capture &&
  check !== 'sign-in' &&
  !Object.values(rows).some(({ status }) => status === 'unknown') &&
  // Which pages exist is not documented; a misspelt one is told apart from an unknown one by its likeness alone.
  !['relay-state/unknown-page', 'relay-state/destination-misspelt'].includes(id);
