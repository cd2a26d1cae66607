import { didYouMean, Misuse } from '../misuse.ts';
import { exitCode, exitCodes } from '../report/exit.ts';
import { countStatuses, overall, type Report } from '../report/model.ts';
import { printable } from '../text/near.ts';

const gates = ['warn', 'unverified', 'unknown'] as const;
export type Gate = (typeof gates)[number];

const isGate = (name: string): name is Gate => gates.some((gate) => gate === name);

/** `--fail-on warn,unknown`: what fails the run besides `fail`. */
export function readGates(given: readonly string[]): Gate[] {
  const names = listed(given);
  return names.map((name) => {
    if (!isGate(name))
      throw new Misuse(
        `--fail-on: there is no "${printable(name)}" to fail on${didYouMean(name, gates) || `; there are ${gates.join(', ')}.`}`,
      );
    return name;
  });
}

/** `a,b` and `a`, `b`, given once or several times. */
export const listed = (given: readonly string[]): string[] =>
  given
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The exit code under everything that was asked for. What the baseline accepted counts as right. */
export function gatedExit(
  report: Report,
  {
    strict,
    failOn,
    complaints = 0,
  }: { readonly strict: boolean; readonly failOn: readonly Gate[]; readonly complaints?: number },
): number {
  const checks = report.checks.map((row) => (row.accepted ? { ...row, status: 'pass' as const } : row));
  const counts = countStatuses(checks.map(({ status }) => status));
  if (failOn.some((gate) => counts[gate] > 0)) return exitCodes.failed;
  if (strict && complaints > 0) return exitCodes.failed;
  return exitCode({ checks, counts, verdict: overall(counts) }, { strict });
}
