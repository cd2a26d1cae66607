import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeWorld, refuseProto } from './merge.ts';
import { nearest } from './nearest.ts';
import { settle } from './settle.ts';
import { type World, WorldError, type WorldPatch } from './world.ts';

/** Two folders up from here in the source, and from a chunk of the bundle alike. */
const shipped = fileURLToPath(new URL('../../fixtures/worlds/', import.meta.url));

/** The worlds that come with the package. */
export const worldNames = (): string[] =>
  readdirSync(shipped)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();

/** A world by the name of one that is shipped, or by the path of a file; what it extends is filled in. */
export function loadWorld(nameOrPath: string): World {
  const path = locate(nameOrPath, process.cwd());
  const world = readWorld(path, []);
  try {
    settle(world, new Date());
  } catch (error) {
    throw error instanceof WorldError ? new WorldError(`${path}: ${error.message}`) : error;
  }
  return world;
}

function locate(nameOrPath: string, folder: string): string {
  if (/^[\w-]+$/.test(nameOrPath) && existsSync(`${shipped}${nameOrPath}.json`)) return `${shipped}${nameOrPath}.json`;
  const path = resolve(folder, nameOrPath);
  if (existsSync(path)) return path;
  const names = worldNames();
  const stem = basename(nameOrPath, '.json');
  if (nameOrPath !== stem) {
    const shippedToo = names.includes(stem) ? `; ${stem} is shipped: give its name alone` : '';
    throw new WorldError(
      `There is no file ${JSON.stringify(nameOrPath.slice(0, 100))} to read a world from${shippedToo}.`,
    );
  }
  const near = nearest(nameOrPath, names);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${names.join(', ')}.`;
  throw new WorldError(`There is no world called ${JSON.stringify(nameOrPath.slice(0, 100))}: ${hint}`);
}

function readWorld(path: string, through: readonly string[]): World {
  if (through.includes(path)) throw new WorldError(`${path} extends itself.`);
  const patch = parseWorld(readText(path), path);
  if (patch.extends === undefined) return patch as World;
  if (typeof patch.extends !== 'string')
    throw new WorldError(`extends in ${path} must be the name or path of a world.`);
  const base = readWorld(locate(patch.extends, dirname(path)), [...through, path]);
  return mergeWorld(base, patch);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'it may not be read' : String(error);
    throw new WorldError(`${path} cannot be read: ${reason}.`);
  }
}

function parseWorld(text: string, path: string): WorldPatch {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''), (key: string, member: unknown) => {
      refuseProto(key);
      return member;
    });
  } catch (error) {
    if (error instanceof WorldError) throw new WorldError(`${path}: ${error.message}`);
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorldError(`${path}:${lineOf(text, reason)} is not JSON: ${reason.split(' in JSON')[0]}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WorldError(`${path} must hold one object.`);
  }
  return value;
}

/** Node says where only as a position, and not even that when the text ends too early. */
function lineOf(text: string, reason: string): number {
  const position = Number(/at position (\d+)/.exec(reason)?.[1] ?? text.length);
  return text.slice(0, position).split('\n').length;
}
