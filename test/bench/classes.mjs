import { execFileSync } from 'node:child_process';
import { figure } from './measure.mjs';

const sizes = [50, 500, 5000];

/** What `class.mjs` says of each size, as figures. */
export function someClasses() {
  const said = execFileSync(process.execPath, ['test/bench/class.mjs', ...sizes.map(String)], { encoding: 'utf8' });
  const classes = [
    ...said.matchAll(
      /^(\d+) learners, \d+ calls, exit \d+: (\d+) rows wrong, (\d+) missing; ([\d.]+) s \(.*?= ([\d.]+) s.*?\), ([\d.]+) s of processor, peak (\d+) MB/gm,
    ),
  ].map(([, ...fields]) => fields.map(Number));
  if (classes.length !== sizes.length) throw new Error(`test/bench/class.mjs says something else:\n${said}`);
  const [[fewest, , , , , little], , [most, wrong, missing, seconds, bound, busy, peak]] = classes;
  const exponent = Math.log(busy / little) / Math.log(most / fewest);
  return [
    figure(
      `${most} learners`,
      seconds,
      's',
      `calls × 50 ms / 24: ${bound} s`,
      seconds / bound,
      1.25,
      seconds / bound <= 1.25,
    ),
    figure(
      'processor time, 50 to 5,000 learners',
      busy,
      's',
      `50: ${little} s`,
      exponent,
      'exponent 1.05',
      exponent <= 1.05,
    ),
    figure('peak memory', peak, 'MB', 'bound: 250 MB', peak / 250, 1, peak <= 250),
    figure('rows wrong or missing', wrong + missing, 'rows', 'none', wrong + missing, 0, wrong + missing === 0),
  ];
}
