import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

export const check: Command = {
  name: 'check',
  isDefault: true,
  takes: '[id..]',
  describe: 'judge one account, every check or the ones named (the default)',
  options: { ...settingOptions, config: { value: 'FILE', describe: 'settings file, when not companion.yaml' } },
  examples: [
    ['companion', 'look at the account of your AWS credentials'],
    ['companion check --sandbox', 'look at a finished workshop in the embedded AWS'],
    ['companion check role-trust --region eu-west-2', 'judge one check'],
    ['companion check --format list --format junit=report.xml', 'the list on screen, JUnit in a file'],
  ],
  run: async (args, io) => (await import('./check/run.ts')).runCheck(args, io),
};
