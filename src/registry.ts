import { readdir } from 'node:fs/promises';
import type { AnyCheck } from './check.ts';

/** Every file in `checks/` is a check, and its name is its id: the folder is the list. In workshop order. */
export async function loadChecks(folder = new URL('../checks/', import.meta.url)): Promise<AnyCheck[]> {
  const files = (await readdir(folder)).filter((name) => /^[a-z0-9-]+\.(ts|js)$/.test(name));
  const checks = await Promise.all(files.map((file) => loadCheck(new URL(file, folder), file.slice(0, -3))));
  return checks.sort((a, b) => a.step - b.step || a.order - b.order || a.id.localeCompare(b.id, 'en'));
}

async function loadCheck(file: URL, id: string): Promise<AnyCheck> {
  const { default: check } = (await import(file.href)) as { default?: AnyCheck };
  if (check?.id !== id) throw new Error(`checks/${id} should default-export a check whose id is "${id}".`);
  return check;
}
