#!/usr/bin/env node
// The command. Scripts ask for the version before each run: told from here, where neither a module nor a stream has to
// be made, it costs no more than Node itself.
if (process.argv.includes('--version')) {
  try {
    require('node:fs').writeSync(1, `${require('../../package.json').version}\n`);
  } catch {
    // Who asked has gone.
  }
} else {
  void import('./cli.js');
}
