import { figure, inTurn, time } from './measure.mjs';

/** How soon the command is there, beside a Node that does nothing. */
export async function start(cli, rounds) {
  const node = process.execPath;
  const [bare, version, help] = await inTurn(rounds, [
    () => time([node, '-e', '0']),
    () => time([node, cli, '--version']),
    () => time([node, cli, '--help']),
  ]);
  return [
    figure(
      'companion --version',
      version,
      'ms',
      `node -e 0: ${bare.toFixed(0)} ms`,
      version / bare,
      1.2,
      version / bare <= 1.2,
    ),
    figure('companion --help', help, 'ms', `node -e 0: ${bare.toFixed(0)} ms`, help / bare, 1.6, help / bare <= 1.6),
  ];
}
