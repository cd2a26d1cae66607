import { type Command, words } from './command.ts';

export const explain: Command = {
  name: 'explain',
  takes: '[topic..]',
  describe: 'why a check matters, what a code means, what causes an AWS message',
  options: {},
  examples: [
    ['companion explain role-trust', 'a check'],
    ['companion explain policy-scope/other-instance', 'one thing that can be wrong'],
    ['companion explain "has not been onboarded"', 'any part of what AWS shows'],
  ],
  async run(args, io) {
    const [{ explainTopic, topics }, { loadChecks }, { hang }, { harmless }] = await Promise.all([
      import('../explain/explain.ts'),
      import('../registry.ts'),
      import('../report/lines.ts'),
      import('../report/words.ts'),
    ]);
    const topic = words(args, 'topic').join(' ');
    const checks = await loadChecks();
    const paragraphs = topic === '' ? topics(checks) : await explainTopic(topic, checks);
    const width = Math.min(120, Math.max(60, io.stdout.columns ?? 100));
    const lines = paragraphs.flatMap(({ label, text }) =>
      label.length < 24 ? hang(`${label.padEnd(24)}  `, text, width) : [label, ...hang(' '.repeat(26), text, width)],
    );
    await io.out(lines.map((line) => `${harmless(line)}\n`).join(''));
    return 0;
  },
};
