import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

export const check: Command = {
  name: 'check',
  isDefault: true,
  takes: '[id..]',
  describe: 'judge one account, every check or the ones named (the default)',
  options: {
    ...settingOptions,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
    only: { type: 'texts', value: 'ID[,ID]', describe: 'judge these checks alone' },
    skip: { type: 'texts', value: 'ID[,ID]', describe: 'leave these checks out' },
    'fail-on': { type: 'texts', value: 'STATUS', describe: 'warn, unverified or unknown; exit 1 for these too' },
    baseline: { value: 'FILE', describe: 'what is accepted, why and until when (YAML: accept, reason, expires)' },
    expect: { value: 'WORLD', describe: 'whether the account is like this world; empty: handed back clean' },
    bundle: { value: 'FILE', describe: 'also write what was read, names masked, for somebody who helps' },
    'from-bundle': { value: 'FILE', describe: 'judge what such a file holds, without an account' },
  },
  examples: [
    ['companion', 'look at the account of your AWS credentials'],
    ['companion check --sandbox', 'look at a finished workshop in the embedded AWS'],
    ['companion check role-trust --region eu-west-2', 'judge one check'],
    ['companion check --format list --format junit=report.xml', 'the list on screen, JUnit in a file'],
  ],
  run: async (args, io) => (await import('./check/run.ts')).runCheck(args, io),
};
