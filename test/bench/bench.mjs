// How fast it is, beside a rival or a bound in the same run. Nothing here is asserted by a test. On a machine that does
// nothing else: `npm run bench`, or `npm run bench -- [--rounds 7] [--only start,package,check,class] [--sizes 50,500,5000]`.
// `--readme` puts the table into the README; its figures are kept in taken.json, beside this file.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { oneCheck } from './check.mjs';
import { someClasses } from './class.mjs';
import { home } from './measure.mjs';
import { size } from './package.mjs';
import { start } from './start.mjs';
import { printed } from './table.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: 'start,package,check,class' },
    sizes: { type: 'string', default: '50,500,5000' },
    readme: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const only = new Set(values.only.split(','));
const json = values.json ?? (values.readme ? 'test/bench/taken.json' : 'coverage/bench.json');
const cli = resolve('dist/src/companion.cjs');
// Before anything of ours runs.
const [load] = loadavg();
if (load > 0.5)
  console.error(`This machine is busy (load ${load.toFixed(1)}): what needs no processor is right, the rest is not.`);

const figures = [];
let calls = {};
try {
  execFileSync(process.execPath, ['src/build.mjs'], { stdio: 'inherit' });
  if (only.has('start')) figures.push(...(await start(cli, Math.max(rounds, 15))));
  if (only.has('package')) figures.push(...(await size(rounds)));
  if (only.has('check')) {
    const one = await oneCheck(cli, rounds);
    figures.push(...one.figures);
    calls = one.calls;
  }
  if (only.has('class')) figures.push(...(await someClasses(cli, values.sizes.split(',').map(Number))));
} finally {
  rmSync(home, { recursive: true, force: true });
}
const [{ model }] = cpus();
const machine = `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, load ${load.toFixed(1)}`;
const taken = { machine, takenAt: new Date().toISOString(), figures, calls };
mkdirSync(dirname(json), { recursive: true });
writeFileSync(json, `${JSON.stringify(taken, undefined, 2)}\n`);
console.log(printed(taken));
for (const [id, list] of Object.entries(calls)) console.log(`\n${id}: ${list.length} calls\n  ${list.join(', ')}`);
if (values.readme) {
  const [opened, closed] = ['<!-- bench -->', '<!-- /bench -->'];
  const section = new RegExp(`${opened}[^]*${closed}`);
  const table = `${opened}\n${printed(taken)}\n${closed}`;
  writeFileSync(
    'README.md',
    readFileSync('README.md', 'utf8').replace(section, () => table),
  );
}
