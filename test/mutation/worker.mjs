// Runs the bundled tests of mutation.mjs in this process, with one mutant switched on at a time: what Vitest does, less
// everything that takes time.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// Vitest's own matchers.
const vitest = createRequire(createRequire(import.meta.url).resolve('vitest/package.json'));
const { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend, setState } = await import(
  pathToFileURL(vitest.resolve('@vitest/expect')).href
);
const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
Object.assign(expect, chai.expect);
setState({ assertionCalls: 0, customTesters: [], environment: 'node' }, expect);

const tests = [];
let file = '';
globalThis.testFile = (name) => (file = name);
/** Name, options perhaps, and what to run. */
const test = (name, ...given) => {
  const run = given.find((one) => typeof one === 'function');
  tests.push({ name: `${tests.length} ${file}: ${name}`.slice(0, 120), run });
};
test.each = (rows) => (name, run) => {
  for (const row of rows) test(`${name} ${[row].flat()[0]}`, () => run(...[row].flat(1)));
};
test.skip = () => {};
const describe = (_, run) => run();
describe.each = (rows) => (_, run) => rows.forEach((row) => run(...[row].flat(1)));
globalThis.standIn = { describe, expect, it: test, test };

// A snapshot is what the test saw without a mutant; that it is the stored one is what `npm test` shows.
const bundle = process.argv[2];
const shotsFile = `${bundle}.shots.json`;
let shots = {};
let current = '';
let shot = 0;
let learning = false;
chai.Assertion.addMethod('toMatchSnapshot', function snapshot() {
  const key = `${current} ${shot++}`;
  const seen = JSON.stringify(chai.util.flag(this, 'object'));
  if (learning) shots[key] = seen;
  else if (shots[key] !== seen) throw new Error('another snapshot');
});

// What the embedded AWS answers to an entry of the catalogue hangs on its world alone, and takes longer than to judge it.
const answers = new Map();
globalThis.openRemembered = (open, access) => {
  const aws = open(access);
  const ask = (region, service, operation, input) => {
    const key = JSON.stringify([current, region, service, operation, input]);
    if (!answers.has(key)) answers.set(key, aws.in(region)[service][operation](input));
    return answers.get(key);
  };
  const reader = (region) =>
    new Proxy(
      {},
      { get: (_, service) => new Proxy({}, { get: (_, op) => (input) => ask(region, service, op, input) }) },
    );
  return { ...aws, in: reader };
};

const switches = {};
Reflect.set(globalThis, '__stryker__', switches);
const load = () => import(pathToFileURL(bundle).href);

async function failure({ name, run }) {
  current = name;
  shot = 0;
  try {
    await run();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    process.send({ alive: true });
  }
}

/** All tests without a mutant: which mutants each of them reaches, and how often. */
async function dry() {
  const coverage = (switches.mutantCoverage = { static: {}, perTest: {} });
  await load();
  const loaded = { ...coverage.static };
  const failed = [];
  const told = [];
  learning = true;
  for (const one of tests) {
    switches.currentTestId = one.name;
    const start = process.cpuUsage().user;
    const error = await failure(one);
    told.push({
      name: one.name,
      ms: (process.cpuUsage().user - start) / 1000,
      cover: coverage.perTest[one.name] ?? {},
    });
    if (error) failed.push(`${one.name}: ${error.message}`);
  }
  writeFileSync(shotsFile, JSON.stringify(shots));
  return { tests: told, loaded, failed };
}

/** The first of these tests that this mutant makes fail. */
async function killer({ id, tests: indices, limit }) {
  if (tests.length === 0) {
    shots = JSON.parse(readFileSync(shotsFile, 'utf8'));
    try {
      await load();
    } catch {
      return { killedBy: 'load' };
    }
  }
  Object.assign(switches, { activeMutant: id, hitCount: 0, hitLimit: limit });
  for (const index of indices) {
    switches.hitCount = 0;
    if (!tests[index] || (await failure(tests[index]))) return { killedBy: index };
  }
  return {};
}

process.on('message', (message) => void (message.dry ? dry() : killer(message)).then((told) => process.send(told)));
