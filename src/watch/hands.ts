import { spawn } from 'node:child_process';

type Program = readonly [command: string, ...args: string[]];

/** Programs that put text on the clipboard here, the likeliest first. */
export function clipboardPrograms(env: NodeJS.ProcessEnv, platform: string): Program[] {
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32' || env['WSL_DISTRO_NAME']) return [['clip.exe']];
  return [
    ...(env['WAYLAND_DISPLAY'] ? [['wl-copy'] as const] : []),
    ...(env['DISPLAY'] ? [['xclip', '-selection', 'clipboard'] as const] : []),
  ];
}

/** Programs that open a page in the browser here. */
export function browserPrograms(env: NodeJS.ProcessEnv, platform: string): Program[] {
  if (platform === 'darwin') return [['open']];
  // rundll32 takes the address as data; `start` would read an & in it.
  if (platform === 'win32') return [['rundll32', 'url.dll,FileProtocolHandler']];
  if (env['WSL_DISTRO_NAME']) return [['wslview']];
  return env['WAYLAND_DISPLAY'] || env['DISPLAY'] ? [['xdg-open']] : [];
}

/** True when the program ran and was content. */
function ran([command, ...args]: Program, stdin?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    child.stdin.once('error', () => resolve(false));
    child.stdin.end(stdin ?? '');
  });
}

/** The escape by which a terminal, even one far away over SSH, takes text onto its clipboard. */
export const osc52 = (text: string): string => `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;

/** Copies by a program, else by the terminal; tells by which. */
export async function copy(
  text: string,
  env: NodeJS.ProcessEnv,
  platform: string,
  toTerminal: (text: string) => void,
): Promise<string> {
  for (const program of clipboardPrograms(env, platform))
    if (await ran(program, text)) return `copied by ${program[0]}`;
  toTerminal(osc52(text));
  return 'copied, if this terminal allows programs to copy; the value stands above';
}

/** Opens one of our own console links. */
export async function openPage(url: string, env: NodeJS.ProcessEnv, platform: string): Promise<boolean> {
  if (!url.startsWith('https://')) return false;
  for (const [command, ...args] of browserPrograms(env, platform)) if (await ran([command, ...args, url])) return true;
  return false;
}
