import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { permitted } from '../../src/licences.mjs';
import { cleanEnvironment, folder } from '../cli/run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
  });

beforeAll(() => expect(inject('buildFailure')).toBe(''));

describe('the package', () => {
  interface Packed {
    readonly filename: string;
    readonly size: number;
    readonly files: readonly { readonly path: string; readonly mode: number }[];
  }
  const destination = folder();
  const pack = (): Packed => {
    const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', destination], root)) as Packed[];
    if (!packed) throw new Error('npm packed nothing');
    return packed;
  };

  test('holds what is run and what is told, and no more', () => {
    const { files, size } = pack();
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'package.json',
        'dist/src/companion.cjs',
        'dist/report.schema.json',
        'dist/THIRD-PARTY-NOTICES.txt',
        'dist/sbom.cdx.json',
        'fixtures/worlds/complete.json',
      ]),
    );
    expect(
      paths.filter(
        (path) => !/^(dist\/|fixtures\/worlds\/|README\.md$|LICENSE$|CHANGELOG\.md$|package\.json$)/.test(path),
      ),
    ).toEqual([]);
    expect(paths.filter((path) => /\.(ts|tsx|map)$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
    expect(size).toBeLessThan(510_000);
  });

  test('runs where it is installed, without a network', () => {
    const { filename } = pack();
    const project = folder();
    writeFileSync(join(project, 'package.json'), '{"private": true}');
    npm(['install', '--offline', join(destination, filename)], project);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'workshop-companion',
    ]);
    const home = join(project, 'home');
    mkdirSync(home);
    const output = execFileSync(join(project, 'node_modules/.bin/companion'), ['check', '--sandbox'], {
      cwd: project,
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
    expect(output).toContain('Verdict: ');
  });

  test('is sound in the eyes of publint', async () => {
    const bytes = readFileSync(join(destination, pack().filename));
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });
});

describe('what is bundled', () => {
  interface Component {
    readonly name: string;
    readonly version: string;
    readonly licenses: readonly { readonly license: { readonly id: string } }[];
  }
  const components = (): readonly Component[] =>
    (JSON.parse(read('dist/sbom.cdx.json')) as { components: Component[] }).components;

  test('is under licences that ask for no more than their notice', () => {
    expect(components().length).toBeGreaterThan(20);
    for (const { name, licenses } of components())
      expect([name, permitted.includes(licenses[0]?.license.id ?? '')]).toEqual([name, true]);
  });

  test('is named in the notices, each with the text of its licence', () => {
    const notices = read('dist/THIRD-PARTY-NOTICES.txt');
    for (const { name, version } of components()) expect(notices).toContain(`${name} ${version} (`);
    for (const part of notices.split('\n---\n')) expect(part.length).toBeGreaterThan(300);
    expect(notices).not.toMatch(/GNU (Affero |Lesser )?General Public License/i);
  });
});
