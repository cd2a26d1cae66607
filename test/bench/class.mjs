// How long a class takes, and how much memory. An embedded AWS in a process of its own answers after 50 ms; every
// tenth account is in some trouble. The rows are verified; nothing is asserted about time. `node test/bench/class.mjs 500 5000`
import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const latency = 50;
const concurrency = Number(process.env.CONCURRENCY ?? 24);
const at = mkdtempSync(join(tmpdir(), 'companion-bench-'));
const cli = 'dist/src/cli.js';

async function loadGenerator() {
  const bundle = await rolldown({ input: 'test/audit/big-class.ts', platform: 'node' });
  await bundle.write({ file: join(at, 'big-class.mjs'), format: 'esm' });
  return import(pathToFileURL(join(at, 'big-class.mjs')).href);
}

function serveWorld(world) {
  const server = spawn(process.execPath, ['--max-old-space-size=6000', cli, 'sandbox', world], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    let said = '';
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url) resolve({ url, end: () => server.kill('SIGKILL') });
    });
  });
}

/** The command: wall time, its own processor time, and its highest resident memory (both Linux only). */
async function measure(args, env) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env.PATH, HOME: at, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  let [peak, busy] = [0, 0];
  const look = setInterval(() => {
    try {
      peak = Math.max(
        peak,
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
      );
      // Behind the name in brackets; ticks of a hundredth of a second.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      busy = (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      // It has ended, or there is no /proc.
    }
  }, 100);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return { code, seconds: (performance.now() - startedAt) / 1000, busy, peak };
}

async function wrongRows(file, members, verdicts) {
  const found = new Map();
  const why = new Map();
  let calls = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { learner, verdict, reached, firstProblem, reason, report } = JSON.parse(line);
    found.set(learner, [verdict, reached, firstProblem?.code]);
    why.set(learner, reason ?? report?.checks.find(({ status }) => status === 'unknown' || status === 'fail')?.message);
    calls += report?.apiCalls ?? 0;
  }
  const wrong = members.filter(
    ({ learner, kind }) => JSON.stringify(found.get(learner)) !== JSON.stringify([...verdicts[kind]]),
  );
  for (const { learner, kind } of wrong.slice(0, 5))
    process.stdout.write(`wrong: ${learner} (${kind}): ${JSON.stringify(found.get(learner))} ${why.get(learner)}\n`);
  return { wrong: wrong.length, missing: members.filter(({ learner }) => !found.has(learner)).length, calls };
}

const { members, bigClass, rosterOf, verdicts } = await loadGenerator();
const sizes = process.argv.slice(2).map(Number);
for (const size of sizes.length > 0 ? sizes : [500]) {
  const plan = members(size);
  writeFileSync(join(at, 'world.json'), JSON.stringify(bigClass(plan, latency)));
  writeFileSync(join(at, 'class.csv'), rosterOf(plan));
  const { url, end } = await serveWorld(join(at, 'world.json'));
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'us-east-1',
  };
  const files = Object.fromEntries(['jsonl', 'json', 'html'].map((kind) => [kind, join(at, `class.${kind}`)]));
  rmSync(files.jsonl, { force: true });
  const { code, seconds, busy, peak } = await measure(
    [
      'audit',
      '--roster',
      join(at, 'class.csv'),
      '--concurrency',
      String(concurrency),
      '--jsonl',
      files.jsonl,
      '--format',
      `json=${files.json}`,
      '--format',
      `html=${files.html}`,
    ],
    env,
  );
  end();
  const { wrong, missing, calls } = await wrongRows(files.jsonl, plan, verdicts);
  const bound = (calls * latency) / 1000 / concurrency;
  const megabytes = (file) => `${(statSync(file).size / 1e6).toFixed(1)} MB`;
  process.stdout.write(
    `${size} learners, ${calls} calls, exit ${code}: ${wrong} rows wrong, ${missing} missing; ${seconds.toFixed(1)} s (calls × latency / concurrency = ${bound.toFixed(1)} s; calls of one account overlap), ${busy.toFixed(1)} s of processor, peak ${peak.toFixed(0)} MB; JSONL ${megabytes(files.jsonl)}, JSON ${megabytes(files.json)}, page ${megabytes(files.html)}\n`,
  );
}
rmSync(at, { recursive: true, force: true });
