import type { ClassView } from './class-model.ts';
import { classSentence, learnerLine } from './class-words.ts';
import { xml } from './junit.ts';
import type { Learner } from './model.ts';
import type { ReportOptions } from './reporter.ts';

type Outcome = 'failure' | 'error' | 'skipped' | undefined;

/** A test suite for the class, a test case for each learner: broken is a failure, not known an error. */
export async function* classJunit({ summary, learners }: ClassView, { strict }: ReportOptions): AsyncGenerator<string> {
  const { counts } = summary;
  const totals = { failure: 0, error: 0, skipped: 0 };
  // The totals come first in the document: everyone is read twice rather than kept.
  for await (const entry of learners()) {
    const outcome = outcomeOf(entry, strict);
    if (outcome) totals[outcome]++;
  }
  const attributes = `tests="${counts.planned}" failures="${totals.failure}" errors="${totals.error}" time="${(summary.durationMs / 1000).toFixed(3)}"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="workshop-companion" ${attributes}>\n  <testsuite name="class" ${attributes} skipped="${totals.skipped}" timestamp="${xml(summary.startedAt)}">\n`;
  for await (const entry of learners()) yield testcase(entry, outcomeOf(entry, strict));
  yield `    <system-out>${xml(classSentence(summary))}</system-out>\n  </testsuite>\n</testsuites>\n`;
}

function outcomeOf({ verdict, report }: Learner, strict: boolean): Outcome {
  if (verdict === 'fail') return 'failure';
  if (strict && (report?.counts.warn ?? 0) + (report?.counts.unverified ?? 0) > 0) return 'failure';
  if (verdict === 'unknown') return 'error';
  return verdict === 'unverified' ? 'skipped' : undefined;
}

function testcase(entry: Learner, outcome: Outcome): string {
  const head = `    <testcase classname="${xml(entry.accountId ?? 'account not known')}" name="${xml(entry.learner)}"`;
  const told = (entry.report?.checks ?? []).map(({ id, status, message }) => `${status}: ${id}: ${message}`).join('\n');
  const out = told === '' ? '' : `      <system-out>${xml(told)}</system-out>\n`;
  if (outcome === undefined) return `${head}>\n${out}    </testcase>\n`;
  const message = xml(learnerLine(entry));
  const mark =
    outcome === 'skipped'
      ? `<skipped message="${message}"/>`
      : `<${outcome} message="${message}" type="${xml(entry.firstProblem?.code ?? entry.verdict)}"/>`;
  return `${head}>\n      ${mark}\n${out}    </testcase>\n`;
}
