// How fast it is, beside a rival or a bound in the same run. Nothing here is asserted by a test.
// `npm run bench`, or `node test/bench/bench.mjs [--rounds 7] [--only start,package,check,class] [--json FILE]`
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { oneCheck } from './check.mjs';
import { someClasses } from './classes.mjs';
import { home } from './measure.mjs';
import { size } from './package.mjs';
import { start } from './start.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: 'start,package,check,class' },
    json: { type: 'string', default: 'coverage/bench.json' },
  },
});
const rounds = Number(values.rounds);
const only = new Set(values.only.split(','));
const cli = resolve('dist/src/cli.js');

const number = (value, unit = '') =>
  typeof value === 'number'
    ? `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })}${unit && ` ${unit}`}`
    : String(value);

function table(figures) {
  const rows = figures.map(({ name, now, unit, against, ratio, goal, met }) => [
    name,
    number(now, unit),
    against,
    number(ratio),
    number(goal),
    met ? 'yes' : 'NO',
  ]);
  return [
    ['figure', 'now', 'rival or bound', 'ratio', 'goal', 'met'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

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
  if (only.has('class')) figures.push(...someClasses());
} finally {
  rmSync(home, { recursive: true, force: true });
}
const [{ model }] = cpus();
const machine = `${cpus().length} × ${model}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`;
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(
  values.json,
  `${JSON.stringify({ machine, takenAt: new Date().toISOString(), figures, calls }, undefined, 2)}\n`,
);
console.log(`${machine}\n\n${table(figures)}`);
for (const [id, list] of Object.entries(calls)) console.log(`\n${id}: ${list.length} calls\n  ${list.join(', ')}`);
