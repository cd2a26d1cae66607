import type { Option } from '../../settings/options.ts';
import type { Command } from '../command.ts';

/** What can follow an option. */
export type Follows = 'nothing' | 'file' | 'word' | readonly string[];

export interface OptionWord {
  /** With its dashes. */
  readonly flag: string;
  readonly describe: string;
  readonly follows: Follows;
  /** Several of them may follow as one word, with commas between. */
  readonly list?: true;
}

export interface CommandWord {
  readonly name: string;
  readonly describe: string;
  /** What can stand after the command, besides options. */
  readonly arguments: readonly string[];
  readonly options: readonly OptionWord[];
}

/** What the shells are told, whichever shell it is: made from the table of commands, so nothing can be missing. */
export interface CompletionTable {
  readonly commands: readonly CommandWord[];
  /** Of the command that is meant when none is named. */
  readonly initial: CommandWord;
}

/** Lists of words that only the product knows. */
export interface Vocabulary {
  readonly checks: readonly string[];
  readonly worlds: readonly string[];
  readonly regions: readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;

export function completionTable(commands: readonly Command[], vocabulary: Vocabulary): CompletionTable {
  const words = commands.map((command) => commandWord(command, vocabulary));
  const initial = words[commands.findIndex(({ isDefault }) => isDefault)] ?? words[0];
  if (!initial) throw new Error('There is no command to complete.');
  return { commands: words, initial };
}

const help: OptionWord = { flag: '--help', describe: 'show help', follows: 'nothing' };

const commandWord = ({ name, describe, takes = '', options }: Command, vocabulary: Vocabulary): CommandWord => ({
  name,
  describe: oneLine(describe),
  arguments: argumentsOf(takes, vocabulary),
  options: [...Object.entries(options).map(([option, about]) => optionWord(option, about, vocabulary)), help],
});

function argumentsOf(takes: string, { checks, worlds }: Vocabulary): readonly string[] {
  if (/\b(id|topic)\b/.test(takes)) return checks;
  if (/\bworld\b/.test(takes)) return worlds;
  return /\bshell\b/.test(takes) ? shells : [];
}

const optionWord = (name: string, option: Option, vocabulary: Vocabulary): OptionWord => ({
  flag: `--${name}`,
  describe: oneLine(option.describe),
  follows: followsOf(name, option, vocabulary),
  ...(lists.has(name) && { list: true }),
});

/** What is read as `a,b`. */
const lists: ReadonlySet<string> = new Set(['only', 'skip', 'fail-on']);

function followsOf(
  name: string,
  { type, value = '', describe }: Option,
  { checks, worlds, regions }: Vocabulary,
): Follows {
  if (type === 'flag') return 'nothing';
  if (name === 'sandbox' || name === 'expect') return worlds;
  if (name === 'only' || name === 'skip') return checks;
  if (name.endsWith('region')) return regions;
  if (name === 'hint') return ['1', '2', '3', '4', '5'];
  // The describing sentence begins with the choices: "list, json or csv; …".
  if (name === 'format' || name === 'fail-on' || name === 'for') return choicesIn(describe);
  return /FILE|DIR/.test(value) ? 'file' : 'word';
}

const choicesIn = (describe: string): string[] =>
  (describe.split(';')[0] ?? '').split(/,\s*|\s+(?:or|and)\s+/).filter((word) => /^[a-z]+$/.test(word));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
