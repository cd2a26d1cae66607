import { expect, test } from 'vitest';
import { loadChecks } from '../../src/registry.ts';
import { asciiGlyphs, glyphsFor, unicodeGlyphs } from '../../src/report/glyphs.ts';
import { browserPrograms, clipboardPrograms } from '../../src/watch/hands.ts';
import { cut, folded, paint } from '../../src/watch/lines.ts';
import { Follow } from '../../src/watch/follow.ts';
import { freshFor, intervalAfter } from '../../src/watch/pace.ts';
import { accountIn, settingsFor } from '../account.ts';

test('looks less often the longer nothing happens', () => {
  const minutes = [0, 1, 2, 10, 60].map((each) => intervalAfter(each * 60_000));
  expect(minutes).toEqual([2000, 2000, 5000, 15_000, 30_000]);
});

test('asks again soon only where something can have changed', () => {
  const pace = { focus: new Set(['iam']), interval: 2000, home: 'us-east-1' };
  const fresh = (service: string, operation: string, region = 'us-east-1') =>
    freshFor({ service, operation, region }, pace);
  expect(fresh('iam', 'GetRole')).toBeLessThan(pace.interval);
  expect(fresh('connect', 'SearchUsers')).toBeGreaterThanOrEqual(20_000);
  expect(fresh('sts', 'GetCallerIdentity')).toBeGreaterThan(60_000);
  expect(fresh('sso-admin', 'ListInstances', 'eu-west-1')).toBeGreaterThanOrEqual(30_000);
});

test('stays within the quota of Connect, even while its step is being worked on', { timeout: 40_000 }, async () => {
  const { aws, sandbox } = accountIn('after-step-4');
  const follow = new Follow(await loadChecks(), aws, settingsFor());
  const from = Date.now();
  for (let look = 0; look < 6; look++) {
    await follow.look();
    await new Promise((resume) => setTimeout(resume, follow.interval));
  }
  const seconds = (Date.now() - from) / 1000;
  const calls = (service: string) => sandbox.log.filter((call) => call.service === service).length;
  // Two a second, five at once: and others may call Connect meanwhile.
  expect(calls('connect')).toBeLessThanOrEqual(4 + seconds * 1.5);
  expect(calls('organizations')).toBeLessThanOrEqual(2 + seconds * 0.9);
  // It did look again, and not for everything.
  expect(sandbox.log.filter(({ operation }) => operation === 'SearchUsers').length).toBeGreaterThan(2);
  expect(sandbox.log.filter(({ operation }) => operation === 'GetSAMLProvider').length).toBeLessThanOrEqual(2);
});

test('glyphs that the console has', () => {
  expect(glyphsFor({}, 'linux')).toBe(unicodeGlyphs);
  expect(glyphsFor({ TERM: 'linux' }, 'linux')).toBe(asciiGlyphs);
  expect(glyphsFor({}, 'win32')).toBe(asciiGlyphs);
  expect(glyphsFor({ WT_SESSION: 'x' }, 'win32')).toBe(unicodeGlyphs);
  expect(glyphsFor({ TERM_PROGRAM: 'vscode' }, 'win32')).toBe(unicodeGlyphs);
  for (const glyph of Object.values(asciiGlyphs.status)) expect(glyph).toMatch(/^[\x20-\x7e]$/);
});

test('programs for the clipboard and the browser, by machine', () => {
  expect(clipboardPrograms({}, 'darwin')).toEqual([['pbcopy']]);
  expect(clipboardPrograms({}, 'win32')).toEqual([['clip.exe']]);
  expect(clipboardPrograms({ WSL_DISTRO_NAME: 'x' }, 'linux')).toEqual([['clip.exe']]);
  expect(clipboardPrograms({ WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, 'linux').map(([program]) => program)).toEqual([
    'wl-copy',
    'xclip',
  ]);
  // CloudShell and SSH have none: the terminal is asked.
  expect(clipboardPrograms({}, 'linux')).toEqual([]);
  expect(browserPrograms({}, 'linux')).toEqual([]);
  expect(browserPrograms({}, 'win32')[0]?.[0]).toBe('rundll32');
});

test('lines are cut to the screen, and values folded to the letter', () => {
  expect(cut('abcdef', 4, '…')).toBe('abc…');
  expect(cut('abcdef', 6, '…')).toBe('abcdef');
  expect(folded('abcdefg', 3)).toEqual(['abc', 'def', 'g']);
  expect(folded('a\nb', 3)).toEqual(['a', 'b']);
  expect(paint([{ text: 'open', url: 'https://x' }], { width: 9, colour: false, links: true, more: '…' })).toBe(
    '\u001b]8;;https://x\u001b\\open\u001b]8;;\u001b\\',
  );
});
