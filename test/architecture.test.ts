import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** Who may import whom: the first line that matches a file holds. `type:` marks an import of types alone. */
const rules: readonly (readonly [who: RegExp, may: RegExp])[] = [
  [/^checks\//, /^src\/(check|console|fact)\.ts$|^src\/(facts|iam|saml|text)\//],
  [/^src\/facts\//, /^src\/(fact|aws\/(errors|regions)|(facts|iam|saml|text)\/.*)\.ts$|^type:src\/aws\/surface\.ts$/],
  [/^src\/iam\//, /^src\/(iam|text)\/|^type:src\/check\.ts$/],
  [/^src\/saml\//, /^src\/(saml|text)\/|^type:src\/check\.ts$|^(type:)?(node:.*|saxes|xml-crypto|@xmldom\/xmldom)$/],
  [/^src\/text\//, /^src\/text\//],
  [/^src\/console\.ts$/, /^$/],
  [/^src\/check\.ts$/, /^type:src\/(aws\/surface|fact)\.ts$/],
  [/^src\/fact\.ts$/, /^type:src\/(aws\/surface|saml\/(capture|metadata))\.ts$/],
  [/^src\/engine\.ts$/, /^(type:)?src\/(check|fact|aws\/errors)\.ts$/],
  [/^src\/registry\.ts$/, /^type:src\/check\.ts$|^src\/every-check\.ts$/],
  [/^src\/every-check\.ts$/, /^node:/],
  [/^src\/aws\//, /^src\/aws\/|^(type:)?@aws-sdk\/|^@smithy\/core\/(config|retry)$/],
  [/^src\/report\/html\.ts$/, /^(type:)?src\/(report|page)\/|^node:(stream|zlib)$/],
  [/^src\/report\//, /^src\/(report|text)\/|^type:src\/(check|aws\/surface)\.ts$|^node:util$|^fast-string-width$/],
  [
    /^src\/page\//,
    /^src\/(page|report|text)\/|^type:src\/check\.ts$|^(type:)?preact(\/hooks)?$|^node:(crypto|fs\/promises)$/,
  ],
  [
    /^src\/audit\//,
    /^src\/(?!sandbox\/|facts\/|iam\/|cli\.ts)|^(type:)?(node:.*|csv-parse\/sync|p-map|valibot|yaml|fast-string-width|@aws-sdk\/credential-providers)$/,
  ],
  // What a write does is a law about AWS: no check, no plan and no words for people come into it.
  [
    /^src\/fix\/(effect\.ts|effects)/,
    /^src\/fix\/(effects?|state)\b|^src\/aws\/errors\.ts$|^(type:)?src\/aws\/surface\.ts$/,
  ],
  // Whoever writes to an account neither judges nor talks to a terminal; what is shown is pure.
  [
    /^src\/fix\/(show|undo-show|command-line|console-path|difference)\.ts$/,
    /^src\/fix\/(show|command-line|console-path|difference|effects|state)\.ts$|^src\/(console|saml\/metadata|report\/(lines|words))\.ts$|^type:src\/(fix\/|aws\/surface\.ts$)|^diff$|^node:util$/,
  ],
  [
    /^src\/fix\//,
    /^src\/fix\/(?!show|undo-show)|^src\/aws\/errors\.ts$|^type:src\/(aws\/(access|surface)|check|fact|report\/model)\.ts$|^valibot$|^node:(fs\/promises|os|path)$/,
  ],
  [/^src\/policy\//, /^src\/(policy\/|aws\/surface\.ts$|fix\/effects\.ts$)|^type:src\/fact\.ts$/],
  [
    /^src\/settings(\.ts$|\/)/,
    /^src\/(settings|text)\/|^src\/(fact|misuse|aws\/(errors|regions)|report\/(model|reporter)|saml\/(attempt|capture|metadata))\.ts$|^(type:)?(node:.*|valibot|yaml|@smithy\/core\/config)$/,
  ],
  [/^src\/(misuse|progress)\.ts$/, /^src\/text\/|^type:src\/check\.ts$|^listr2$/],
  [/^src\/judge\.ts$/, /^src\/(engine\.ts$|facts\/|report\/model\.ts$)|^type:src\/(check|fact|aws\/access)\.ts$/],
  // The verbs, and what people build on: they put the others together, and nothing above rests on them.
  [/^src\/((commands|guide|watch|explain|bundle|baseline|first-run|plugins)\/|(cli|index)\.ts$)/, /./],
  [
    /^src\/sandbox\//,
    /^src\/(sandbox|iam)\/|^src\/aws\/regions\.ts$|^type:src\/aws\/|^(type:)?(node:.*|@aws-sdk\/.*|@smithy\/.*)$/,
  ],
];

const root = new URL('../', import.meta.url);

async function sources(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['src', 'checks'])
    for (const file of await readdir(new URL(folder, root), { recursive: true }))
      if (/\.tsx?$/.test(file)) found.push(`${folder}/${file}`);
  return found;
}

const imports = (text: string): { from: string; typeOnly: boolean }[] =>
  [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, isType, from = '', lazy]) => ({ from: lazy ?? from, typeOnly: Boolean(isType) }),
  );

const targetOf = (from: string, file: string): string =>
  from.startsWith('.') ? new URL(from, new URL(file, root)).href.slice(root.href.length) : from;

test('imports point one way', async () => {
  const strays: string[] = [];
  for (const file of await sources()) {
    const may = rules.find(([who]) => who.test(file))?.[1] ?? /^$/;
    for (const { from, typeOnly } of imports(await readFile(new URL(file, root), 'utf8'))) {
      const target = targetOf(from, file);
      if (!may.test(typeOnly ? `type:${target}` : target) && !may.test(target))
        strays.push(`${file} imports ${target}`);
    }
  }
  expect(strays).toEqual([]);
});

test('nothing imports the command line', async () => {
  const strays: string[] = [];
  for (const file of await sources())
    if (imports(await readFile(new URL(file, root), 'utf8')).some(({ from }) => from.endsWith('/cli.ts')))
      strays.push(file);
  expect(strays).toEqual([]);
});

test('the embedded AWS is for commands and tests', async () => {
  const strays: string[] = [];
  for (const file of await sources())
    for (const { from } of imports(await readFile(new URL(file, root), 'utf8')))
      if (targetOf(from, file).startsWith('src/sandbox/') && !/^src\/(sandbox|commands|watch\/run\.ts$)/.test(file))
        strays.push(`${file} imports ${targetOf(from, file)}`);
  expect(strays).toEqual([]);
});

test('only fix and undo come near what writes to an account', async () => {
  const near = /^src\/(fix|commands\/(fix|undo))\//;
  // The policies are the list of the effects, and the guide shows a call as a command line: neither sends anything.
  const pure = /^src\/fix\/(effects|command-line)\.ts$/;
  const strays: string[] = [];
  for (const file of await sources())
    for (const { from } of imports(await readFile(new URL(file, root), 'utf8'))) {
      const target = targetOf(from, file);
      if (target.startsWith('src/fix/') && !near.test(file) && !pure.test(target))
        strays.push(`${file} imports ${target}`);
    }
  expect(strays).toEqual([]);
});

test('no file has grown past what a person reads in one go', async () => {
  const long: string[] = [];
  for (const file of await sources()) {
    const lines = (await readFile(new URL(file, root), 'utf8')).split('\n').length;
    if (lines > (file.startsWith('src/sandbox/services/') ? 400 : 250)) long.push(`${file}: ${lines} lines`);
  }
  expect(long).toEqual([]);
});
