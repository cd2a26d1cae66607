import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { html } from '../../src/report/html.ts';
import { sample } from '../report/sample.ts';
import { accessibilityOf, launch, noBrowser, open } from './browser.ts';
import { checks, classPage, learner, told } from './literal.ts';

const at = mkdtempSync(join(tmpdir(), 'companion-page-'));
const write = (name: string, text: string): string => {
  writeFileSync(join(at, name), text);
  return join(at, name);
};

describe.skipIf(noBrowser)('the class page in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let small: string;
  let large: string;
  beforeAll(async () => {
    browser = await launch();
    small = write(
      'small.html',
      await classPage(Array.from({ length: 24 }, (_, index) => learner(`Learner ${index + 1}`, index))),
    );
    large = write(
      'large.html',
      await classPage(Array.from({ length: 2000 }, (_, index) => learner(`Learner ${index + 1}`, index))),
    );
  }, 120_000);
  afterAll(() => browser?.close());

  test('shows every learner and every check, and asks nothing of anybody', async () => {
    const { page, requests } = await open(browser, small);
    expect(await page.locator('.matrix tbody tr').count()).toBe(24);
    expect(await page.locator('.matrix [role=columnheader]').count()).toBe(17);
    expect(await page.locator('.matrix tbody tr').nth(1).locator('[role=gridcell]').count()).toBe(16);
    expect(await page.locator('.matrix').getAttribute('aria-rowcount')).toBe('25');
    await page.locator('td.fail').first().click();
    await page.locator('.copy').first().click();
    await page.close();
    expect(requests).toEqual([`file://${small}`]);
  });

  test('filters by verdict, check, step, mistake and words', async () => {
    const { page } = await open(browser, small);
    const shown = () => page.locator('.matrix tbody tr').count();
    await page.locator('.chip.unknown').click();
    expect(await shown()).toBeLessThan(24);
    await page.getByRole('button', { name: 'Show everyone' }).click();
    await page.locator('.misconceptions li button').first().click();
    expect(await shown()).toBe(Number(await page.locator('.misconceptions .count').first().textContent()));
    await page.locator('.misconceptions li button').first().click();
    await page.locator('#search').fill('learner 24');
    expect(await shown()).toBe(1);
    await page.locator('#search').fill('nobody at all');
    expect(await page.locator('.none').isVisible()).toBe(true);
    await page.locator('.none button').click();
    await page.locator('select').last().selectOption('least');
    expect(await page.locator('.matrix tbody tr').first().textContent()).toContain('Learner 17');
    await page.close();
  });

  test('is used with the keyboard alone', async () => {
    const { page } = await open(browser, small);
    await page.keyboard.press('/');
    await page.keyboard.type('learner 1');
    expect(await page.locator('#search').inputValue()).toBe('learner 1');
    await page.keyboard.press('Escape');
    expect(await page.locator('#search').inputValue()).toBe('');
    // From the search to the matrix, which is one stop in the tab order.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    while (!(await page.evaluate(() => document.activeElement?.closest('.matrix') !== null)))
      await page.keyboard.press('Tab');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    const where = () =>
      page.evaluate(() => [
        document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'),
        document.activeElement?.getAttribute('aria-colindex'),
      ]);
    expect(await where()).toEqual(['3', '4']);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.drawer');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Learner 2');
    expect(await page.locator('.matrix tr[aria-current] .name').allTextContents()).toEqual(['Learner 2']);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.drawer', { state: 'detached' });
    expect(await where()).toEqual(['3', '4']);
    await page.keyboard.press('Control+End');
    expect(await where()).toEqual(['25', '17']);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await page.locator('select').first().inputValue()).toBe('organization-present');
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'has no accessibility violation in %s, with the drawer open too',
    async (scheme) => {
      const { page } = await open(browser, small, scheme);
      expect(await accessibilityOf(page)).toEqual([]);
      await page.locator('td.fail').first().click();
      await page.waitForSelector('.drawer');
      expect(await accessibilityOf(page)).toEqual([]);
      await page.close();
      const own = await open(
        browser,
        write(
          'own.html',
          (await html())(
            sample(
              checks.map(({ id, step }, index) =>
                told(
                  id,
                  step,
                  (['pass', 'warn', 'fail', 'blocked', 'unknown', 'unverified'] as const)[index % 6] ?? 'pass',
                  '',
                ),
              ),
            ),
            { width: 80, colour: false, plain: true, strict: false },
          ),
        ),
        scheme,
      );
      expect(await accessibilityOf(own.page)).toEqual([]);
      await own.page.close();
    },
  );

  test('two thousand learners: few are drawn, all are reached', async () => {
    const { page } = await open(browser, large);
    expect(await page.locator('.matrix tbody tr').count()).toBeLessThan(80);
    await page.locator('.corner').focus();
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex') === '2001');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.drawer');
    expect(await page.locator('.drawer h2').textContent()).toBe('Learner 2000');
    await page.keyboard.press('Escape');
    await page.locator('#search').fill('Learner 1234');
    await page.waitForFunction(() => document.querySelectorAll('.matrix tbody tr').length === 1);
    await page.close();
  });

  test('on paper everyone is there, and everything that went wrong; large numbers have room', async () => {
    const { page } = await open(browser, large);
    expect(
      await page
        .locator('.misconceptions .count')
        .evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth)),
    ).toEqual([0, 0, 0]);
    await page.emulateMedia({ media: 'print' });
    await page.waitForFunction(() => document.querySelectorAll('.matrix tbody tr').length === 2000);
    expect(await page.locator('.misconceptions li').count()).toBe(16);
    await page.close();
  });

  test('what people called things is text', async () => {
    const hostile =
      '<script>alert(1)</script><img src=x onerror=alert(2)>"\'>\u202e\u001b[31m</script><!--${7*7}javascript:alert(3)';
    const file = write(
      'hostile.html',
      await classPage([learner(hostile, 4, hostile), learner(`${hostile}2`, 16, hostile)]),
    );
    const { page, requests, errors } = await open(browser, file);
    await page.locator('.matrix tbody th').first().click();
    await page.waitForSelector('.drawer');
    expect(await page.locator('.drawer h2').textContent()).toContain('<script>alert(1)</script>');
    await page.locator('.drawer [aria-label="The next learner"]').click();
    expect(await page.locator('script, img').count()).toBe(2);
    expect(await page.evaluate(() => document.body.textContent?.includes('\u202e'))).toBe(false);
    await page.close();
    expect(errors).toEqual([]);
    expect(requests).toEqual([`file://${file}`]);
  });
});
