import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyCheck } from '../check.ts';
import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import { guarded } from './guarded.ts';
import { shareEntry } from './share.ts';
import { objection } from './sound.ts';

const moduleFile = /^(?!.*\.(?:d|test|spec)\.)[\w-]+\.(?:js|mjs|cjs|ts|mts|cts)$/;

/**
 * The checks of workshop authors: each name is a folder (every module in it is one check, named after its file) or an
 * installed package that exports a list called `checks`. Whatever is wrong with one is a misuse that names its file.
 */
export async function loadPlugins(
  names: readonly string[],
  base: string,
  known: readonly string[],
): Promise<AnyCheck[]> {
  if (names.length === 0) return [];
  shareEntry();
  const found = (await Promise.all(names.map((name) => loadPlugin(name, base)))).flat();
  const seen = new Map<string, string>();
  for (const { check, from } of found) {
    const other = known.includes(check.id) ? 'the tool itself' : seen.get(check.id);
    if (other)
      throw new Misuse(
        `${printable(from)}: there is a check "${check.id}" already, in ${printable(other)}; give this one another id.`,
      );
    seen.set(check.id, from);
  }
  return found.map(({ check }) => check);
}

interface Found {
  readonly check: AnyCheck;
  readonly from: string;
}

async function loadPlugin(name: string, base: string): Promise<Found[]> {
  const path = resolve(base, name);
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isDirectory()) return loadFolder(path);
  if (kind?.isFile()) return [await loadFile(path)];
  if (name.startsWith('.') || isAbsolute(name)) throw new Misuse(`--checks: there is no folder ${printable(path)}.`);
  return loadPackage(name, base);
}

async function loadFolder(folder: string): Promise<Found[]> {
  const files = (await readdir(folder)).filter((file) => moduleFile.test(file)).toSorted();
  if (files.length === 0) throw new Misuse(`--checks: ${printable(folder)} holds no module (*.js, *.mjs or *.ts).`);
  return Promise.all(files.map((file) => loadFile(join(folder, file))));
}

async function loadFile(file: string): Promise<Found> {
  const { default: check } = await importing(file, file);
  const id = basename(file).replace(/\.\w+$/, '');
  return { check: sound(check, file, id), from: file };
}

async function loadPackage(name: string, base: string): Promise<Found[]> {
  const require = createRequire(join(base, 'companion.yaml'));
  let entry;
  try {
    entry = require.resolve(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'MODULE_NOT_FOUND' ? 'there is no such folder, and no such package is installed here' : reason(error);
    throw new Misuse(`--checks: ${printable(name)}: ${why}.`);
  }
  const module = await importing(entry, name);
  const list = module['checks'] ?? module['default'];
  if (!Array.isArray(list))
    throw new Misuse(`${printable(entry)}: a package of checks exports a list called "checks".`);
  return list.map((check: unknown) => ({ check: sound(check, entry), from: entry }));
}

async function importing(file: string, name: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    if (
      /\.[cm]?ts$/.test(file) &&
      error instanceof Error &&
      'code' in error &&
      error.code === 'ERR_UNKNOWN_FILE_EXTENSION'
    ) {
      throw new Misuse(
        `${printable(name)}: this Node (${process.version}) runs no TypeScript: compile it, or use Node 22.18 or later.`,
      );
    }
    throw new Misuse(`${printable(name)}: the module cannot be loaded: ${reason(error)}.`);
  }
}

function sound(check: unknown, file: string, id?: string): AnyCheck {
  const wrong = objection(check, id);
  if (wrong !== undefined) throw new Misuse(`${printable(file)}: ${wrong}.`);
  return guarded(check as AnyCheck);
}

const reason = (error: unknown): string =>
  printable((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').replace(/\.$/, '');
