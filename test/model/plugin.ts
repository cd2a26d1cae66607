import { fileURLToPath } from 'node:url';

const watcher = fileURLToPath(new URL('watch.ts', import.meta.url));

/** Has the embedded AWS watched in every test that loads it, at no cost to the others. */
export const watchedSandbox = {
  name: 'watched-sandbox',
  transform(code: string, id: string): string | undefined {
    if (!id.split('?')[0]?.endsWith('/src/sandbox/sandbox.ts')) return undefined;
    return `${code}\nimport { watch as watchSandbox } from ${JSON.stringify(watcher)};\nwatchSandbox(Sandbox);\n`;
  },
};
