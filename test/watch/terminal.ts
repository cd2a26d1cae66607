import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import process from 'node:process';
import { cleanEnvironment, cli, folder } from '../cli/run.ts';

/** A person's terminal with the built command in it. */
export interface Session {
  /** What is on the screen now, line by line. */
  screen(): string;
  /** Waits until the screen shows this. */
  shows(what: RegExp | string, ms?: number): Promise<string>;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  readonly exited: Promise<number>;
  /** Everything that was ever written to the terminal. */
  raw(): string;
  /** Whether the alternate screen is shown. */
  alternate(): boolean;
  readonly cwd: string;
}

export interface Starting {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly columns?: number;
  readonly rows?: number;
}

export function start(
  args: readonly string[],
  { env = {}, cwd = folder(), columns = 100, rows = 44 }: Starting = {},
): Session {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  let raw = '';
  const child = spawn(process.execPath, [cli, ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { ...cleanEnvironment(cwd), TERM: 'xterm-256color', ...env },
  });
  child.onData((data) => {
    raw += data;
    terminal.write(data);
  });
  const screen = (): string => {
    const { active } = terminal.buffer;
    const lines = Array.from(
      { length: terminal.rows },
      (_, row) =>
        active
          .getLine(active.baseY + row)
          ?.translateToString(true, 0, terminal.cols)
          .trimEnd() ?? '',
    );
    return lines.join('\n').trimEnd();
  };
  return {
    screen,
    async shows(what, ms = 20_000) {
      const until = Date.now() + ms;
      for (;;) {
        const now = screen();
        if (typeof what === 'string' ? now.includes(what) : what.test(now)) return now;
        if (Date.now() > until) throw new Error(`The screen never showed ${String(what)}:\n${now}`);
        await new Promise((resume) => setTimeout(resume, 50));
      }
    },
    type: (keys) => child.write(keys),
    resize(cols, newRows) {
      terminal.resize(cols, newRows);
      child.resize(cols, newRows);
    },
    exited: new Promise((resolve) => {
      // What is on its way to the screen still has to arrive there.
      child.onExit(({ exitCode }) => terminal.write('', () => resolve(exitCode)));
    }),
    raw: () => raw,
    alternate: () => terminal.buffer.active.type === 'alternate',
    cwd,
  };
}
