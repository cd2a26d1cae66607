import * as v from 'valibot';
import type { Since } from '../report/class-model.ts';
import type { ClassReport, Learner } from '../report/model.ts';

// What is read of a report that somebody hands in; whatever else it holds is kept as it is.
const texts = v.array(v.string());
const verdict = v.picklist(['pass', 'fail', 'unknown', 'unverified']);

const row = v.looseObject({
  id: v.string(),
  step: v.number(),
  title: v.string(),
  status: v.picklist(['pass', 'warn', 'fail', 'blocked', 'unknown', 'unverified']),
  evidence: v.string(),
  message: v.string(),
  problems: v.array(
    v.looseObject({
      code: v.string(),
      message: v.string(),
      expected: v.optional(v.string()),
      actual: v.optional(v.string()),
    }),
  ),
});

const learner = v.looseObject({
  learner: v.string(),
  accountId: v.optional(v.string()),
  verdict,
  reached: v.boolean(),
  reason: v.optional(v.string()),
  firstProblem: v.optional(v.looseObject({ id: v.string(), code: v.string() })),
  report: v.optional(
    v.looseObject({
      startedAt: v.string(),
      durationMs: v.number(),
      verdict,
      counts: v.looseObject({ warn: v.number() }),
      checks: v.array(row),
      target: v.looseObject({ region: v.string() }),
      apiCalls: v.number(),
    }),
  ),
});

const report = v.looseObject({
  schema: v.literal('workshop-companion/class@1'),
  verdict,
  counts: v.looseObject({ planned: v.number() }),
  startedAt: v.optional(v.string()),
  durationMs: v.optional(v.number()),
  learners: v.array(learner),
  misconceptions: v.array(v.looseObject({ code: v.string(), learners: texts })),
  shard: v.optional(
    v.looseObject({
      index: v.pipe(v.number(), v.integer(), v.minValue(1)),
      count: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  ),
  roster: v.optional(texts),
  since: v.optional(
    v.looseObject({
      startedAt: v.optional(v.string()),
      unmoved: texts,
      moved: v.array(v.looseObject({ learner: v.string(), gained: texts, lost: texts })),
    }),
  ),
});

/** A class report as it was written to a file, perhaps by another version. */
export type ClassFile = ClassReport & {
  readonly startedAt?: string;
  readonly durationMs?: number;
  readonly since?: Since;
};

// The schemas look at the members that are read; the types promise all that our own writer writes.
export const isLearner = (value: unknown): value is Learner => v.is(learner, value);
export const isClassFile = (value: unknown): value is ClassFile => v.is(report, value);
