import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { AnyCheck, Verdict } from './check.ts';
import { printable } from './text/near.ts';

type Pending = readonly { readonly check: AnyCheck; readonly row: Promise<Verdict> }[];

/** Draws rows on standard error as they become known. Listr is handed promises, never the work itself. */
export async function drawProgress(pending: Pending): Promise<void> {
  // Standard output belongs to the report.
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  const tasks = pending.map(({ check, row }) => ({
    title: check.title,
    task: async (_: unknown, task: { title: string; skip(message: string): void }) => {
      const { status, message } = await row;
      task.title = `${check.title}: ${status}`;
      if (status === 'fail') throw new Error(printable(message));
      if (status === 'blocked' || status === 'unknown' || status === 'unverified') task.skip(task.title);
    },
  }));
  await new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    // Its own handler would leave with 127.
    registerSignalListeners: false,
    rendererOptions: {
      logger,
      showErrorMessage: false,
      collapseErrors: false,
      clearOutput: true,
      // A line each: what is taller than the terminal cannot be redrawn.
      formatOutput: 'truncate',
    },
  }).run();
}
