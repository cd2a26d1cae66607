import type { Command } from './command.ts';

export const completion: Command = {
  name: 'completion',
  takes: '<shell>',
  describe: 'print the completion script for bash, zsh or fish',
  options: {},
  examples: [
    ['source <(companion completion bash)', 'for this bash; put the line into ~/.bashrc to keep it'],
    ['companion completion fish > ~/.config/fish/completions/companion.fish', 'for every fish'],
  ],
  run: async (args, io) => (await import('./completion/run.ts')).runCompletion(args, io),
};
