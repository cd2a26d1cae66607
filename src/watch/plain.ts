import { stopping, type Io } from '../commands/command.ts';
import { isDone, nextStep } from '../guide/guide.ts';
import type { Report, ReportRow } from '../report/model.ts';
import { exact } from '../report/lines.ts';
import { countsLine, harmless, inert, targetLine } from '../report/words.ts';
import { changeSentence, clock } from './board.ts';
import type { Follow } from './follow.ts';

/** Line after line, in words: for screen readers, logs and pipes. */
export async function followPlainly(follow: Follow, io: Io, until: (report: Report) => boolean): Promise<void> {
  const stopped = stopping(io);
  const put = (lines: readonly string[]): Promise<void> => io.out(lines.map((line) => `${harmless(line)}\n`).join(''));
  let told = '';
  while (!io.interrupted.aborted) {
    const first = follow.report === undefined;
    const look = await Promise.race([follow.look(), stopped]);
    if (!look) return;
    const { report, changes } = look;
    const now = clock(new Date());
    if (first)
      await put([inert(`${now} ${targetLine(report)}. ${countsLine(report)}.`), ...report.checks.map(rowLine)]);
    await put(changes.map((change) => inert(`${clock(change.at)} ${changeSentence(change)}`)));
    const next = nextStep(report);
    const key = next ? `${next.id} ${next.status} ${next.message}` : 'done';
    if (key !== told) await put(next ? nextLines(next, now) : [`${now} Every link of the sign-in holds.`]);
    told = key;
    if (until(report)) return;
    await Promise.race([new Promise((resume) => setTimeout(resume, follow.interval)), stopped]);
  }
}

const rowLine = (row: ReportRow): string => inert(`${row.status.padEnd(11)} ${row.id}: ${row.message}`);

const nextLines = (row: ReportRow, now: string): string[] => [
  inert(`${now} next: ${row.id}: ${row.message}`),
  ...(row.byHand ? [inert(`by hand: ${row.byHand.text}`)] : []),
  ...(row.byHand?.url ? [inert(`open: ${row.byHand.url}`)] : []),
  ...(row.byHand?.value === undefined ? [] : ['value:', ...exact('', row.byHand.value)]),
];

/** Nothing left to do that an API shows. */
export const isFinished = ({ checks }: Report): boolean =>
  checks.every(({ status }) => isDone(status) || status === 'unverified');
