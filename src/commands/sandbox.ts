import type { Command } from './command.ts';

export const sandbox: Command = {
  name: 'sandbox',
  takes: '[world]',
  describe: 'serve the embedded AWS on 127.0.0.1 and print the exports for the SDKs and the aws command',
  options: {
    port: { value: 'PORT', describe: 'where to listen; left out: any free port' },
    list: { type: 'flag', describe: 'name the worlds there are' },
  },
  examples: [
    ['companion sandbox', 'the finished workshop, until Ctrl-C'],
    ['companion sandbox empty --port 4599', 'an account where nothing is done yet'],
  ],
  run: async (args, io) => (await import('./sandbox/run.ts')).runSandbox(args, io),
};
