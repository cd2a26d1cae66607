import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is no command to test; empty when there is. */
    buildFailure: string;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));
const built = `${root}dist/src/companion.cjs`;

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map(
      (file) => statSync(`${root}${folder}/${file}`).mtimeMs,
    ),
  );

function isFresh(): boolean {
  const sources = Math.max(...['src', 'checks'].map(newest), statSync(`${root}package.json`).mtimeMs);
  return existsSync(built) && statSync(built).mtimeMs > sources;
}

/** The tests of the command run what is shipped: it is built once, if anything is newer. Other tests need no build. */
export default function setup(project: TestProject): void {
  const { status, stderr } = isFresh()
    ? { status: 0, stderr: '' }
    : spawnSync(process.execPath, ['src/build.mjs'], { cwd: root, encoding: 'utf8' });
  project.provide('buildFailure', status === 0 ? '' : stderr);
}
