import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Args, Io } from '../commands/command.ts';
import { Misuse } from '../misuse.ts';
import { type Asked, settle } from '../settings.ts';
import { readBounded, reasonOf } from '../settings/evidence.ts';
import type { Layers } from '../settings/layers.ts';
import { printable } from '../text/near.ts';
import { type ClassFile, isClassFile } from './class-file.ts';
import type { Complaint, Planned } from './planned.ts';
import { decodeRoster, readRoster } from './roster.ts';
import { readShard, type Shard } from './shard.ts';

/** What an audit was asked to do beyond the settings that every command has. */
export interface Wish {
  readonly concurrency: number;
  readonly jsonl?: string;
  readonly resume?: string;
  readonly shard?: Shard;
  readonly since?: ClassFile;
  readonly alias: boolean;
  readonly redact: boolean;
  /** Port 0 takes a free one. */
  readonly serve?: { readonly port: number; readonly everyMs?: number };
}

const text = (args: Args, name: string): string | undefined => {
  const value = args[name];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : undefined;
};

export async function readWish(args: Args, io: Io): Promise<Wish> {
  const [concurrency, shard, jsonl, resume, since] = ['concurrency', 'shard', 'jsonl', 'resume', 'since'].map((name) =>
    text(args, name),
  );
  const serve = readServe(args);
  return {
    concurrency: concurrency === undefined ? 16 : readCount(concurrency),
    alias: args['alias'] === true,
    redact: args['redact'] === true,
    ...(jsonl !== undefined && { jsonl: resolve(io.cwd, jsonl) }),
    ...(resume !== undefined && { resume: resolve(io.cwd, resume) }),
    ...(shard !== undefined && { shard: readShard(shard, io.env) }),
    ...(since !== undefined && { since: await readClassFile(resolve(io.cwd, since), '--since') }),
    ...(serve && { serve }),
  };
}

function readCount(value: string): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= 256) return count;
  throw new Misuse(`--concurrency: "${printable(value)}" is not a number from 1 to 256.`);
}

function readServe(args: Args): Wish['serve'] {
  const [port, every] = [text(args, 'serve'), text(args, 'every')];
  if (port === undefined) {
    if (every !== undefined)
      throw new Misuse('--every says how often to look again, which is of use with --serve only.');
    return undefined;
  }
  if (port !== '' && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw new Misuse(`--serve: "${printable(port)}" is no port.`);
  return { port: Number(port), ...(every !== undefined && { everyMs: readTime(every) }) };
}

function readTime(value: string): number {
  const [, count = '', unit = 's'] = /^(\d{1,6})(s|m|h)?$/.exec(value) ?? [];
  const ms = Number(count) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'];
  if (count !== '' && ms >= 1000) return ms;
  throw new Misuse(`--every: "${printable(value)}" is not a time such as 60s or 5m.`);
}

export async function readClassFile(path: string, from: string): Promise<ClassFile> {
  const refuse = (reason: string): never => {
    throw new Misuse(`${from}: ${printable(path)} ${reason}.`);
  };
  const written = await readFile(path, 'utf8').catch((error: unknown) => refuse(`cannot be read: ${reasonOf(error)}`));
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    refuse('is no class report: it is not JSON');
  }
  return isClassFile(value) ? value : refuse('is no class report, as companion audit --format json writes one');
}

/** The roster that was named; everything wrong with it is told, and then nothing is done. */
export async function planFrom(args: Args, io: Io, layers: Layers, isEmbedded: boolean): Promise<readonly Planned[]> {
  const given = text(args, 'roster');
  if (given === undefined)
    throw new Misuse('Which class? Name its roster with --roster FILE; companion roster --organization writes one.');
  const path = resolve(io.cwd, given);
  const { planned, complaints: found } = await readRoster(
    path,
    decodeRoster(await readBounded(path, '--roster', 64)),
    io.cwd,
  );
  const complaints = [...found];
  const complete = isEmbedded
    ? planned
    : await Promise.all(planned.map((row) => withProfile(row, layers.given('region') !== undefined, complaints)));
  if (complaints.length === 0) return complete;
  for (const { line, reason } of complaints.sort((a, b) => a.line - b.line))
    await io.err(`${printable(given)}:${line}: ${reason}\n`);
  throw new Misuse(
    `The roster ${printable(given)} has ${complaints.length === 1 ? 'a mistake' : `${complaints.length} mistakes`}; nothing was looked at.`,
  );
}

/** A profile has to exist, and says the Region when nothing else does. */
async function withProfile(row: Planned, isRegionGiven: boolean, complaints: Complaint[]): Promise<Planned> {
  if (row.profile === undefined) return row;
  const { profileRegion } = await import('../settings/profile.ts');
  try {
    const region = (await profileRegion({ values: [row.profile], from: 'profile' }))?.values[0];
    return row.region === undefined && region !== undefined && !isRegionGiven ? { ...row, region } : row;
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    complaints.push({ line: row.line, reason: error.message.replace(/[.?]$/, '') });
    return row;
  }
}

/** The Region may be in every row of the roster; then nothing else has to say it. */
export async function settleAll(
  layers: Layers,
  planned: readonly Planned[],
  io: Io,
  embeddedRegion: string | undefined,
): Promise<Asked> {
  const first = planned[0]?.region;
  const inAllRows = first !== undefined && planned.every(({ region }) => region !== undefined);
  return settle(layers, io, embeddedRegion ?? (layers.given('region') === undefined && inAllRows ? first : undefined));
}
