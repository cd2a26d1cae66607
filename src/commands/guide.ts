import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

export const guide: Command = {
  name: 'guide',
  takes: '[id..]',
  describe: 'each step of the workshop with this account’s real values filled in and the console link',
  options: {
    ...settingOptions,
    format: { type: 'texts', value: 'NAME[=FILE]', describe: 'list, markdown or html; to standard output or to FILE' },
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
  },
  examples: [
    ['companion guide', 'the whole module as your own sheet'],
    ['companion guide policy-scope', 'one step: the policy for your instance, ready to paste'],
    ['companion guide --format html=guide.html', 'a page to keep open beside the console'],
  ],
  run: async (args, io) => (await import('../guide/run.ts')).runGuide(args, io),
};
