import type { ClassSummary, Misconception, StepCount } from '../report/class-model.ts';
import { worst } from '../report/class-model.ts';
import type { ClassCounts } from '../report/model.ts';
import { stepTitle } from '../report/words.ts';
import type { Digest } from './digest.ts';

/** The checks as far as a summary needs them. */
export interface Known {
  readonly id: string;
  readonly step: number;
  readonly causes: Readonly<Record<string, string>>;
}

type Summed = Pick<ClassSummary, 'verdict' | 'counts' | 'steps' | 'misconceptions' | 'apiCalls'>;

/** Sums up a class; `digests` in the order of the roster, one for every row of it. */
export const summarize = (digests: readonly Digest[], checks: readonly Known[]): Summed => ({
  verdict: worst(digests.map(({ verdict }) => verdict)),
  counts: countsOf(digests),
  apiCalls: digests.reduce((sum, { apiCalls }) => sum + apiCalls, 0),
  steps: [...new Set(checks.map(({ step }) => step))].sort((a, b) => a - b).map((step) => stepCount(step, digests)),
  misconceptions: misconceptionsOf(digests, checks),
});

function countsOf(digests: readonly Digest[]): ClassCounts {
  const counts = { planned: digests.length, reached: 0, pass: 0, fail: 0, unknown: 0, unverified: 0 };
  for (const { verdict, reached } of digests) {
    counts[verdict]++;
    if (reached) counts.reached++;
  }
  return counts;
}

function stepCount(step: number, digests: readonly Digest[]): StepCount {
  const count = { through: 0, stuck: 0, blocked: 0, unseen: 0 };
  for (const { rows } of digests)
    count[standing(rows.filter((row) => row.step === step).map(({ status }) => status))]++;
  return { step, title: stepTitle(step), ...count };
}

/** Where a learner stands with one step. A row that no AWS API shows holds nobody back who shows everything else. */
function standing(statuses: readonly string[]): 'through' | 'stuck' | 'blocked' | 'unseen' {
  if (statuses.includes('fail')) return 'stuck';
  if (statuses.includes('blocked')) return 'blocked';
  const seen = statuses.some((status) => status === 'pass' || status === 'warn');
  return seen && !statuses.includes('unknown') ? 'through' : 'unseen';
}

/** Most common first; among equally common ones by code. */
function misconceptionsOf(digests: readonly Digest[], checks: readonly Known[]): Misconception[] {
  const codes = new Map<string, Map<string, string[]>>();
  for (const { learner, mistakes } of digests) {
    for (const { code, shape } of mistakes) {
      const shapes = codes.get(code) ?? new Map<string, string[]>();
      codes.set(code, shapes.set(shape, [...(shapes.get(shape) ?? []), learner]));
    }
  }
  const order = new Map(digests.map(({ learner }, index) => [learner, index]));
  const inOrder = (learners: Iterable<string>): string[] =>
    [...new Set(learners)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return [...codes]
    .map(([code, shapes]) => ({
      code,
      ...meaning(code, checks),
      learners: inOrder([...shapes.values()].flat()),
      shapes: [...shapes]
        .map(([shape, learners]) => ({ shape, learners }))
        .sort((a, b) => b.learners.length - a.learners.length || compare(a.shape, b.shape)),
    }))
    .sort((a, b) => b.learners.length - a.learners.length || compare(a.code, b.code));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function meaning(code: string, checks: readonly Known[]): { readonly means?: string } {
  const [id, cause = ''] = code.split('/');
  const causes = checks.find((check) => check.id === id)?.causes ?? {};
  const means = Object.hasOwn(causes, cause) ? causes[cause] : undefined;
  return means === undefined ? {} : { means };
}
