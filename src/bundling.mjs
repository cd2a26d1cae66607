// How everything is bundled: for the package, and for the test that holds the bundled AWS clients against AWS's own.
import { readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What is put in a library's place because the library costs more at start than it is worth here. */
const lean = (name) => fileURLToPath(new URL(`lean/${name}.mjs`, import.meta.url));

/** By default the SDK's CommonJS build would be taken, which cannot be shaken. */
const resolve = {
  mainFields: ['module', 'main'],
  conditionNames: ['module', 'import', 'node', 'default'],
  alias: {
    'string-width': lean('string-width'),
    'wrap-ansi': lean('wrap-ansi'),
    'escalade/sync': lean('escalade'),
    assert: lean('assert'),
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
    if (!importer || kind === 'require-call' || !isBuiltin(id) || id in resolve.alias) return undefined;
    // Each importer has its own, so that none of them becomes a file that several wait for.
    return { id: `\0builtin:${id}?${importer}`, moduleSideEffects: false };
  },
  load: {
    filter: { id: /^\0builtin:/ },
    handler(id) {
      const [, name] = /^\0builtin:([^?]+)/.exec(id);
      const names = Object.keys(process.getBuiltinModule(name)).filter((key) => /^(?!default$)\w+$/.test(key));
      const take = (key) => `export const ${key} = /* @__PURE__ */ (() => builtin.${key})();\n`;
      return `const builtin = /* @__PURE__ */ process.getBuiltinModule(${JSON.stringify(name)});\nexport default builtin;\n${names.map(take).join('')}`;
    },
  },
};

export const readingOptions = (define) => ({
  platform: 'node',
  resolve,
  plugins: [everyCheck, builtins],
  transform: { target: 'node20.19', define },
});

/** The name of the AWS service whose client, or whose part of our surface, a module is. */
const client = (id) => /[\\/](?:client-|aws[\\/]clients[\\/])([a-z-]+)(?:\.ts$|[\\/])/.exec(id)?.[1];

/**
 * To find, read and link a file takes a millisecond or two, so what is always loaded together is one file: what every
 * command line needs, what every look at an account needs, what the AWS clients share, each client, the embedded AWS.
 */
const groups = [
  { name: 'text', test: /[\\/]src[\\/](text[\\/]|misuse\.ts|settings[\\/]options\.ts|commands[\\/]command\.ts)/ },
  { name: 'start', test: /[\\/]src[\\/]commands[\\/](main|index)\.ts$/ },
  {
    name: 'look',
    test: /[\\/]src[\\/]((facts|iam|plugins[\\/]registered|aws[\\/](?!clients)|commands[\\/](account|check[\\/](run|demands|outputs|write)))\b|(check|fact|engine|judge|registry|every-check|settings)\.ts$)/,
  },
  { name: 'sdk', test: /[\\/]node_modules[\\/]@(aws-sdk|smithy|aws)[\\/]/, minShareCount: 5 },
  { name: client, debugName: 'clients', test: /[\\/](@aws-sdk[\\/]client-|src[\\/]aws[\\/]clients[\\/])/ },
  { name: 'sandbox', test: /[\\/]src[\\/](sandbox[\\/]|commands[\\/]check[\\/]embedded\.ts$)/ },
].map((group, i, { length }) => ({ ...group, priority: length - i }));

export const writingOptions = {
  format: 'esm',
  minify: true,
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  codeSplitting: { groups },
};
