import yargs, { type Argv, type Options } from 'yargs';
import { didYouMean, Misuse } from '../misuse.ts';
import type { Option } from '../settings/options.ts';
import { printable } from '../text/near.ts';
import type { Args, Command, Io } from './command.ts';
import { commands } from './index.ts';

const everywhere: Readonly<Record<string, Option>> = {
  debug: { type: 'flag', describe: 'show where an unexpected error came from' },
};

/** Parses the command line and runs the command that it names; gives the exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let chosen: { command: Command; args: Args } | undefined;
  let help = '';
  const choose = (command: Command, args: Args): void => void (chosen = { command, args });
  const parser = commandLine(argv, choose, Math.min(io.stdout.columns ?? 100, 120));
  await parser.parseAsync(sandboxAlone(argv), {}, (_error, _args, output) => {
    help = output;
  });
  if (help !== '') {
    await io.out(`${help}\n`);
    return 0;
  }
  if (!chosen) throw new Misuse('There is nothing to do; companion --help lists the commands.');
  return chosen.command.run(chosen.args, io);
}

/** `--sandbox` has an optional value, and would take the next word for it. */
const sandboxAlone = (argv: readonly string[]): string[] =>
  argv.map((word) => (word === '--sandbox' ? '--sandbox=' : word));

function commandLine(argv: readonly string[], choose: (command: Command, args: Args) => void, width: number): Argv {
  const parser = yargs()
    .scriptName('companion')
    .usage(
      '$0 [command]\n\nLooks at the AWS account of a workshop learner and says which link of the sign-in is broken.',
    )
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .options(yargsOptions(everywhere))
    .exitProcess(false)
    .locale('en')
    .version(VERSION)
    .alias('h', 'help')
    .strict()
    .wrap(width)
    .fail(refuse(argv, Object.keys(everywhere), ''));
  withoutUnreadHelp(parser);
  for (const command of commands) {
    const takes = command.takes ? ` ${command.takes}` : '';
    parser.command(
      command.isDefault ? [`${command.name}${takes}`, '$0'] : `${command.name}${takes}`,
      command.describe,
      (builder) => optionsOf(builder, argv, command),
      (args) => choose(command, args),
    );
  }
  return parser;
}

/** After each command yargs renders its help, for callers of getHelp(), of which we are none: a tenth of a whole check. */
function withoutUnreadHelp(parser: Argv): void {
  type Inside = { getInternalMethods(): { getUsageInstance(): { cacheHelpMessage: () => void } } };
  (parser as unknown as Inside).getInternalMethods().getUsageInstance().cacheHelpMessage = () => undefined;
}

function optionsOf(builder: Argv, argv: readonly string[], command: Command): Argv {
  const known = [...Object.keys(command.options), ...Object.keys(everywhere), 'help', 'version'];
  for (const [line, what] of command.examples ?? []) builder.example(line, what);
  refuseFlagValues(argv, { ...everywhere, ...command.options });
  return builder.options(yargsOptions(command.options)).fail(refuse(argv, known, ` ${command.name}`));
}

/** yargs takes `--strict=perhaps` for false. */
function refuseFlagValues(argv: readonly string[], options: Readonly<Record<string, Option>>): void {
  for (const word of argv) {
    const [, name = '', value = ''] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
    if (options[name]?.type !== 'flag' || value === 'true' || value === 'false') continue;
    throw new Misuse(`--${name} should be true or false, not "${printable(value)}".`);
  }
}

/** What yargs objects to is a misuse; any other error goes its way. */
const refuse =
  (argv: readonly string[], known: readonly string[], command: string) =>
  (message: string | null, error?: Error): never => {
    if (error && error.name !== 'YError') throw error;
    throw new Misuse(misuse(message ?? error?.message ?? '', argv, known, command));
  };

/** yargs says what is wrong; this says what was probably meant. */
function misuse(message: string, argv: readonly string[], known: readonly string[], command: string): string {
  const help = `companion${command} --help`;
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1]?.split(', ')[0];
  if (unknown !== undefined) {
    const typed = argv
      .map((word) => word.split('=')[0] ?? '')
      .find((word) => word.startsWith('-') && word.replace(/^-+/, '') === unknown);
    if (typed === undefined) return `"${printable(unknown)}" is one word too many; see ${help}.`;
    return `There is no option ${printable(typed)}${didYouMean(unknown, known, (name) => `--${name}`) || `; ${help} lists them.`}`;
  }
  const without = /^Not enough arguments following: (.*)$/s.exec(message)?.[1];
  if (without !== undefined) return `--${printable(without)} needs a value; ${help} says which.`;
  if (message.startsWith('Not enough non-option arguments'))
    return `companion${command} needs one word more; see ${help}.`;
  return `${printable(message.split('\n')[0] ?? '').replace(/\.$/, '')}; see ${help}.`;
}

const yargsOptions = (options: Readonly<Record<string, Option>>): Record<string, Options> =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, value, describe }]) => {
      if (type === 'flag') return [name, { type: 'boolean', describe }];
      const optional = value?.startsWith('[') === true;
      return [
        name,
        { type: 'string', describe: value && !optional ? `${value}: ${describe}` : describe, requiresArg: !optional },
      ];
    }),
  );
