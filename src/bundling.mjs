// How everything is bundled: for the package, and for the test that holds the bundled AWS clients against AWS's own.
import { readdirSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is put in a library's place because the library costs more, at start or in the package, than it is worth here. */
const lean = (name) => fileURLToPath(new URL(`lean/${name}.mjs`, import.meta.url));
const installed = (path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

/** By default the SDK's CommonJS build would be taken, which cannot be shaken. */
const resolve = {
  mainFields: ['module', 'main'],
  conditionNames: ['module', 'import', 'node', 'default'],
  alias: {
    'string-width': lean('string-width'),
    'wrap-ansi': lean('wrap-ansi'),
    'escalade/sync': lean('escalade'),
    assert: lean('assert'),
    '@smithy/core/event-streams': lean('event-streams'),
    // The credential providers bring an STS client of their own, the same code.
    '@aws-sdk/nested-clients/sts': '@aws-sdk/client-sts',
    // Under the condition `node` it is CommonJS, which cannot be shaken.
    yaml: installed('yaml/browser/index.js'),
  },
};

/** Parts of libraries that never run here and that shaking cannot see as dead, each by what stands in for it. */
const parts = {
  '@xmldom/xmldom/lib/entities.js': 'xml-entities',
};
const partOf = new Map(Object.entries(parts).map(([part, name]) => [realpathSync(installed(part)), lean(name)]));

const leanParts = {
  name: 'lean-parts',
  resolveId: {
    filter: { id: /^\.{1,2}[\\/]/ },
    handler(id, importer) {
      return importer?.includes('node_modules')
        ? partOf.get(join(dirname(importer), extname(id) ? id : `${id}.js`))
        : undefined;
    },
  },
};

/** The folder of checks as a list of imports, in place of the module that reads it. */
const everyCheck = {
  name: 'every-check',
  load: {
    filter: { id: /[\\/]src[\\/]every-check\.ts$/ },
    handler() {
      const checks = readdirSync(new URL('../checks/', import.meta.url)).filter((file) =>
        /^[a-z0-9-]+\.ts$/.test(file),
      );
      const imports = checks.map((file, i) => `import * as check${i} from '../checks/${file}';\n`);
      const list = checks.map((file, i) => `[${JSON.stringify(file.slice(0, -'.ts'.length))}, check${i}]`);
      return `${imports.join('')}export const everyCheck = async () => [${list.join(', ')}];\n`;
    },
  },
};

/**
 * Node's own modules, taken and not imported. To import one is to have each of its names read, also those that load
 * something then: node:process opens the standard streams (7 ms), node:http takes in all of fetch (35 ms, from Node 22 on).
 */
const builtins = {
  name: 'builtins',
  resolveId(id, importer, { kind }) {
    if (!importer || kind === 'require-call' || !isBuiltin(id)) return undefined;
    return { id, external: true, moduleSideEffects: false };
  },
  renderChunk: (code) =>
    code.replaceAll(/^import (.+) from "([^"]+)";$/gm, (whole, names, id) => {
      if (!isBuiltin(id)) return whole;
      const [, all, some = ''] = /^(?:\* as )?([\w$]+)?(?:, )?(\{.*\})?$/.exec(names);
      // Some call what they import `process`.
      const take = `globalThis.process.getBuiltinModule("${id}")`;
      const taken = some.replaceAll(' as ', ': ');
      if (all === undefined) return `const ${taken} = ${take};`;
      return `const ${all} = ${take}${taken && `, ${taken} = ${all}`};`;
    }),
};

export const readingOptions = (define) => ({
  platform: 'node',
  resolve,
  plugins: [everyCheck, leanParts, builtins],
  transform: { target: 'node20.19', define },
});

/**
 * By the AWS service whose client, or whose part of our surface, a module is. The clients are alike: side by side in the
 * package, by their names, they are packed smaller.
 */
const client = (id) => `aws-${/[\\/](?:client-|aws[\\/]clients[\\/])([a-z-]+)(?:\.ts$|[\\/])/.exec(id)?.[1]}`;

/**
 * To find, read and link a file takes a millisecond or two, so what is always loaded together is one file: what every
 * command line needs, what every look at an account needs, what the AWS clients share, each client, the embedded AWS.
 */
const groups = [
  { name: 'text', test: /[\\/]src[\\/](text[\\/]|misuse\.ts|settings[\\/]options\.ts|commands[\\/]command\.ts)/ },
  { name: 'start', test: /[\\/]src[\\/]commands[\\/](main|index)\.ts$/ },
  {
    name: 'look',
    test: /[\\/]src[\\/]((facts|iam|plugins[\\/]registered|aws[\\/](?!clients|retries)|commands[\\/](account|check[\\/](run|demands|outputs|write)))\b|(check|fact|engine|judge|registry|every-check|settings)\.ts$)/,
  },
  { name: 'sdk', test: /[\\/]node_modules[\\/]@(aws-sdk[\\/](?!client-)|smithy[\\/]|aws[\\/])/, minShareCount: 4 },
  { name: client, debugName: 'clients', test: /[\\/](@aws-sdk[\\/]client-|src[\\/]aws[\\/]clients[\\/])/ },
  {
    name: 'aws-credentials',
    test: /[\\/]node_modules[\\/](@aws-sdk[\\/](credential-provider|nested-clients|token-providers)|@smithy[\\/]credential-provider)/,
  },
  { name: 'sandbox', test: /[\\/]src[\\/](sandbox[\\/]|commands[\\/]check[\\/]embedded\.ts$)/ },
].map((group, i, { length }) => ({ ...group, priority: length - i }));

export const writingOptions = {
  format: 'esm',
  minify: true,
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: { groups },
};
