#!/usr/bin/env node
// The command. Scripts ask for the version before each run: told from here, where neither a module nor a stream has to
// be made, it costs no more than Node itself.
function toldVersion() {
  if (!process.argv.includes('--version')) return false;
  try {
    require('node:fs').writeSync(1, `${require('../../package.json').version}\n`);
    return true;
  } catch (error) {
    // Who asked has gone; anything else is told by the command line.
    return error.code === 'EPIPE';
  }
}

if (!toldVersion()) void import('./cli.js');
