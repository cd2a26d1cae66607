import type { ClassView } from './class-model.ts';
import { classLine, classSentence, learnerLine, learnersOf } from './class-words.ts';
import { code, text } from './markdown.ts';
import type { Overall } from './model.ts';
import { symbols } from './words.ts';

/** For a step summary or an issue: who needs help, what is misunderstood, how far the class is. */
export async function* classMarkdown({ summary, learners }: ClassView): AsyncGenerator<string> {
  yield `## Amazon Connect sign-in, the class: ${summary.verdict}\n\n${text(classLine(summary))}. ${text(classSentence(summary))}\n`;
  yield `\n| step | through | stuck | blocked | not seen |\n| --- | --: | --: | --: | --: |\n`;
  for (const { title, through, stuck, blocked, unseen } of summary.steps)
    yield `| ${text(title)} | ${through} | ${stuck} | ${blocked} | ${unseen} |\n`;
  if (summary.misconceptions.length > 0)
    yield '\n### What went wrong, most common first\n\n| learners | code | meaning |\n| --: | --- | --- |\n';
  for (const { code: id, means, learners: who } of summary.misconceptions)
    yield `| ${who.length} | ${code(id)} | ${text(means ?? '')} |\n`;
  if (summary.since)
    yield `\n${text(`${learnersOf(summary.since.moved.length)} moved since the last report, ${summary.since.unmoved.length} did not.`)}${summary.since.unmoved.length > 0 ? ` Not moved: ${summary.since.unmoved.map(text).join(', ')}.` : ''}\n`;
  yield '\n### Learners\n\n| | learner | account | |\n| --- | --- | --- | --- |\n';
  for await (const entry of learners()) {
    yield `| ${verdictSymbols[entry.verdict]} ${entry.verdict} | ${text(entry.learner)} | ${entry.accountId ?? ''} | ${text(learnerLine(entry))} |\n`;
  }
}

export const verdictSymbols: Readonly<Record<Overall, string>> = {
  pass: symbols.pass,
  fail: symbols.fail,
  unknown: symbols.unknown,
  unverified: symbols.unverified,
};
