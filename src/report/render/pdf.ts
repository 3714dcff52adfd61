// The page on paper, by a Chromium that is installed; without one there is no PDF.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PermanentError } from '../../errors.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const timeLimitMs = 120_000;

/** Path of a browser that can print; undefined when none is installed. */
export async function findBrowser(candidates: readonly string[] = places): Promise<string | undefined> {
  for (const path of candidates) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

/** Nothing is fetched: no name resolves, and the page's own policy forbids it too. */
const flags = [
  '--headless',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-background-networking',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-pdf-header-footer',
];

/** Prints a page. Its text depends on the page alone, its bytes on the browser. Throws PermanentError. */
export async function printPage(browser: string, page: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-pdf-'));
  try {
    const [source, target] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    await writeFile(source, page);
    // its sandbox refuses to work for root, who is who runs things in containers
    const own = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const paths = [`--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${target}`];
    const child = spawn(browser, [...flags, ...own, ...paths, pathToFileURL(source).href], {
      stdio: 'ignore',
      timeout: timeLimitMs,
      killSignal: 'SIGKILL',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder, TMPDIR: folder },
    });
    await once(child, 'close');
    return await readFile(target);
  } catch (error) {
    throw new PermanentError('the browser printed no page', { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
