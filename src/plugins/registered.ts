import { dirname, resolve } from 'node:path';
import type { AnyCheck } from '../check.ts';
import { loadChecks } from '../registry.ts';
import type { Layers } from '../settings/layers.ts';
import type { Surroundings } from '../settings.ts';

/** Our checks and those that the settings name, in workshop order. A settings file's folders are beside that file. */
export async function registeredChecks(
  layers: Layers,
  args: Readonly<Record<string, unknown>>,
  { cwd }: Surroundings,
): Promise<AnyCheck[]> {
  const own = await loadChecks();
  const given = layers.given('checks');
  if (!given) return own;
  const fromFile = !given.from.startsWith('--') && !given.from.startsWith('COMPANION_');
  const config = typeof args['config'] === 'string' ? args['config'] : '.';
  const base = fromFile && config !== '.' ? dirname(resolve(cwd, config)) : cwd;
  const { loadPlugins } = await import('./load.ts');
  const more = await loadPlugins(
    given.values,
    base,
    own.map(({ id }) => id),
  );
  return inOrder([...own, ...more]);
}

const inOrder = (checks: readonly AnyCheck[]): AnyCheck[] =>
  checks.toSorted((a, b) => a.step - b.step || a.order - b.order || a.id.localeCompare(b.id, 'en'));
