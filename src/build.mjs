// Bundles the command, every check and every library into dist/, so that the package has no dependencies.
// Every output lies one folder deep: `new URL('../../fixtures/', import.meta.url)` and its like are then right in source and in bundle.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { readingOptions, writingOptions } from './bundling.mjs';
import { collectLibraries, notices, sbom } from './licences.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
// Built aside and moved into place at the end: whoever runs the command meanwhile never meets half a build.
const out = join('node_modules', `.build-${process.pid}`);
const define = { VERSION: JSON.stringify(version) };

async function bundleCommand() {
  const bundle = await rolldown({
    input: { 'src/cli': 'src/cli.ts', 'src/index': 'src/index.ts' },
    ...readingOptions(define),
  });
  return bundle.write({ dir: out, ...writingOptions });
}

/** The pages, each a classic script that a reporter inlines. */
async function bundlePages() {
  const pages = existsSync('src/page')
    ? readdirSync('src/page').filter((file) => /^[a-z-]+\.page\.tsx$/.test(file))
    : [];
  const outputs = [];
  for (const file of pages) {
    const bundle = await rolldown({
      input: { [`page/${file.slice(0, -'.page.tsx'.length)}`]: `src/page/${file}` },
      transform: { target: 'es2022', define: { ...define, 'process.env.NODE_ENV': '"production"' } },
    });
    outputs.push(
      await bundle.write({ dir: out, format: 'iife', minify: true, comments: false, entryFileNames: '[name].js' }),
    );
  }
  return outputs;
}

function moveIntoPlace() {
  const old = `${out}-old`;
  try {
    if (existsSync('dist')) renameSync('dist', old);
    renameSync(out, 'dist');
  } catch (error) {
    // node_modules may be a volume of its own.
    if (error.code !== 'EXDEV') throw error;
    rmSync('dist', { recursive: true, force: true });
    cpSync(out, 'dist', { recursive: true });
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

mkdirSync(out, { recursive: true });
try {
  const bundles = [await bundleCommand(), ...(await bundlePages())];
  const libraries = collectLibraries(bundles.flatMap((bundle) => bundle.output));
  writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), notices(libraries));
  writeFileSync(join(out, 'sbom.cdx.json'), sbom(name, version, libraries));
  for (const schema of readdirSync('src/report').filter((file) => file.endsWith('.schema.json'))) {
    copyFileSync(join('src/report', schema), join(out, schema));
  }
  if (existsSync('src/page/style.css')) copyFileSync('src/page/style.css', join(out, 'page/style.css'));
  copyFileSync('src/plugins/public.d.ts', join(out, 'src/index.d.ts'));
  copyFileSync('src/plugins/reports.d.ts', join(out, 'src/reports.d.ts'));
  copyFileSync('src/companion.cjs', join(out, 'src/companion.cjs'));
  // An older link to the command names cli.js.
  for (const file of ['companion.cjs', 'cli.js']) chmodSync(join(out, 'src', file), 0o755);
  moveIntoPlace();
} finally {
  rmSync(out, { recursive: true, force: true });
}
