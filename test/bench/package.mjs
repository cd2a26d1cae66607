import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { figure, home, median, time } from './measure.mjs';

/** What is downloaded, and how long `npx` takes with nothing in its cache. */
export async function size(rounds) {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', home];
  const [file] = execFileSync('npm', args, { encoding: 'utf8' }).trim().split('\n').slice(-1);
  const tarball = join(home, file);
  const kilobytes = statSync(tarball).size / 1000;
  const taken = [];
  for (let round = 0; round < rounds; round += 1) {
    const cwd = mkdtempSync(join(home, 'npx-'));
    taken.push(
      await time(
        ['npx', '--yes', `--package=${tarball}`, 'companion', '--version'],
        { npm_config_cache: join(cwd, 'cache'), npm_config_update_notifier: 'false' },
        { cwd },
      ),
    );
  }
  const npx = median(taken);
  return [
    figure('package, packed', kilobytes, 'kB', 'bound: 400 kB', kilobytes / 400, 1, kilobytes <= 400),
    figure('npx from an empty cache', npx, 'ms', 'bound: 1,500 ms', npx / 1500, 1, npx <= 1500),
  ];
}
