import type { ClassView } from './class-model.ts';
import { classLine, classSentence, learnerLine } from './class-words.ts';
import { data, property } from './github.ts';
import type { Overall } from './model.ts';
import type { ReportOptions } from './reporter.ts';

const levels: Readonly<Record<Exclude<Overall, 'pass'>, 'error' | 'warning' | 'notice'>> = {
  fail: 'error',
  unknown: 'error',
  unverified: 'notice',
};

/** Workflow commands: an annotation for each learner who is not through. */
export async function* classGithub(
  { summary, learners }: ClassView,
  { strict }: ReportOptions,
): AsyncGenerator<string> {
  for await (const entry of learners()) {
    if (entry.verdict === 'pass') continue;
    const level = strict ? 'error' : levels[entry.verdict];
    yield `::${level} title=${property(`${entry.learner}: ${entry.verdict}`)}::${data(learnerLine(entry))}\n`;
  }
  yield `${classLine(summary)}. ${classSentence(summary)}\n`;
}
