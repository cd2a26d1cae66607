import type { ClassReport, Learner, Overall } from './model.ts';

/** How far the class is with one step of the workshop. The four add up to the learners planned. */
export interface StepCount {
  readonly step: number;
  readonly title: string;
  /** Every check of the step holds. */
  readonly through: number;
  /** Something of the step is broken. */
  readonly stuck: number;
  /** Nothing of it is broken; something before it is. */
  readonly blocked: number;
  /** Could not be looked at, or no AWS API shows it and no evidence was given. */
  readonly unseen: number;
}

/** Learners who made the same mistake. */
export interface Misconception {
  readonly code: string;
  /** What it means, in the words of the check. */
  readonly means?: string;
  readonly learners: readonly string[];
  /** The same, told apart by what was put where: learners' own ids and addresses are taken out first. */
  readonly shapes: readonly Shape[];
}

export interface Shape {
  readonly shape: string;
  readonly learners: readonly string[];
}

/** What changed since an earlier report, for the learners who are in both. */
export interface Since {
  readonly startedAt?: string;
  /** Not through, and every row as it was. */
  readonly unmoved: readonly string[];
  readonly moved: readonly {
    readonly learner: string;
    readonly gained: readonly string[];
    readonly lost: readonly string[];
  }[];
}

/** A class report without its learners: all that has to be in memory. */
export interface ClassSummary extends Omit<ClassReport, 'learners' | 'misconceptions'> {
  readonly tool: { readonly name: 'workshop-companion'; readonly version: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly apiCalls: number;
  readonly steps: readonly StepCount[];
  readonly misconceptions: readonly Misconception[];
  readonly since?: Since;
}

/** A class report whose learners are read one at a time, in the order of the roster: it may be larger than memory. */
export interface ClassView {
  readonly summary: ClassSummary;
  learners(): AsyncIterable<Learner>;
}

/** The worst of the class; of nobody nothing is known. */
export const worst = (verdicts: Iterable<Overall>): Overall => {
  const present = new Set(verdicts);
  return (['fail', 'unknown', 'unverified', 'pass'] as const).find((verdict) => present.has(verdict)) ?? 'unknown';
};
