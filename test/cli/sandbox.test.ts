import { expect, test } from 'vitest';
import { run } from './run.ts';

test('prints what eval takes, serves on 127.0.0.1, and ends when it is told to', async () => {
  let answered: Promise<number> | undefined;
  const { code, stdout, stderr } = await run(['sandbox', 'empty'], {
    onOutput: (text, kill) => {
      const url = /AWS_ENDPOINT_URL=(http:\/\/127\.0\.0\.1:\d+)\n/.exec(text)?.[1];
      if (!url || answered) return;
      answered = fetch(url).then(({ status }) => status);
      void answered.finally(() => kill('SIGINT'));
    },
  });
  expect(code).toBe(130);
  expect(await answered).toBeGreaterThanOrEqual(400);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .every((line) => /^export [A-Z_]+=[\w:/.-]+$/.test(line)),
  ).toBe(true);
  expect(stderr).toBe('companion: serving the world empty until Ctrl-C\n');
});

test('a profile that would win over the keys is told of', async () => {
  const { stderr } = await run(['sandbox', 'empty'], {
    env: { AWS_PROFILE: 'work' },
    onOutput: (text, kill) => {
      if (text.includes('AWS_DEFAULT_REGION')) kill('SIGINT');
    },
  });
  expect(stderr).toMatch(/\ncompanion: AWS_PROFILE is set, and wins over these keys: unset it/);
});

test('--list names the worlds', async () => {
  const { code, stdout } = await run(['sandbox', '--list']);
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['complete', 'empty']));
});
