import type { ClassView } from './class-model.ts';
import { learnerLine } from './class-words.ts';
import { accountSuite, closing, opening, suite, type Totals, xml } from './junit.ts';
import type { Learner } from './model.ts';
import type { ReportOptions } from './reporter.ts';

/** A suite for each account, a test case for each of its checks. */
export async function* classJunit({ summary, learners }: ClassView, { strict }: ReportOptions): AsyncGenerator<string> {
  const all = { tests: 0, failure: 0, error: 0, skipped: 0 };
  // The totals come first in the document: everyone is read twice rather than kept.
  for await (const entry of learners()) {
    const { totals } = suiteOf(entry, strict);
    for (const name of ['tests', 'failure', 'error', 'skipped'] as const) all[name] += totals[name];
  }
  yield opening(all, summary.durationMs);
  for await (const entry of learners()) yield suiteOf(entry, strict).text;
  yield closing;
}

/** An account that nobody looked at is an error, for its row must not be lost. */
function suiteOf(entry: Learner, strict: boolean): { readonly totals: Totals; readonly text: string } {
  const name = `${accountSuite(entry.accountId)} (${entry.learner})`;
  if (entry.report) return suite(entry.report, { name, strict });
  return {
    totals: { tests: 1, failure: 0, error: 1, skipped: 0 },
    text: `  <testsuite name="${xml(name)}" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="${xml(accountSuite(entry.accountId))}" name="reached">
      <error message="${xml(learnerLine(entry))}" type="${xml(entry.verdict)}"/>
    </testcase>
  </testsuite>
`,
  };
}
