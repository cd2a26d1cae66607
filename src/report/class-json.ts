import type { ClassSummary, ClassView } from './class-model.ts';
import { printJson } from './json.ts';

/** The one document of a class, an entry at a time: the same bytes as if it were printed at once. */
export async function* classJson({ summary, learners }: ClassView): AsyncGenerator<string> {
  const [head = '', tail = ''] = printJson(ordered(summary)).split('\n  "learners": []');
  yield `${head}\n  "learners": [`;
  let first = true;
  for await (const entry of learners()) {
    yield `${first ? '' : ','}\n    ${printJson(entry).replaceAll('\n', '\n    ')}`;
    first = false;
  }
  yield `${first ? ']' : '\n  ]'}${tail}\n`;
}

const ordered = (summary: ClassSummary): object => ({
  schema: summary.schema,
  tool: summary.tool,
  startedAt: summary.startedAt,
  durationMs: summary.durationMs,
  apiCalls: summary.apiCalls,
  verdict: summary.verdict,
  counts: summary.counts,
  steps: summary.steps,
  learners: [],
  misconceptions: summary.misconceptions,
  ...(summary.since && { since: summary.since }),
  ...(summary.shard && { shard: summary.shard }),
  ...(summary.roster && { roster: summary.roster }),
});
