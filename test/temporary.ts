import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whatever the tests leave in the folder for temporary files goes with the run: it is one of the run's own. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'companion-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
