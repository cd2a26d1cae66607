import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { watchedSandbox } from './model/plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

/** Where to leave the results for a script, besides what is shown. */
const resultsFile = process.env['TEST_RESULTS_FILE'];

export default defineConfig({
  root,
  plugins: [watchedSandbox],
  define: { VERSION: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/temporary.ts', 'test/build.ts', 'test/model/aws-model.ts'],
    // Left to itself Vitest keeps one core free, and two is all that many machines have.
    maxWorkers: '100%',
    setupFiles: ['test/model/setup.ts'],
    // As the command sets it for itself: the SDK's word on old versions of Node would stand in every log.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    reporters: resultsFile ? ['default', ['json', { outputFile: resultsFile }]] : ['default'],
    // A child process on a busy machine.
    testTimeout: 60_000,
    // In this process: what only the built command reaches, as a child process, is not counted.
    coverage: {
      enabled: Boolean(process.env['COVERAGE']),
      include: ['src/**/*.{ts,tsx}', 'checks/**'],
      reporter: ['text-summary'],
    },
  },
});
