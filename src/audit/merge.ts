import { Misuse } from '../misuse.ts';
import type { Since } from '../report/class-model.ts';
import type { ClassReport, Learner } from '../report/model.ts';
import { printable } from '../text/near.ts';
import type { ClassFile } from './class-file.ts';
import { notReached } from './learner.ts';
import { isInShard } from './shard.ts';

/** A shard's report, and what to call it. */
export interface Part {
  readonly name: string;
  readonly report: ClassFile;
}

export interface Merged {
  /** Everyone who is planned, in the order of the roster. */
  readonly learners: readonly Learner[];
  readonly since?: Since;
  readonly startedAt: Date;
  readonly durationMs: number;
}

interface Shard extends Part {
  readonly shard: NonNullable<ClassReport['shard']>;
  readonly roster: readonly string[];
}

/** Joins shards to the whole. Refuses whatever could leave somebody out, or count somebody twice, unnoticed. */
export function merge(parts: readonly Part[], allowMissing: boolean): Merged {
  const shards = parts.map(asShard);
  const [first] = shards;
  if (!first) throw new Misuse('Which reports? Name the JSON reports of all shards.');
  for (const other of shards) insistOnSame(first, other);
  for (const [index, shard] of shards.entries()) {
    const twin = shards.slice(0, index).find((each) => each.shard.index === shard.shard.index);
    if (twin)
      throw new Misuse(
        `${twin.name} and ${shard.name} overlap: both are share ${shard.shard.index} of ${shard.shard.count}.`,
      );
    insistOnOwnShare(shard);
  }
  const entries = new Map(
    shards.flatMap(({ report }) => report.learners.map((entry): [string, Learner] => [entry.learner, entry])),
  );
  const missing = first.roster.filter((name) => !entries.has(name));
  if (missing.length > 0 && !allowMissing)
    throw new Misuse(
      `${missingShares(shards, first.shard.count)}${missing.length === 1 ? 'One learner is' : `${missing.length} learners are`} missing: ${someOf(missing)}. With --allow-missing they are told as unknown.`,
    );
  return {
    learners: first.roster.map(
      (learner) => entries.get(learner) ?? notReached({ learner }, 'The report of this learner’s shard is missing.'),
    ),
    ...joinedSince(shards, first.roster),
    startedAt: new Date(
      shards
        .map(({ report }) => report.startedAt ?? '')
        .filter((time) => !Number.isNaN(Date.parse(time)))
        .sort()[0] ?? 0,
    ),
    durationMs: Math.max(...shards.map(({ report }) => report.durationMs ?? 0)),
  };
}

function asShard({ name, report }: Part): Shard {
  const { shard, roster } = report;
  if (!shard || !roster)
    throw new Misuse(`${name} is the report of a whole class, not of a shard; there is nothing to join.`);
  if (shard.index > shard.count || new Set(roster).size !== roster.length)
    throw new Misuse(`${name} is no report of a shard: it contradicts itself.`);
  return { name, report, shard, roster };
}

function insistOnSame(first: Shard, other: Shard): void {
  const differs = other.roster.findIndex((name, index) => first.roster[index] !== name);
  if (differs >= 0 || other.roster.length !== first.roster.length) {
    const place = differs >= 0 ? differs : other.roster.length;
    throw new Misuse(
      `${first.name} and ${other.name} are of different rosters: learner ${place + 1} is "${printable(first.roster[place] ?? 'nobody')}" in the one and "${printable(other.roster[place] ?? 'nobody')}" in the other.`,
    );
  }
  if (other.shard.count !== first.shard.count)
    throw new Misuse(
      `${first.name} is one of ${first.shard.count} shares and ${other.name} one of ${other.shard.count}: they are not of the same audit.`,
    );
}

/** A shard holds the learners of its own share, each once; one that is cut short leaves a hole, which is told as one. */
function insistOnOwnShare({ name, report, shard, roster }: Shard): void {
  const share = new Set(roster.filter((_, position) => isInShard(position, shard)));
  const seen = new Set<string>();
  for (const { learner } of report.learners) {
    if (seen.has(learner)) throw new Misuse(`${name} overlaps with itself: "${printable(learner)}" is in it twice.`);
    if (!share.has(learner))
      throw new Misuse(`${name} overlaps: "${printable(learner)}" is not of share ${shard.index} of ${shard.count}.`);
    seen.add(learner);
  }
}

function missingShares(shards: readonly Shard[], count: number): string {
  const there = new Set(shards.map(({ shard }) => shard.index));
  const gone = Array.from({ length: Math.min(count, 10_000) }, (_, index) => index + 1).filter(
    (index) => !there.has(index),
  );
  return gone.length === 0
    ? ''
    : `${gone.length === 1 ? `Share ${gone[0]}` : `Shares ${someOf(gone.map(String))}`} of ${count} ${gone.length === 1 ? 'is' : 'are'} not there. `;
}

const someOf = (names: readonly string[]): string => {
  const shown = names
    .slice(0, 10)
    .map((name) => printable(name))
    .join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
};

/** What the shards say of an earlier report, in the order of the roster. */
function joinedSince(shards: readonly Shard[], roster: readonly string[]): { readonly since?: Since } {
  const all = shards.flatMap(({ report }) => report.since ?? []);
  if (all.length === 0) return {};
  const order = new Map(roster.map((name, index) => [name, index]));
  const place = (name: string): number => order.get(name) ?? roster.length;
  const startedAt = all[0]?.startedAt;
  return {
    since: {
      ...(startedAt !== undefined && { startedAt }),
      unmoved: all.flatMap(({ unmoved }) => unmoved).sort((a, b) => place(a) - place(b)),
      moved: all.flatMap(({ moved }) => moved).sort((a, b) => place(a.learner) - place(b.learner)),
    },
  };
}
