// The page as people use it: the built program with its engines, and a real browser.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastCompleteWeek } from '../src/store/iso-week.ts';
import { openBrowser, openPage, type Watched } from './support/browser.ts';
import { ownWords, toJsonLines } from './support/city.ts';
import { whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const hourMs = 3_600_000;
const now = Date.now();

const words = {
  roads: 'The pothole on Quay Street is terrible, again a broken wheel, in Harbor Point',
  parks: 'The new park is lovely and the trees are beautiful, at Mill Hill',
  transit: 'The bus was late near Old Orchard',
};

/** `count` posts, hours apart, back from `hoursAgo`; words of their own keep them from being copies. */
const some = (name: string, text: string, count: number, hoursAgo: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ source: 'x', id: `${name}${index}`, author: `resident${index % 17}` },
    text: `${text}. ${ownWords(name.length * 1_000 + index)}`,
    url: `https://original.example/${name}/${index}`,
    createdAt: new Date(now - (hoursAgo + index * 3) * hourMs).toISOString(),
  }));

const marked = {
  emoji: '👩‍👩‍👧 so 😡😡 the pothole is terrible ✨',
  rtl: 'שלום לכולם, the pothole in הרחוב שלי is terrible — مرحبا بكم',
};

/** A week long before what the page shows, whose report quotes residents. */
const quotedWeek = lastCompleteWeek('America/Chicago', now - 150 * 24 * hourMs);
const quoted = some(
  'quoted',
  'The pothole is terrible again and the wheel is broken, in Harbor Point',
  12,
  0,
).map((post, index) => ({
  ...post,
  source: 'file',
  createdAt: new Date(quotedWeek.fromMs + (index + 1) * hourMs).toISOString(),
}));

const posts = [
  ...quoted,
  ...some('roads', words.roads, 40, 5),
  ...some('parks', words.parks, 25, 5),
  ...some('transit', words.transit, 4, 5),
  // the period before, so that there is a change
  ...some('before', words.roads, 10, 40 * 24),
  ...Object.entries(marked).map(([id, text]) => ({
    ...{ source: 'x', id, text, author: 'resident90', createdAt: new Date(now - 2 * hourMs).toISOString() },
  })),
];

let installation: Installation;
let browser: Browser;
let url: string;
let stop: () => Promise<unknown>;

beforeAll(async () => {
  browser = await openBrowser();
  installation = await createInstallation();
  const { run, write, city, directory } = installation;
  // a second city, which is a sample and has neither posts nor neighbourhoods
  const profiles = join(directory, 'config', 'cities');
  await mkdir(profiles, { recursive: true });
  const sample = 'id: sampleton\nname: Sampleton\ntimezone: Asia/Kolkata\nsample: true\n';
  await writeFile(join(profiles, 'sampleton.yaml'), sample);
  const file = await write('posts.jsonl', toJsonLines(posts));
  const imported = await run(['import', file, '--city', city]);
  expect(imported.stderr).toContain(`${posts.length} stored, 0 skipped, 0 dead`);
  const kept = join(directory, 'data', 'reports', 'portside', '2026-W09');
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, 'portside-2026-W09-streets.html'), '<title>A kept report</title>');
  const made = ['report', 'weekly', '--city', city, '--week', quotedWeek.name, '--forms', 'html,json'];
  expect((await run(made)).code).toBe(0);
  const { child, finished } = installation.start(['up', '--port', '0']);
  [, url] = (await whenSays(child, /(http:\/\/127\.0\.0\.1:\d+)/)) as unknown as [string, string];
  stop = async () => {
    child.kill('SIGTERM');
    await finished;
  };
});

afterAll(async () => {
  await browser?.close();
  await stop?.();
  await installation?.[Symbol.asyncDispose]();
});

const home = '/?city=portside';

/** Opens a path of the page and waits until its figures are there. */
async function open(path = home, options = {}): Promise<Watched> {
  const watched = await openPage(browser, url, options);
  await watched.page.goto(`${url}${path}`);
  await watched.page.locator('#figures .figure-value, #figures .nothing').first().waitFor();
  return watched;
}

/** Nothing may have gone wrong on a page that is done with. */
async function close({ page, mishaps }: Watched): Promise<void> {
  expect(mishaps).toEqual([]);
  await page.context().close();
}

const figure = (page: Page, index: number) => page.locator('#figures .figure-value').nth(index);
const topic = (page: Page, name: string) => page.locator('#topics .name', { hasText: name });
/** The row of a table that has a name in it. */
const rowOf = (page: Page, table: 'topics' | 'places', name: string) =>
  page.locator(`#${table} tbody tr`, { has: page.locator('.name', { hasText: name }) });
/** Every part of the page shows what the address says. */
const whenSettled = (page: Page) => expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
const place = (page: Page, name: string) => page.locator('#places .name', { hasText: name });

/** Resolves when the first figure says the number. */
const whenPosts = (page: Page, count: number) =>
  expect.poll(() => figure(page, 0).textContent(), { timeout: 10_000 }).toBe(String(count));

describe('the page', () => {
  it('shows the real figures, and asks nobody else', async () => {
    const watched = await open();
    const { page, requests } = watched;
    const total = 40 + 25 + 4 + 2;
    await whenPosts(page, total);
    expect(await page.title()).toBe('Portside · Earshot');
    const summary = requests.find((path) => path.startsWith('/api/v1/summary'))!;
    const answer = (await (await fetch(`${url}${summary}`)).json()) as {
      rows: { voices: number; sentiment: number; change: { volume: { ratio: number } } }[];
    };
    const [row] = answer.rows;
    expect(await figure(page, 1).textContent()).toBe(String(row!.voices));
    const sentiment = Math.abs(row!.sentiment).toFixed(2);
    expect(await figure(page, 2).textContent()).toContain(sentiment);
    expect(await page.locator('.figure .change').first().textContent()).toMatch(/up 610%, more than chance/);
    const roads = await rowOf(page, 'topics', 'Roads').textContent();
    expect(roads).toMatch(/Roads.*42.*95% interval/);
    const harbor = await rowOf(page, 'places', 'Harbor Point').textContent();
    expect(harbor).toContain('40');
    // four posts are too few to say how they feel
    expect(await rowOf(page, 'topics', 'transport').textContent()).toContain('too few');
    const read = page.locator('#reports a[href*=streets]', { hasText: 'read' });
    const report = await fetch(`${url}${await read.getAttribute('href')}`);
    expect(await report.text()).toContain('A kept report');
    await page.locator('.chart-volume svg').waitFor();
    await page.locator('.chart-sentiment svg').waitFor();
    expect(await page.locator('.shape').count()).toBe(4);
    expect(await page.locator('#sources .source').count()).toBe(2);
    await page.locator('.numbers summary').click();
    const cells = await page.locator('.numbers tbody td:nth-child(2)').allTextContents();
    expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(total);
    await close(watched);
  });

  it('narrows by a click, keeps it in the address, and brings it back', async () => {
    const watched = await open();
    const { page } = watched;
    await topic(page, 'Roads').click();
    await whenPosts(page, 42);
    await place(page, 'Harbor Point').click();
    await whenPosts(page, 40);
    expect(new URL(page.url()).searchParams.toString()).toBe('city=portside&topic=roads&place=harbor-point');
    await whenSettled(page);
    const texts = await page.locator('.post .words').allTextContents();
    expect(texts.every((text) => text.startsWith('The pothole'))).toBe(true);
    expect(texts.length).toBeGreaterThan(5);
    await page.locator('.choice', { hasText: '7 days' }).click();
    await expect.poll(() => page.url()).toContain('period=7d');
    await whenSettled(page);
    const shown = await figure(page, 0).textContent();
    // another window with the same address shows the same
    const shared = await open(page.url().slice(url.length));
    await whenPosts(shared.page, Number(shown));
    expect(await topic(shared.page, 'Roads').getAttribute('aria-pressed')).toBe('true');
    expect(await place(shared.page, 'Harbor Point').getAttribute('aria-pressed')).toBe('true');
    expect(await shared.page.locator('input[name=period]:checked').getAttribute('value')).toBe('7d');
    await page.goBack();
    await page.goBack();
    await whenPosts(page, 42);
    await page.locator('.filter').click();
    await whenPosts(page, 71);
    expect(page.url()).toBe(`${url}${home}`);
    await close(watched);
    await close(shared);
  });

  it('narrows by the map and by a tag of a post', async () => {
    const watched = await open();
    const { page } = watched;
    await page.locator('.shape', { has: page.locator('title', { hasText: 'Mill Hill' }) }).click();
    await whenPosts(page, 25);
    await page.locator('.filter').click();
    await whenPosts(page, 71);
    await page.locator('.post .tag', { hasText: 'Roads' }).first().click();
    await whenPosts(page, 42);
    await close(watched);
  });

  it('marks the words that are the evidence, with emoji and with right-to-left text', async () => {
    const watched = await open(`${home}&topic=roads`);
    const { page, requests } = watched;
    await page.locator('.post').first().waitFor();
    const path = requests.find((each) => each.startsWith('/api/v1/posts'))!;
    const { rows } = (await (await fetch(`${url}${path}`)).json()) as {
      rows: {
        id: string;
        text: string;
        evidence: { start: number; end: number }[];
        topics: { evidence: { field: string; start: number; end: number }[] }[];
      }[];
    };
    for (const [id, text] of Object.entries(marked)) {
      const post = page.locator('.post', { has: page.locator('.words', { hasText: text }) });
      expect(await post.locator('.words').textContent()).toBe(text);
      expect(await post.locator('.mark-topic').allTextContents()).toEqual(['pothole']);
      const row = rows.find((each) => each.id === id)!;
      const spans = row.topics.flatMap(({ evidence }) => evidence).filter(({ field }) => field === 'text');
      expect(spans.map(({ start, end }) => text.slice(start, end))).toContain('pothole');
      const felt = row.evidence.map(({ start, end }) => text.slice(start, end));
      expect(await post.locator('mark:not([class=mark-topic])').allTextContents()).toEqual(felt);
      if (id === 'emoji') expect(felt).toContain('terrible');
      // marks do not change what the reader sees: the direction is the text's own
      expect(await post.locator('.words').getAttribute('dir')).toBe('auto');
    }
    await close(watched);
  });

  it('opens the original in a tab that learns nothing', async () => {
    const watched = await open();
    const { page } = watched;
    const link = page.locator('.post .original').first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/original\.example\//);
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    await close(watched);
  });

  it('goes on to older posts', async () => {
    const watched = await open();
    const { page } = watched;
    await page.locator('.post').first().waitFor();
    const count = await page.locator('.post').count();
    await page.getByRole('button', { name: 'Older posts' }).click();
    await expect.poll(() => page.locator('.post').count()).toBe(2 * count);
    await close(watched);
  });
});

describe('by keyboard', () => {
  it('all of it works, and the focus stays where it was', async () => {
    const watched = await open();
    const { page } = watched;
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the figures');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await topic(page, 'Roads').focus();
    await page.keyboard.press('Enter');
    await whenPosts(page, 42);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Roads');
    await page.keyboard.press('Space');
    await whenPosts(page, 71);
    await page.locator('input[name=period]:checked').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.url()).toContain('period=7d');
    expect(await page.evaluate('document.activeElement.value')).toBe('7d');
    await close(watched);
  });

  it('another quote is taken for a kept report, which is made again', async () => {
    const watched = await open();
    const { page } = watched;
    await page.getByRole('button', { name: `Quotes of ${quotedWeek.name}` }).press('Enter');
    const words = page.locator('#reports blockquote');
    await words.waitFor();
    const before = (await words.textContent())!;
    const kept = async () =>
      (await fetch(`${url}/api/v1/reports/portside/portside-${quotedWeek.name}.html`)).text();
    expect(await kept()).toContain(before);
    await page.getByRole('button', { name: 'Take another for Roads' }).press('Enter');
    await expect
      .poll(() => page.locator('#reports [role=status]').textContent(), { timeout: 20_000 })
      .toContain('Another post is quoted about Roads');
    const after = (await words.textContent())!;
    expect(after).not.toBe(before);
    expect(await kept()).toContain(after);
    expect(await kept()).not.toContain(before);
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe(
      'Take another for Roads and potholes',
    );
    await close(watched);
  });

  it('everything that can be pressed has a name', async () => {
    const watched = await open();
    const { page } = watched;
    await page.locator('.post').first().waitFor();
    await page.locator('#reports a').first().waitFor();
    const nameless = await page.locator('button, a, input, select, summary').evaluateAll((all) =>
      all
        .filter((each) => `${each.textContent}${each.getAttribute('aria-label') ?? ''}`.trim() === '')
        .filter((each) => (each.closest('label')?.textContent ?? '').trim() === '')
        .map((each) => each.outerHTML),
    );
    expect(nameless).toEqual([]);
    const headings = await page.locator('h1, h2').allTextContents();
    expect(headings).toEqual([
      'Portside',
      'At a glance',
      'Over time',
      'Topics',
      'Neighbourhoods',
      'Latest posts',
      'Sources',
      'Weekly summaries',
    ]);
    await close(watched);
  });
});

describe('on a phone and in the dark', () => {
  it('nothing is wider than the screen', async () => {
    for (const width of [320, 375, 768, 1280]) {
      const watched = await open(home, { width, height: 812, colorScheme: 'dark' });
      const { page } = watched;
      await page.locator('.chart-sentiment svg').waitFor();
      await page.locator('.post').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width}`).toBe(width);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(16, 22, 28)');
      await close(watched);
    }
  });
});

describe('when there is nothing', () => {
  it('says what to do', async () => {
    const watched = await open(`${home}&from=2020-01-01&to=2020-02-01`);
    const { page } = watched;
    expect(await page.locator('#figures').textContent()).toContain(
      'No posts in this period. Choose a longer one',
    );
    await whenSettled(page);
    expect(await page.locator('#posts').textContent()).toContain('No posts in this period');
    expect(await page.locator('input[type=date]').last().inputValue()).toBe('2020-01-31');
    await close(watched);
  });

  it('tells a filter that does not exist, and lets it be taken away', async () => {
    const watched = await openPage(browser, url);
    await watched.page.goto(`${url}${home}&topic=raods`);
    await watched.page.locator('#figures .failure').waitFor();
    expect(await watched.page.locator('#figures .failure').textContent()).toContain('did you mean roads');
    await watched.page.locator('.filter').click();
    await whenPosts(watched.page, 71);
    await close(watched);
  });

  it('tells that the server is away, and goes on by itself', async () => {
    const watched = await open();
    const { page } = watched;
    await page.context().setOffline(true);
    await page.locator('.choice', { hasText: '7 days' }).click();
    await expect
      .poll(() => page.locator('#figures .failure').textContent())
      .toContain('Earshot does not answer');
    await page.context().setOffline(false);
    await page.locator('#figures .figure-value').first().waitFor();
    expect(await page.locator('#figures .failure').count()).toBe(0);
    await close(watched);
  });
});

it('draws its charts though the server was away when their library was due', async () => {
  const watched = await openPage(browser, url);
  const { page } = watched;
  let refused = 0;
  let isAway = true;
  await page.route(/echarts/, async (route) => {
    if (!isAway) return route.continue();
    refused += 1;
    return route.abort();
  });
  await page.goto(`${url}${home}`);
  await expect.poll(() => refused).toBeGreaterThan(0);
  isAway = false;
  await page.locator('.chart-sentiment svg').waitFor({ state: 'attached' });
  await close(watched);
});

describe('a sample city', () => {
  it('is called one on every view, and another can be chosen', async () => {
    const watched = await open('/?city=sampleton');
    const { page } = watched;
    expect(await page.locator('.sample').textContent()).toBe('Sample data');
    expect(await page.title()).toBe('Sampleton (sample data) · Earshot');
    expect(await page.locator('.period-line').textContent()).toContain('Times are those of Sampleton');
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    const box = await page.locator('.sample').boundingBox();
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(box!.y).toBeLessThan(900);
    await page.locator('.chart-sentiment svg').waitFor({ state: 'attached' });
    await page.locator('.city-choice select').selectOption('portside');
    await whenPosts(page, 71);
    expect(await page.locator('.sample').count()).toBe(0);
    await close(watched);
  });
});

describe('what is sent', () => {
  it('is light, kept for ever where its name says what is in it, and allows nothing inline', async () => {
    const response = await fetch(`${url}/`);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const again = await fetch(`${url}/`, { headers: { 'if-none-match': response.headers.get('etag')! } });
    expect(again.status).toBe(304);
    const html = await response.text();
    expect(html).not.toMatch(/<script>|<style|style=|\son[a-z]+=/);
    const directory = join(root, 'dist', 'web', 'assets');
    const names = (await readdir(directory)).filter((name) => !/\.(gz|br)$/.test(name));
    let weight = gzipSync(html).length;
    for (const name of names) {
      weight += gzipSync(await readFile(join(directory, name))).length;
      const asset = await fetch(`${url}/assets/${name}`);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
      expect(asset.headers.get('content-encoding'), name).toMatch(/br|gzip/);
    }
    expect(weight).toBeLessThan(250_000);
    for (const path of [
      '/assets/',
      '/assets/../index.html',
      '/assets/%2e%2e%2findex.html',
      '/assets/nothing.js',
    ])
      expect((await fetch(`${url}${path}`)).status, path).not.toBe(200);
  });
});
