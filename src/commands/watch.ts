import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

export const watch: Command = {
  name: 'watch',
  takes: '[id..]',
  describe: 'the same checklist, live, while you work in the console',
  options: {
    ...settingOptions,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
    'until-done': { type: 'flag', describe: 'end as soon as nothing is left to do that an API shows' },
  },
  examples: [
    ['companion watch', 'keep it beside the console: what turns right is shown at once'],
    ['companion watch --sandbox=after-step-2', 'try it on the embedded AWS'],
    ['companion watch --plain', 'line after line, for screen readers and logs'],
  ],
  run: async (args, io) => (await import('../watch/run.ts')).runWatch(args, io),
};
