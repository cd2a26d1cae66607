import type { Status } from '../check.ts';
import { symbols } from './words.ts';

export interface Glyphs {
  readonly status: Readonly<Record<Status, string>>;
  readonly more: string;
  readonly next: string;
  readonly celebrate: string;
}

export const unicodeGlyphs: Glyphs = { status: symbols, more: '…', next: '▶', celebrate: '★' };

/** For consoles whose fonts have no more (Windows' old one, the Linux text console). */
export const asciiGlyphs: Glyphs = {
  status: { pass: '+', warn: '!', fail: 'x', blocked: '-', unknown: '?', unverified: 'o' },
  more: '...',
  next: '>',
  celebrate: '*',
};

/** Terminals on Windows that say what they are show everything; an unknown one there gets what every font has. */
export function glyphsFor(env: NodeJS.ProcessEnv, platform: string): Glyphs {
  if (platform !== 'win32') return env['TERM'] === 'linux' ? asciiGlyphs : unicodeGlyphs;
  const modern =
    env['WT_SESSION'] ??
    env['TERMINUS_SUBLIME'] ??
    (env['ConEmuTask'] === '{cmd::Cmder}' ? 'cmder' : undefined) ??
    (env['TERM_PROGRAM'] === 'vscode' ? 'vscode' : undefined) ??
    (/^(xterm-256color|alacritty|rxvt-unicode.*)$/.test(env['TERM'] ?? '') ? 'xterm' : undefined);
  return modern === undefined ? asciiGlyphs : unicodeGlyphs;
}
