import { settingOptions } from '../settings/options.ts';
import { type Command, words } from './command.ts';

const { format, strict, checks, plain } = settingOptions;

export const merge: Command = {
  name: 'merge',
  takes: '[file..]',
  describe: 'join the class reports of shards',
  options: {
    'allow-missing': { type: 'flag', describe: 'learners of a shard that is not there become unknown' },
    format,
    strict,
    checks,
    plain,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
  },
  examples: [
    ['companion merge shard-*.json --format html=class.html', 'the whole class from its parts'],
    ['companion merge 1.json 3.json --allow-missing', 'the second part is lost: its learners are unknown'],
  ],
  run: async (args, io) => (await import('../audit/run-merge.ts')).runMerge(words(args, 'file'), args, io),
};
