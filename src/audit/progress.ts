import fastStringWidth from 'fast-string-width';
import type { Io } from '../commands/command.ts';
import { learnerLine } from '../report/class-words.ts';
import type { Learner, Overall } from '../report/model.ts';
import { symbols } from '../report/words.ts';
import { printable } from '../text/near.ts';

/** Tells how an audit goes, on standard error. */
export interface Progress {
  started(name: string): void;
  known(entry: Learner): void;
  end(): Promise<void>;
}

/** A line for each learner, for logs and screen readers. */
export function linesProgress(total: number, io: Io): Progress {
  let done = 0;
  let queue: Promise<void> = Promise.resolve();
  return {
    started: () => undefined,
    known(entry) {
      done++;
      const code = entry.firstProblem
        ? ` ${entry.firstProblem.code}`
        : entry.reached
          ? ''
          : ` (${printable(entry.reason ?? '')})`;
      const line = `${done}/${total} ${printable(entry.learner)}: ${entry.verdict}${code}\n`;
      queue = queue.then(() => io.err(line));
    },
    end: () => queue,
  };
}

const EVERY = 120;
const NAMES = 4;

/** A bar that is drawn over itself: how far, how fast, how long still, who fails now. Nothing scrolls. */
export function drawnProgress(total: number, io: Io): Progress {
  const startedAt = Date.now();
  const running = new Set<string>();
  const counts: Record<Overall, number> = { pass: 0, fail: 0, unknown: 0, unverified: 0 };
  const failing: string[] = [];
  let drawn = 0;
  let writing: Promise<void> | undefined;
  const draw = async (): Promise<void> => {
    const lines = picture({
      total,
      counts,
      running: [...running],
      failing,
      seconds: (Date.now() - startedAt) / 1000,
      width: (io.stderr.columns ?? 80) - 1,
    });
    const before = erase(drawn);
    drawn = lines.length;
    await io.err(before + lines.map((line) => `${line}\n`).join(''));
    writing = undefined;
  };
  const timer = setInterval(() => {
    writing ??= draw();
  }, EVERY);
  return {
    started: (name) => void running.add(printable(name)),
    known(entry) {
      running.delete(printable(entry.learner));
      counts[entry.verdict]++;
      if (entry.verdict === 'fail' || !entry.reached)
        failing.unshift(`${printable(entry.learner)} ${entry.firstProblem?.code ?? learnerLine(entry)}`);
      failing.length = Math.min(failing.length, NAMES);
    },
    async end() {
      clearInterval(timer);
      await writing;
      await io.err(erase(drawn));
    },
  };
}

const erase = (lines: number): string => (lines > 0 ? `\u001b[${lines}A\u001b[0J` : '');

interface Picture {
  readonly total: number;
  readonly counts: Readonly<Record<Overall, number>>;
  readonly running: readonly string[];
  readonly failing: readonly string[];
  readonly seconds: number;
  readonly width: number;
}

export function picture({ total, counts, running, failing, seconds, width }: Picture): string[] {
  const done = counts.pass + counts.fail + counts.unknown + counts.unverified;
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? duration((total - done) / rate) : '…';
  const size = Math.min(40, Math.max(10, width - 50));
  const full = total > 0 ? Math.round((done / total) * size) : size;
  const bar = `${'█'.repeat(full)}${'░'.repeat(size - full)}`;
  const states = (Object.keys(counts) as Overall[])
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${symbols[verdict]} ${counts[verdict]} ${verdict}`);
  return [
    `${bar} ${done}/${total}  ${rate.toFixed(1)}/s  ${left} left`,
    `  ${states.join('  ') || 'no answer yet'}`,
    `  now: ${running.slice(0, NAMES).join(', ')}${running.length > NAMES ? ` and ${running.length - NAMES} more` : ''}`,
    ...failing.map((each) => `  ${symbols.fail} ${each}`),
  ].map((line) => cut(line, width));
}

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

function cut(line: string, width: number): string {
  if (fastStringWidth(line) <= width) return line;
  let kept = '';
  for (const letter of line) {
    if (fastStringWidth(kept + letter) > width - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}
