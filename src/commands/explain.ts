import { settingOptions } from '../settings/options.ts';
import { type Command, words } from './command.ts';

const { format: _format, strict: _strict, ...settings } = settingOptions;

export const explain: Command = {
  name: 'explain',
  takes: '[topic..]',
  describe: 'why a check matters, what a code means, what causes an AWS message',
  options: {
    hint: {
      value: 'LEVEL',
      describe: '1 the screen, 2 the field, 3 this account’s value, 4 the command line, 5 the fix',
    },
    ...settings,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
  },
  examples: [
    ['companion explain role-trust', 'a check'],
    ['companion explain policy-scope/other-instance', 'one thing that can be wrong'],
    ['companion explain "has not been onboarded"', 'any part of what AWS shows'],
    ['companion explain role-trust --hint 1', 'where to look, and no more'],
  ],
  async run(args, io) {
    if (args['hint'] !== undefined)
      return (await import('../explain/hints.ts')).runHints(words(args, 'topic').join(' '), args, io);
    const [{ explainTopic, topics }, { namedChecks }, { hang }, { harmless }] = await Promise.all([
      import('../explain/explain.ts'),
      import('../plugins/registered.ts'),
      import('../report/lines.ts'),
      import('../report/words.ts'),
    ]);
    const topic = words(args, 'topic').join(' ');
    const checks = await namedChecks(args, io);
    const paragraphs = topic === '' ? topics(checks) : await explainTopic(topic, checks);
    const width = Math.min(120, Math.max(60, io.stdout.columns ?? 100));
    const lines = paragraphs.flatMap(({ label, text }) =>
      label.length < 24 ? hang(`${label.padEnd(24)}  `, text, width) : [label, ...hang(' '.repeat(26), text, width)],
    );
    await io.out(lines.map((line) => `${harmless(line)}\n`).join(''));
    return 0;
  },
};
