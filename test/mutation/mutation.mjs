// How much of what decides is held by a test: every small change to checks/, src/iam/ and src/saml/ has to make one fail.
// `node test/mutation/mutation.mjs [--only src/iam] [--every 5] [--workers 2] [--json FILE]`; every fifth is a sample.
//
// Stryker's instrumenter (fetched, no dependency) puts all changes ("mutants") into one copy of the sources, each behind
// a switch. The copy and its tests are one bundle, and each mutant is tried in a running process (worker.mjs) against the
// tests that reach it, until one fails: first the tests of the pure folders, then the catalogue of mistakes and the
// tests of the checks.
//
// Left out: strings with a blank in them. Those are sentences, which a review reads; actions, ARNs, operators, codes
// and field names have none. No condition is left out. Tests that take half a second are left out too: those are random.
import { execFileSync, fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { readingOptions } from '../../src/bundling.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'checks,src/iam,src/saml' },
    every: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    json: { type: 'string', default: 'coverage/mutation.json' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, 'node_modules/.mutation');
const copy = join(home, `copy-${process.pid}`);
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
const rounds = [
  ['test/iam', 'test/saml'],
  ['test/mistakes/catalogue', 'test/checks'],
];
const slow = 500;
/** The other evaluator (differential.test.ts) takes part, with as many policies as that allows. */
const env = { ...process.env, IAM_SIMULATE: fetched('@cloud-copilot/iam-simulate@0.1.173'), IAM_SIMULATE_RUNS: '300' };
/** Milliseconds without a sign of life. */
const patience = 30_000;

function fetched(name) {
  const folder = join(home, name.replaceAll('/', '-'));
  if (!existsSync(folder))
    execFileSync('npm', ['install', '--no-save', '--prefix', folder, name], { stdio: 'inherit' });
  return folder;
}

async function instrumented(files) {
  const tool = fetched('@stryker-mutator/instrumenter@9.6.1');
  const at = join(tool, 'node_modules/@stryker-mutator/instrumenter/dist/src/instrumenter.js');
  const { Instrumenter } = await import(pathToFileURL(at).href);
  const silent = { debug() {}, info() {}, warn: console.error, isDebugEnabled: () => false };
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  return new Instrumenter(silent).instrument(files, options);
}

function sources() {
  const folders = ['checks', 'src/iam', 'src/saml'];
  const only = values.only.split(',');
  return folders
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((name) => only.some((wanted) => name.startsWith(wanted)))
    .map((name) => ({ name, mutate: true, content: readFileSync(join(root, name), 'utf8') }));
}

function textAt(content, { start, end }) {
  const lines = content.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join('\n');
}

async function prepare() {
  const files = sources();
  for (const folder of ['checks', 'src', 'test']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  symlinkSync(join(root, 'fixtures'), join(copy, 'fixtures'));
  const { files: outputs, mutants } = await instrumented(files);
  for (const { name, content } of outputs) writeFileSync(join(copy, name), content);

  const contents = new Map(files.map(({ name, content }) => [name, content]));
  return mutants
    .filter((_, index) => index % Number(values.every) === 0)
    .map(({ id, fileName, mutatorName, location, replacement }) => {
      const name = relative(root, resolve(root, fileName));
      const original = textAt(contents.get(name), location);
      return { id, file: name, line: location.start.line + 1, mutatorName, original, replacement };
    });
}

async function bundle(prefixes) {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file}`)
    .filter((file) => file.endsWith('.test.ts') && prefixes.some((prefix) => file.startsWith(prefix)));
  // One after the other, so that its tests know where they are from.
  const entry = join(copy, 'all.mjs');
  writeFileSync(
    entry,
    tests.map((file) => `globalThis.testFile(${JSON.stringify(file)}); await import('./${file}');\n`).join(''),
  );
  const standIn = {
    name: 'stand-in',
    resolveId: (id) => (id === 'vitest' ? '\0vitest' : undefined),
    load: (id) => (id === '\0vitest' ? 'export const { describe, expect, it, test } = globalThis.standIn;' : undefined),
  };
  const remembering = {
    name: 'remembering',
    transform: (code, id) =>
      id.endsWith('judge-entry.ts') ? code.replaceAll('openAws({', 'globalThis.openRemembered(openAws, {') : undefined,
  };
  const reading = readingOptions({ VERSION: '"mutated"' });
  const plugins = [standIn, remembering, reading.plugins];
  const built = await rolldown({ input: entry, ...reading, plugins, logLevel: 'silent' });
  const file = join(copy, `bundle/tests/${prefixes.length}-${tests.length}.mjs`);
  await built.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

/** A process that tries mutants, and is made anew when it dies or falls silent. */
class Worker {
  #child;
  #bundle;

  constructor(file) {
    this.#bundle = file;
  }

  async ask(message, more = {}) {
    if (!this.#child) {
      const child = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), [this.#bundle], {
        env: { ...env, ...more },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      child.stderr.on('data', (data) => (child.said = `${child.said ?? ''}${data}`.slice(-2000)));
      this.#child = child;
    }
    const child = this.#child;
    return new Promise((answer) => {
      let timer;
      const done = (value) => {
        clearTimeout(timer);
        child.removeAllListeners();
        answer(value);
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.stop();
          done({ killedBy: 'time' });
        }, patience);
      };
      wait();
      child.on('exit', () => {
        this.#child = undefined;
        done({ killedBy: 'crash', said: child.said });
      });
      child.on('message', (told) => (told.alive ? wait() : done(told)));
      child.send(message);
    });
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

/** Those mutants that are still alive, against these tests. */
async function round(prefixes, mutants) {
  const file = await bundle(prefixes);
  const first = new Worker(file);
  const { tests, loaded, said, failed } = await first.ask({ dry: true });
  first.stop();
  if (!tests || failed.length > 0) throw new Error(`Without any mutant: ${said ?? failed.join('\n')}`);
  console.log(`${mutants.length} mutants, ${tests.length} tests of ${prefixes.join(' and ')}`);

  const hits = new Map(Object.entries(loaded));
  const reached = new Map();
  const reach = (what, index) => (reached.get(what) ?? reached.set(what, new Set()).get(what)).add(index);
  const fileOf = new Map(all.map(({ id, file }) => [id, file]));
  for (const [index, { cover, ms }] of tests.entries())
    for (const [id, count] of Object.entries(ms < slow ? cover : {})) {
      reach(id, index);
      reach(fileOf.get(id), index);
      hits.set(id, Math.max(hits.get(id) ?? 0, count));
    }

  /** The tests that failed for neighbours first, then the quick ones. */
  const kills = new Map();
  const score = (file, index) => kills.get(`${file} ${index}`) ?? 0;
  const inOrder = (file, indices) =>
    [...indices].sort((a, b) => score(file, b) - score(file, a) || tests[a].ms - tests[b].ms);

  async function tryOne(worker, { id, file: source }) {
    // What runs at load is done by then: a process of its own, with all tests that reach the file.
    const atLoad = id in loaded;
    const indices = reached.get(atLoad ? source : id) ?? (atLoad ? tests.keys() : undefined);
    if (!indices) return undefined;
    const asked = atLoad ? new Worker(file) : worker;
    const message = { id, tests: inOrder(source, indices), limit: (hits.get(id) ?? 0) * 100 + 1000 };
    const { killedBy } = await asked.ask(message, atLoad ? { __STRYKER_ACTIVE_MUTANT__: id } : {});
    if (atLoad) asked.stop();
    if (typeof killedBy === 'number') kills.set(`${source} ${killedBy}`, score(source, killedBy) + 1);
    return { state: killedBy === undefined ? 'survived' : 'killed', killedBy: tests[killedBy]?.name ?? killedBy };
  }

  const queue = [...mutants];
  async function work() {
    const worker = new Worker(file);
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      Object.assign(mutant, await tryOne(worker, mutant));
      if (queue.length % 100 === 0) {
        console.log(`${queue.length} left: ${mutant.file}`);
        write();
      }
    }
    worker.stop();
  }
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
}

const isText = ({ mutatorName, original }) => mutatorName === 'StringLiteral' && /\S\s|\s\S/.test(original);
const all = (await prepare()).map((mutant) => ({ ...mutant, state: isText(mutant) ? 'text' : 'not reached' }));
for (const prefixes of rounds) {
  const alive = all.filter(({ state }) => state === 'survived' || state === 'not reached');
  if (prefixes[0] !== 'test/iam' || alive.some(({ file }) => file.startsWith('src/'))) await round(prefixes, alive);
}
write();

function write() {
  mkdirSync(dirname(resolve(values.json)), { recursive: true });
  const alive = all.filter(({ state }) => state === 'survived' || state === 'not reached');
  writeFileSync(values.json, `${JSON.stringify(alive, null, 1)}\n`);
}

function row(name, some) {
  const count = (state) => some.filter((mutant) => mutant.state === state).length;
  const [killed, survived, notReached, text] = ['killed', 'survived', 'not reached', 'text'].map(count);
  const score = ((100 * killed) / (killed + survived + notReached)).toFixed(1);
  return {
    name,
    mutants: some.length - text,
    killed,
    survived,
    'not reached': notReached,
    'text, left out': text,
    score,
  };
}
const names = [...new Set(all.map(({ file }) => file))];
const folders = [...new Set(names.map((name) => dirname(name)))];
console.table([
  ...names.map((name) =>
    row(
      name,
      all.filter(({ file }) => file === name),
    ),
  ),
  ...folders.map((name) =>
    row(
      `${name}/`,
      all.filter(({ file }) => dirname(file) === name),
    ),
  ),
]);
