import type { CommandWord, CompletionTable, OptionWord } from './table.ts';

export function zshCompletion({ commands, initial }: CompletionTable): string {
  return `#compdef companion
# companion completion for zsh. Load it with: source <(companion completion zsh)
_companion() {
  local -a commands
  commands=(
${commands.map(({ name, describe }) => `    ${quoted(`${name}:${describe}`)}`).join('\n')}
  )
  local command=""
  local word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n "\${commands[(r)\${word}:*]}" ]]; then command="$word"; break; fi
  done
  case "$command" in
${commands.map((command) => `    ${command.name})\n${argumentsOf(command)}\n      ;;`).join('\n')}
    *)
      if [[ "\${words[CURRENT]}" != -* ]]; then _describe 'command' commands; fi
${argumentsOf(initial)}
      ;;
  esac
}
compdef _companion companion
`;
}

const argumentsOf = ({ arguments: words, options }: CommandWord): string =>
  [
    '      _arguments \\',
    ...options.map((option) => `        ${quoted(specOf(option))} \\`),
    `        ${quoted(`*:argument:(${words.join(' ')})`)}`,
  ].join('\n');

const specOf = ({ flag, describe, follows, list }: OptionWord): string => {
  const told = `*${flag}[${describe.replace(/[[\]:\\]/g, ' ')}]`;
  if (follows === 'nothing') return told;
  if (follows === 'file') return `*${flag}=[${describe.replace(/[[\]:\\]/g, ' ')}]:file:_files`;
  const words = follows === 'word' ? '' : follows.join(' ');
  const values = follows === 'word' ? ' ' : list ? `_values -s , value ${words}` : `(${words})`;
  return `*${flag}=[${describe.replace(/[[\]:\\]/g, ' ')}]:value:${values}`;
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
