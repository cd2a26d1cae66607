import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Entry>> };
const { dependencies, devDependencies } = read('package.json') as {
  dependencies?: object;
  devDependencies: Readonly<Record<string, string>>;
};

/** As Node looks for a package: in the nearest node_modules, then in those above. */
function find(from: string, name: string): Entry | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const entry = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (entry || folder === '') return entry;
  }
}

// npm writes a lock with holes when a registry lacks the binaries of some platforms; `npm ci` then fails on those.
test('the lock holds the native binaries of every platform', () => {
  const holes = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, range]) => {
      const found = find(from, name)?.version;
      const exact = /^\d/.test(range);
      return found === undefined || (exact && found !== range)
        ? [`${from} needs ${name}@${range}, the lock has ${found ?? 'none'}`]
        : [];
    }),
  );
  expect(holes).toEqual([]);
});

test('the lock names no registry of its own', () => {
  const hosts = Object.values(packages).flatMap(({ resolved }) => (resolved ? [new URL(resolved).host] : []));
  expect(new Set(hosts)).toEqual(new Set(hosts.filter((host) => host === 'registry.npmjs.org')));
});

test('nothing is installed with the package', () => expect(dependencies).toBeUndefined());

test('every version is exact', () => {
  for (const [name, version] of Object.entries(devDependencies))
    expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
});

test('nothing that is installed for development runs a script of its own', () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(
    scripted.map(([name]) => name).filter((name) => !/\/(fsevents|playwright-core)$/.test(name) && name !== ''),
  ).toEqual([]);
});
