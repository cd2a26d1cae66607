import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { clean, figure, home } from './measure.mjs';

const latency = 50;
const concurrency = 24;

/** How long classes of these sizes take, how much processor and memory, the smallest first. Every tenth account is in some trouble. */
export async function someClasses(cli, sizes) {
  const bundle = await rolldown({ input: 'test/audit/big-class.ts', platform: 'node' });
  await bundle.write({ file: join(home, 'big-class.mjs'), format: 'esm' });
  const generator = await import(pathToFileURL(join(home, 'big-class.mjs')).href);
  const classes = [];
  for (const size of sizes) {
    const one = await oneClass(cli, size, generator);
    classes.push(one);
  }
  const [least, most] = [classes[0], classes.at(-1)];
  const ratio = most.seconds / most.bound;
  const exponent = growth(classes.map(({ size, busy }) => [size, busy]));
  const wrong = classes.reduce((sum, one) => sum + one.wrong, 0);
  const each = classes.map(({ size, busy }) => `${((busy / size) * 1000).toFixed(0)} ms`);
  const bound = `calls × ${latency} ms / ${concurrency}: ${most.bound.toFixed(1)} s`;
  const growing = `each account: ${each.join(', ')}`;
  return [
    figure(`${most.size} learners`, most.seconds, 's', bound, ratio, 1.25, ratio <= 1.25),
    figure(
      `processor time, ${least.size} to ${most.size} learners`,
      most.busy,
      's',
      growing,
      exponent,
      'exponent 1.05',
      exponent <= 1.05,
    ),
    figure('peak memory', most.peak, 'MB', 'bound: 250 MB', most.peak / 250, 1, most.peak <= 250),
    figure('rows wrong or missing', wrong, 'rows', 'none', wrong, 0, wrong === 0),
  ];
}

/** The exponent b of cost = a × size^b: the slope through the logarithms, by least squares. */
function growth(points) {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const mean = (i) => logs.reduce((sum, point) => sum + point[i], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = (by) => logs.reduce((sum, [a, b]) => sum + (a - x) * by(a, b), 0);
  return slope((_, b) => b - y) / slope((a) => a - x);
}

async function oneClass(cli, size, { members, bigClass, rosterOf, verdicts }) {
  const at = mkdtempSync(join(home, 'class-'));
  const [world, roster, jsonl] = ['world.json', 'class.csv', 'class.jsonl'].map((name) => join(at, name));
  const plan = members(size);
  writeFileSync(world, JSON.stringify(bigClass(plan, latency)));
  writeFileSync(roster, rosterOf(plan));
  const { url, end } = await serveWorld(cli, world);
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'us-east-1',
  };
  const reports = ['json', 'html'].flatMap((kind) => ['--format', `${kind}=${join(at, `class.${kind}`)}`]);
  const audit = ['audit', '--roster', roster, '--concurrency', String(concurrency), '--jsonl', jsonl, ...reports];
  const cost = await measure([cli, ...audit], env).finally(end);
  const { wrong, calls } = await verify(jsonl, plan, verdicts);
  return { size, ...cost, wrong, bound: (calls * latency) / 1000 / concurrency };
}

/** The embedded AWS in a process of its own, so that its processor time and memory are not the command's. */
function serveWorld(cli, world) {
  const server = spawn(process.execPath, ['--max-old-space-size=6000', cli, 'sandbox', world], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    server.on('close', (code) => reject(new Error(`The sandbox ended with ${code}.`)));
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url) resolve({ url, end: () => server.kill('SIGKILL') });
    });
  });
}

/** The command's wall time and processor time in seconds, and its highest resident memory in MB (both Linux only). */
async function measure(args, env) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: home, env: { ...clean, ...env }, stdio: 'ignore' });
  let [peak, busy] = [0, 0];
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      // Behind the name in brackets; ticks of a hundredth of a second.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      busy = (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      // It has ended, or there is no /proc.
    }
  }, 20);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return { seconds: (performance.now() - startedAt) / 1000, busy, peak };
}

/** How many learners are missing or have another verdict than they should, and the calls of all. */
async function verify(jsonl, plan, verdicts) {
  const found = new Map();
  let calls = 0;
  for await (const line of createInterface({ input: createReadStream(jsonl) })) {
    const { learner, verdict, reached, firstProblem, report } = JSON.parse(line);
    found.set(learner, JSON.stringify([verdict, reached, firstProblem?.code]));
    calls += report?.apiCalls ?? 0;
  }
  const wrong = plan.filter(({ learner, kind }) => found.get(learner) !== JSON.stringify([...verdicts[kind]]));
  for (const { learner, kind } of wrong.slice(0, 5))
    console.error(`wrong: ${learner} (${kind}): ${found.get(learner)}`);
  return { wrong: wrong.length, calls };
}
