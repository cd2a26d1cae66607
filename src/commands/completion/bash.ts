import type { CommandWord, CompletionTable, OptionWord } from './table.ts';

/** For bash 3.2 (macOS) and later: no associative arrays, no mapfile. */
export function bashCompletion({ commands, initial }: CompletionTable): string {
  const names = commands.map(({ name }) => name);
  const values = new Map<string, OptionWord>();
  for (const { options } of commands)
    for (const option of options) if (option.follows !== 'nothing') values.set(option.flag, option);
  return `# companion completion for bash. Load it with: source <(companion completion bash)
_companion() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" word
  COMPREPLY=()
  # bash takes --flag=value apart at the sign.
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${names.join('|')}) command="$word"; break ;; esac
  done
  case "$command $prev" in
${commands.flatMap((command) => command.options.filter(({ flag, follows }) => follows !== 'nothing' && values.get(flag)?.follows !== follows && !same(values.get(flag), follows)).map((option) => `    "${command.name} ${option.flag}") ${reply(option)}; return ;;`)).join('\n')}
  esac
  case "$prev" in
${[...values.values()].map((option) => `    ${option.flag}) ${reply(option)}; return ;;`).join('\n')}
  esac
  case "$command" in
${commands.map((command) => `    ${command.name}) COMPREPLY=( $(compgen -W "${wordsOf(command)}" -- "$cur") ) ;;`).join('\n')}
    *) COMPREPLY=( $(compgen -W "${names.join(' ')} ${wordsOf(initial)} --version" -- "$cur") ) ;;
  esac
}
complete -F _companion companion
`.replace(/  case "\$command \$prev" in\n\n  esac\n/, '');
}

const same = (option: OptionWord | undefined, follows: OptionWord['follows']): boolean =>
  String(option?.follows) === String(follows);

const reply = ({ follows, list }: OptionWord): string => {
  if (follows === 'file') return 'compopt -o filenames 2>/dev/null; COMPREPLY=( $(compgen -f -- "$cur") )';
  if (follows === 'word' || follows === 'nothing') return ':';
  const words = `-W "${follows.join(' ')}"`;
  // What stands before the last comma stays.
  return list
    ? `COMPREPLY=( $(compgen -P "\${cur%"\${cur##*,}"}" ${words} -- "\${cur##*,}") )`
    : `COMPREPLY=( $(compgen ${words} -- "$cur") )`;
};

const wordsOf = ({ arguments: words, options }: CommandWord): string =>
  [...words, ...options.map(({ flag }) => flag)].join(' ');
