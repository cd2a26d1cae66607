import type { CompletionTable, OptionWord } from './table.ts';

export function fishCompletion({ commands, initial }: CompletionTable): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = [
    '# companion completion for fish. Load it with: companion completion fish | source',
    'complete -c companion -f',
    'complete -c companion -l version -d "show the version"',
    ...commands.map(
      ({ name, describe }) =>
        `complete -c companion -n "not __fish_seen_subcommand_from ${names}" -a ${name} -d ${quoted(describe)}`,
    ),
    ...commands.flatMap((command) => {
      const when =
        command === initial
          ? `__fish_seen_subcommand_from ${command.name}; or not __fish_seen_subcommand_from ${names}`
          : `__fish_seen_subcommand_from ${command.name}`;
      return [
        ...(command.arguments.length > 0
          ? [`complete -c companion -n ${quoted(when)} -a ${quoted(command.arguments.join(' '))}`]
          : []),
        ...command.options.map((option) => optionLine(option, when)),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function optionLine({ flag, describe, follows, list }: OptionWord, when: string): string {
  const head = `complete -c companion -n ${quoted(when)} -l ${flag.slice(2)} -d ${quoted(describe)}`;
  if (follows === 'nothing') return head;
  if (follows === 'file') return `${head} -r -F`;
  if (follows === 'word') return `${head} -x`;
  const words = follows.join(' ');
  return `${head} -x -a ${quoted(list ? `(__fish_append , ${words})` : words)}`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
