// Which libraries are really inside the bundle, and on what terms.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Licences that ask for no more than their notice. */
export const permitted = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

const packageRoot = (moduleId) => /^[^\0]*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(moduleId)?.[0];

/** From the package, else (some packages ship none) from `src/licences/`, by the package's name or its scope. */
function licenceText(root) {
  const own = readdirSync(root).find((file) => /^licen[cs]e/i.test(file));
  if (own) return readFileSync(join(root, own), 'utf8').trim();
  const kept = [basename(root), basename(dirname(root))].map(
    (name) => new URL(`licences/${name}.txt`, import.meta.url),
  );
  const file = kept.find((candidate) => existsSync(candidate));
  return file && readFileSync(file, 'utf8').trim();
}

function library(root) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!permitted.includes(license))
    throw new Error(`${name} ${version} is under ${license}, which this package cannot include.`);
  const text = licenceText(root);
  if (!text) throw new Error(`${name} ${version} comes without the text of its licence: add it to src/licences/.`);
  return { name, version, license, text };
}

/** The libraries of which at least one line was bundled, by name. */
export function collectLibraries(chunks) {
  const modules = chunks.flatMap((chunk) => Object.entries(chunk.modules ?? {}));
  const rendered = modules.filter(([, { renderedLength }]) => renderedLength > 0);
  const roots = new Set(rendered.map(([id]) => packageRoot(id)).filter((root) => root !== undefined));
  return [...roots].map(library).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Each text once, under the names of all libraries that come with it. */
export function notices(libraries) {
  const byText = new Map();
  for (const { name, version, license, text } of libraries) {
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join('\n---\n\n');
}

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

export const sbom = (name, version, libraries) =>
  `${JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: {
        component: { type: 'application', name, version, 'bom-ref': purl(name, version), purl: purl(name, version) },
      },
      components: libraries.map((each) => ({
        type: 'library',
        name: each.name,
        version: each.version,
        'bom-ref': purl(each.name, each.version),
        licenses: [{ license: { id: each.license } }],
        purl: purl(each.name, each.version),
      })),
    },
    null,
    1,
  )}\n`;
