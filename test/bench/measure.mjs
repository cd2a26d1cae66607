import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const home = mkdtempSync(join(tmpdir(), 'companion-bench-'));

/** Nothing of this machine's AWS settings, and no proxy between us and what is measured. */
export const clean = { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true' };

/** Wall time of a command in milliseconds. Its output is thrown away, so that no terminal is measured. */
export function time([command, ...args], env = {}, { cwd = home, codes = [0] } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (codes.includes(code)) resolve(performance.now() - started);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${said.slice(-500)}`));
    });
  });
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Medians of commands that are run in turn (A B A B …), so that a busy moment of the machine meets them all. One round warms up. */
export async function inTurn(rounds, runs) {
  const taken = runs.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, run] of runs.entries()) {
      const milliseconds = await run();
      if (round > 0) taken[i].push(milliseconds);
    }
  }
  return taken.map(median);
}

/** One line of the table: what was measured, its value, what it is held against, the ratio of the two, and the goal. */
export const figure = (name, now, unit, against, ratio, goal, met) => ({ name, now, unit, against, ratio, goal, met });
