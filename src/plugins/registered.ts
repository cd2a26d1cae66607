import { dirname, resolve } from 'node:path';
import type { AnyCheck } from '../check.ts';
import { loadChecks } from '../registry.ts';
import type { Layers } from '../settings/layers.ts';
import { readLayers, type Surroundings } from '../settings.ts';

/** Our checks and those that the settings name, in workshop order. A settings file's folders are beside that file. */
export async function registeredChecks(
  layers: Layers,
  args: Readonly<Record<string, unknown>>,
  { cwd, env }: Surroundings,
): Promise<AnyCheck[]> {
  const own = await loadChecks();
  const given = layers.given('checks');
  if (!given) return own;
  const fromFile = !given.from.startsWith('--') && !given.from.startsWith('COMPANION_');
  const config = typeof args['config'] === 'string' ? args['config'] : env['COMPANION_CONFIG'];
  const base = fromFile && config ? dirname(resolve(cwd, config)) : cwd;
  const { loadPlugins } = await import('./load.ts');
  const more = await loadPlugins(
    given.values,
    base,
    own.map(({ id }) => id),
  );
  return inOrder([...own, ...more]);
}

/** The same for a command that looks at no account. */
export const namedChecks = async (
  args: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): Promise<AnyCheck[]> => registeredChecks(await readLayers(args, surroundings), args, surroundings);

const inOrder = (checks: readonly AnyCheck[]): AnyCheck[] =>
  checks.toSorted((a, b) => a.step - b.step || a.order - b.order || a.id.localeCompare(b.id, 'en'));
