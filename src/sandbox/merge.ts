import { WorldError, type World, type WorldPatch } from './world.ts';

type Tree = { [member: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A variant of a world: first the keys that change their name, then a merge patch (RFC 7396). Neither is changed. */
export function mergeWorld(base: World, patch: WorldPatch): World {
  const { rename = {}, extends: _base, ...changes } = patch;
  const renamed = Object.entries(rename ?? {}).reduce<Tree>(
    (world, [from, to]) => renameKey(world, pointer(from), String(to), from),
    structuredClone(base) as Tree,
  );
  return merge(renamed, changes) as World;
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isTree(patch)) return structuredClone(patch);
  const merged: Tree = isTree(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    refuseProto(key);
    if (value === undefined) continue;
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

/** A key of this name would set an object's prototype instead of a member. */
export function refuseProto(key: string): void {
  if (key === '__proto__') throw new WorldError('A world must not have a key called __proto__.');
}

/** The steps of a JSON Pointer (RFC 6901), where `~1` stands for a slash and `~0` for a tilde. */
const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Keeps the key's place among its neighbours, since lists are answered in that order. */
function renameKey(tree: unknown, [step, ...rest]: string[], to: string, path: string): Tree {
  if (step === undefined || !isTree(tree) || !Object.hasOwn(tree, step)) {
    throw new WorldError(`Nothing to rename: the world has no ${path}.`);
  }
  refuseProto(to);
  if (rest.length > 0) return { ...tree, [step]: renameKey(tree[step], rest, to, path) };
  if (to !== step && Object.hasOwn(tree, to)) throw new WorldError(`Cannot rename ${path}: ${to} is there already.`);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key === step ? to : key, value]));
}
