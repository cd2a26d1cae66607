import { readdir } from 'node:fs/promises';

/**
 * Every module in `checks/`, by the name of its file: the folder is the list. In the build this very module is a list of
 * imports made from the same folder (bundling.mjs), so that a check loads one file and not sixteen.
 */
export async function everyCheck(): Promise<
  readonly (readonly [id: string, module: { readonly default?: unknown }])[]
> {
  const folder = new URL('../checks/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => /^[a-z0-9-]+\.ts$/.test(name));
  return Promise.all(
    files.map(
      async (file) => [file.slice(0, -'.ts'.length), (await import(new URL(file, folder).href)) as object] as const,
    ),
  );
}
