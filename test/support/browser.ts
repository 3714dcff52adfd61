// A real, headless Chromium for tests of the page, and everything that may not happen on it.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Throws with the command to type when there is none: a skipped test would pass for a page that does not work. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((path) => existsSync(path));
  if (executablePath === undefined) {
    const command =
      process.platform === 'darwin' ? 'brew install --cask chromium' : 'sudo apt-get install -y chromium';
    throw new Error(
      `The page is tested in a real Chromium, and there is none. Install it and run again: ${command}`,
    );
  }
  // Chromium refuses its sandbox to root
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

export interface Watched {
  page: Page;
  /** dialogs, script errors, violations of the policy, pop-ups, requests to other hosts */
  mishaps: string[];
  /** what the page asked its own server for, without the host */
  requests: string[];
}

export interface PageOptions {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

/** A fresh page that notes every mishap. Nothing is opened yet. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: PageOptions = {},
): Promise<Watched> {
  const { width = 1280, height = 900, colorScheme = 'light' } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-US' });
  const page = await context.newPage();
  const mishaps: string[] = [];
  const requests: string[] = [];
  await page.exposeFunction('reportMishap', (text: string) => void mishaps.push(text));
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => {
    reportMishap('policy ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
  })`);
  page.on('dialog', async (dialog) => {
    mishaps.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => mishaps.push(`error ${error.message}`));
  page.on('popup', (popup) => mishaps.push(`popup ${popup.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith(`${origin}/`)) requests.push(url.slice(origin.length));
    else mishaps.push(`request ${url}`);
  });
  return { page, mishaps, requests };
}
