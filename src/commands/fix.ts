import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

const { format: _, ...settings } = settingOptions;

export const fix: Command = {
  name: 'fix',
  takes: '[id..]',
  describe: 'show the plan, ask, put right what AWS has an API for, and look again',
  options: {
    ...settings,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
    'dry-run': { type: 'flag', describe: 'stop after the plan' },
    yes: { type: 'flag', describe: 'apply every ordinary fix without asking; never a choice' },
    accept: { type: 'texts', value: 'CODE', describe: 'apply the fix of this problem without asking, a choice too' },
    account: { value: 'ID', describe: 'refuse any other account' },
    plan: { value: 'FILE', describe: 'write the plan to FILE and stop' },
    apply: { value: 'FILE', describe: 'apply the plan in FILE, if nothing that it rests on has changed' },
    wait: {
      value: 'SECONDS',
      describe: 'how long to wait for steps by hand; left out: ten minutes in a terminal, else not at all',
    },
    format: { value: 'NAME', describe: 'list (the default) or json' },
  },
  examples: [
    ['companion fix --dry-run', 'every call that would be made, with its input'],
    ['companion fix --yes', 'put right whatever can be taken back exactly'],
    ['companion fix --yes --accept organization-present/missing', 'and create the organization'],
    ['companion fix role-trust', 'one check'],
    ['companion undo', 'take it all back'],
  ],
  run: async (args, io) => (await import('./fix/run.ts')).runFix(args, io),
};
