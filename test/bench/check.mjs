import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { readingOptions, writingOptions } from '../../src/bundling.mjs';
import { figure, home, inTurn, time } from './measure.mjs';
import { serveWorkshop } from './server.mjs';

const latency = 100;
/** Some of what the workshop asks for is in no API, so the verdict is not clean, and the exit code is 0. */
const check = (cli, ...ids) => [process.execPath, cli, 'check', ...ids, '--format', 'json'];
const nameOf = ({ service, operation }) => `${service} ${operation}`;

/** Version managers put a script in front of `aws` that costs a tenth of a second; that is not its fault. */
function withAws() {
  const { stdout } = spawnSync('pyenv', ['which', 'aws'], { encoding: 'utf8' });
  const PATH = stdout ? `${dirname(stdout.trim())}${delimiter}${process.env.PATH}` : process.env.PATH;
  return spawnSync('aws', ['--version'], { env: { ...process.env, PATH } }).status === 0 ? { PATH } : undefined;
}

/** One account, looked at whole. */
export async function oneCheck(cli, rounds) {
  const [near, far] = [await serveWorkshop(0), await serveWorkshop(latency)];
  const { list, log, twice, toConnect } = await whatIsCalled(cli, near);
  const alone = await sdkAlone(log);
  const [bare, embedded, fast, slow, sdk] = await inTurn(rounds, [
    () => time([process.execPath, '-e', '0']),
    () => time([process.execPath, cli, 'check', '--sandbox', '--format', 'json']),
    () => time(check(cli), near.env),
    () => time(check(cli), far.env),
    () => time(alone.command, { ...near.env, ...alone.env }),
  ]);
  const trips = (slow - fast) / latency;
  const beside = `node -e 0: ${bare.toFixed(0)} ms`;
  const figures = [
    figure('check --sandbox', embedded, 'ms', beside, embedded / bare, 3.5, embedded / bare <= 3.5),
    figure('check over a socket', fast, 'ms', beside, fast / bare, 3.5, fast / bare <= 3.5),
    figure('check beside the SDK', fast, 'ms', `its calls and nothing else: ${sdk.toFixed(0)} ms`, fast / sdk),
    figure(
      'check, 100 ms a request',
      slow,
      'ms',
      `without: ${fast.toFixed(0)} ms`,
      trips,
      '3.5 round trips',
      trips <= 3.5,
    ),
    ...(await rival(cli, rounds, near, far)),
  ];
  figures.push(
    figure('calls of a whole check', log.length, 'calls', 'made twice', twice, 0, twice === 0),
    figure('of these to Connect', toConnect, 'calls', 'bound: 5', toConnect / 5, 1, toConnect <= 5),
  );
  await Promise.all([near.close(), far.close()]);
  return { figures, calls: list };
}

/** What a check cannot be faster than: its calls, without anything that asks for them or judges them. */
async function sdkAlone(log) {
  const bundle = await rolldown({ input: { 'src/alone': 'test/bench/sdk-alone.mjs' }, ...readingOptions({}) });
  await bundle.write({ dir: join(home, 'sdk'), ...writingOptions });
  return { command: [process.execPath, join(home, 'sdk/src/alone.js')], env: { CALLS: JSON.stringify(log) } };
}

async function rival(cli, rounds, near, far) {
  const path = withAws();
  if (!path) {
    console.error('The aws command is not installed: there is no rival to measure.');
    return [];
  }
  const script = resolve('test/bench/aws.sh');
  const figures = [];
  for (const [name, { env }] of [
    ['no latency', near],
    ['100 ms a request', far],
  ]) {
    const [ours, theirs] = await inTurn(rounds, [
      () => time(check(cli), env),
      () => time([script], { ...env, ...path }),
    ]);
    const said = `aws, one read after the other: ${(theirs / 1000).toFixed(1)} s`;
    figures.push(figure(`check beside aws, ${name}`, ours, 'ms', said, theirs / ours, '30 times', theirs / ours >= 30));
  }
  return figures;
}

/** Which calls a whole check makes, and each check by itself. */
async function whatIsCalled(cli, { env, log }) {
  const callsOf = async (...ids) => {
    log.length = 0;
    await time(check(cli, ...ids), env, { codes: [0, 1, 3] });
    return [...log];
  };
  const whole = await callsOf();
  const keys = whole.map((call) => `${nameOf(call)} ${call.region} ${JSON.stringify(call.input)}`);
  const list = { 'a whole check': whole.map(nameOf).toSorted() };
  for (const file of readdirSync('checks').toSorted()) {
    const id = file.replace(/\.ts$/, '');
    list[id] = (await callsOf(id)).map(nameOf).toSorted();
  }
  return {
    list,
    log: whole,
    twice: keys.length - new Set(keys).size,
    toConnect: whole.filter(({ service }) => service === 'connect').length,
  };
}
