import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestGateway } from './test-gateway.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const missing = !existsSync(CHROMIUM);

/** Without a browser its tests are skipped, with a line that says how to get one; in CI they fail instead. */
export const skipWithoutBrowser = missing && process.env['CI'] !== 'true';
if (skipWithoutBrowser)
  process.stderr.write(
    `skipped: no ${CHROMIUM}: get it with "apt-get install chromium", or set CHROMIUM_PATH\n`,
  );

/** Widths in CSS pixels of a small phone and of a desk. */
const WIDTHS = [360, 1280];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** Starts to listen on any free port; the origin under which it can be reached. */
export async function listen({ http }: TestGateway): Promise<string> {
  await http.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
}

/**
 * axe with the one rule of WCAG 2.2 AA that it leaves out by itself. A mail's copy is the mail's author's work, and its
 * frame runs no script: axe could not look into it.
 */
function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).exclude('iframe');
}

/** What can be right on a phone and wrong at a desk. */
const BY_LAYOUT = ['color-contrast', 'scrollable-region-focusable', 'target-size'];

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/**
 * No finding of axe on a phone, none that depends on the layout at a desk, and nothing to scroll sideways at either. Of the
 * dark scheme only the contrast is looked at, for nothing else depends on it.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [index, width] of WIDTHS.entries()) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await findings(index === 0 ? axeOf(page) : axeOf(page).withRules(BY_LAYOUT))).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findings(axeOf(page).withRules('color-contrast'))).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}
