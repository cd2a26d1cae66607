import { createGzip, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { toAccountPage, toClassPage, toPageLearner } from '../page/data.ts';
import { around, readParts } from '../page/document.ts';
import type { ClassView } from './class-model.ts';
import type { ClassOptions, ClassReporter } from './class-reporter.ts';
import type { Reporter } from './reporter.ts';

/** The learner's own page: one file that opens offline. */
export async function html(): Promise<Reporter> {
  const parts = await readParts();
  return (report) => {
    const [before, after] = around(parts, 'Amazon Connect sign-in', false);
    return before + gzipSync(JSON.stringify(toAccountPage(report)), { level: 9 }).toString('base64') + after;
  };
}

/** The instructor's page: one file that opens offline, written a learner at a time. */
export async function classHtml(): Promise<ClassReporter> {
  const parts = await readParts();
  return async function* (view, options) {
    const [before, after] = around(parts, 'Amazon Connect sign-in: the class', false);
    yield before;
    yield* base64(Readable.from(pageJson(view, options)).pipe(createGzip({ level: 6 })));
    yield after;
  };
}

async function* pageJson({ summary, learners }: ClassView, { checks }: ClassOptions): AsyncGenerator<string> {
  const page = JSON.stringify(toClassPage(summary, summary.startedAt, checks));
  // The learners are the last member of the page, and still empty.
  yield page.slice(0, -']}'.length);
  let separator = '';
  for await (const entry of learners()) {
    yield separator + JSON.stringify(toPageLearner(entry, checks));
    separator = ',';
  }
  yield ']}';
}

/** Three bytes are four letters: what is left over waits for the next chunk. */
async function* base64(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % 3);
    yield bytes.toString('base64', 0, whole);
    rest = Buffer.from(bytes.subarray(whole));
  }
  yield rest.toString('base64');
}
