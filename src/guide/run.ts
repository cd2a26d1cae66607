import { insistOnAccount, openAccount } from '../commands/account.ts';
import { chooseChecks } from '../commands/check/choose.ts';
import { writeWhole } from '../commands/check/write.ts';
import { type Args, type Io, isPlain, words } from '../commands/command.ts';
import { judge } from '../judge.ts';
import { exitCodes } from '../report/exit.ts';
import { type Output, outputsOf } from '../settings/outputs.ts';
import { printable } from '../text/near.ts';
import { makeSheet, type Sheet } from './guide.ts';
import type { SheetOptions } from './list.ts';

type Draw = (sheet: Sheet, options: SheetOptions) => string;

const drawings = {
  list: async () => (await import('./list.ts')).sheetList,
  markdown: async () => (await import('./markdown.ts')).sheetMarkdown,
  html: async () => (await import('./html.ts')).sheetHtml,
} satisfies Readonly<Record<string, () => Promise<Draw>>>;

const sheetFormats = ['list', 'markdown', 'html'] as const satisfies readonly (keyof typeof drawings)[];
type SheetOutput = Output<(typeof sheetFormats)[number]>;

/** Prints the sheet. What is not there yet is a step to do, so the exit code is 0 whatever the account looks like. */
export async function runGuide(args: Args, io: Io): Promise<number> {
  const outputs = outputsOf({ values: words(args, 'format'), from: '--format' }, io.cwd, sheetFormats);
  const { format: _own, ...rest } = args;
  const account = await openAccount(rest, io, (checks) => chooseChecks(words(args, 'id'), checks));
  if (!account) return exitCodes.interrupted;
  const { checks: all, asked, aws } = account;
  const wanted = chooseChecks(words(args, 'id'), all);
  await insistOnAccount(account, io);
  const judging = judge(all, aws, asked.settings);
  const whole = await makeSheet({
    checks: all,
    report: await judging.report,
    run: judging.run,
    settings: asked.settings,
  });
  const sheet = { ...whole, steps: whole.steps.filter(({ id }) => wanted.some((check) => check.id === id)) };
  const plain = isPlain(asked.plain, io, io.stdout);
  const width = Math.min(200, Math.max(60, io.stdout.columns ?? (Number(io.env['COLUMNS']) || 100)));
  await write(sheet, outputs, { width, colour: !plain, plain }, io);
  return 0;
}

async function write(sheet: Sheet, outputs: readonly SheetOutput[], options: SheetOptions, io: Io): Promise<void> {
  for (const { format, file } of outputs.length > 0 ? outputs : [{ format: 'list' as const, file: undefined }]) {
    const draw: Draw = await drawings[format]();
    if (file === undefined) {
      await io.out(draw(sheet, options));
      continue;
    }
    await writeWhole(file, draw(sheet, { width: 100, colour: false, plain: true }));
    await io.err(`companion: written: ${printable(file)}\n`);
  }
}
