import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

const { profile, region, sandbox, plain } = settingOptions;

export const undo: Command = {
  name: 'undo',
  takes: '[journal]',
  describe: 'take back what a fix did, from its journal, newest first',
  options: {
    profile,
    region,
    sandbox,
    plain,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
    'dry-run': { type: 'flag', describe: 'stop after the plan' },
    yes: { type: 'flag', describe: 'take back without asking whatever comes back exactly as it was' },
    accept: {
      type: 'texts',
      value: 'CODE',
      describe: 'take back the fix of this problem without asking, even where it does not come back exactly',
    },
    account: { value: 'ID', describe: 'refuse any other account' },
  },
  examples: [
    ['companion undo --dry-run', 'what the newest journal of this account would take back'],
    ['companion undo --yes', 'take it back'],
    ['companion undo .companion/journal-111122223333-20261124T090000000Z.jsonl', 'an older one'],
  ],
  run: async (args, io) => (await import('./undo/run.ts')).runUndo(args, io),
};
