// What a store full of malice could put on the page (T4, T5): every text of every answer is a payload, in a real browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiContext } from '../src/api/context.ts';
import { exampleAnswers } from '../src/api/examples.ts';
import type { City } from '../src/config.ts';
import { queries } from '../src/store/queries/catalog.ts';
import { serve } from './api-serve.ts';
import { inventedCity } from './api-support.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { payloads } from './support/payloads.ts';

const square = (west: number) => [
  [
    [west, 40],
    [west + 0.01, 40],
    [west + 0.01, 40.1],
    [west, 40.1],
    [west, 40],
  ],
];

const idOf = (index: number) => `n${index}`;

/** A city whose every name is a payload. */
function hostileCity(): City {
  return {
    ...inventedCity('houston'),
    name: payloads[3]!,
    topics: payloads.map((label, index) => ({
      ...{ id: idOf(index), label, description: label, keywords: {}, phrases: {}, not: {} },
    })),
    neighbourhoods: payloads.map((name, index) => ({
      ...{ id: idOf(index), name, aliases: [], polygons: [square(-90 + index * 0.01)] },
      center: { lat: 40.05, lon: -89.995 + index * 0.01 },
    })),
  };
}

const [figures] = exampleAnswers.topics!.rows as [Record<string, unknown>];
const [post] = exampleAnswers.posts!.rows as [Record<string, unknown>];
const links = [
  'javascript:window.__ran=1',
  ' javascript:alert(1)',
  'JAVASCRIPT:alert(1)//http://',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'https://original.example/post?"onmouseover="alert(1)',
];

function hostilePost(payload: string, index: number): object {
  const whole = [{ field: 'text', start: 0, end: payload.length }];
  return {
    ...post,
    ...{
      id: `${index}`,
      source: payload,
      channel: payload,
      kind: payload,
      title: `${payload} `,
      text: payload,
    },
    ...{ url: links[index % links.length], threadTitle: payload, parentText: payload, flags: [payload] },
    ...{ sentiment: index % 2 === 0 ? 'negative' : payload, evidence: whole, place: idOf(index) },
    topics: [{ id: idOf(index), sentiment: payload, evidence: whole }],
  };
}

const gaps = payloads.map((payload, index) => ({
  ...{ source: payload, channel: payload, reason: payload },
  from: `2026-03-0${1 + (index % 8)}T00:00:00-06:00`,
  to: `2026-03-0${2 + (index % 8)}T00:00:00-06:00`,
}));

const ask: ApiContext['ask'] = async (name) => {
  const answer: ApiAnswer = { ...exampleAnswers[name]!, coverage: gaps };
  const rows: Record<string, () => object[]> = {
    topics: () => payloads.map((label, index) => ({ ...figures, topic: idOf(index), label })),
    places: () => payloads.map((text, index) => ({ ...figures, place: idOf(index), name: text })),
    posts: () => payloads.map(hostilePost),
    coverage: () =>
      payloads.map((payload) => ({
        ...exampleAnswers.coverage!.rows[0],
        ...{ source: payload, channel: payload, ended: payload },
      })),
  };
  return { ...answer, query: { ...answer.query, interval: 'day' }, rows: rows[name]?.() ?? answer.rows };
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const city = hostileCity();
const context = {
  queries,
  ask,
  cities: { known: async () => [city], get: async () => city },
};

/** Opens, points at, and presses whatever there is. */
async function useEverything(page: Page): Promise<void> {
  await page
    .locator('#posts .post')
    .nth(payloads.length - 1)
    .waitFor();
  await page.locator('.chart-sentiment svg').waitFor();
  for (const chart of ['.chart-volume', '.chart-sentiment']) {
    await page.locator(chart).scrollIntoViewIfNeeded();
    await page.locator(chart).hover({ position: { x: 300, y: 60 } });
  }
  for (const button of await page.locator('button.more').all())
    if (await button.isVisible()) await button.click();
  await page.locator('.numbers summary').click();
  for (const index of [0, 1, 2]) await page.locator('#topics .name').nth(index).click();
  for (const index of [0, 1, 2]) await page.locator('#places .name').nth(index).click();
  await page.locator('.shape').nth(5).click({ force: true });
  await page.locator('.post .tag').first().click();
  await page.locator('.filter').first().click();
  await page
    .locator('#posts .post')
    .nth(payloads.length - 1)
    .waitFor();
}

describe('a hostile answer', () => {
  it('is at least a hundred different payloads', () => {
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(100);
  });

  it('shows as text: no dialog, no violation, no other host, no script run', async () => {
    const { url } = await serve(context);
    const { page, mishaps } = await openPage(browser, url);
    await page.goto(
      `${url}/?topic=${encodeURIComponent(payloads[0]!)}&place=${encodeURIComponent(payloads[1]!)}`,
    );
    await useEverything(page);
    expect(mishaps).toEqual([]);
    expect(await page.evaluate('window.__ran')).toBeUndefined();
    // as text, and whole
    const texts = await page.locator('.post .words').allTextContents();
    expect(texts).toEqual(payloads);
    const marked = await page
      .locator('.post .words')
      .evaluateAll((all) =>
        all.map((each) => (each.querySelector('mark') as { textContent: string } | null)?.textContent),
      );
    expect(marked).toEqual(payloads);
    const labels = await page.locator('#topics .name').allTextContents();
    expect(labels).toEqual(payloads);
    expect(await page.locator('#places .name').allTextContents()).toEqual(payloads);
    await page.context().close();
  });

  it('links only to http and https, without opener and referrer', async () => {
    const { url } = await serve(context);
    const { page, mishaps } = await openPage(browser, url);
    await page.goto(url);
    await page
      .locator('#posts .post')
      .nth(payloads.length - 1)
      .waitFor();
    const found = await page
      .locator('.post a')
      .evaluateAll((all) =>
        all.map((link) => ['href', 'rel', 'target', 'referrerpolicy'].map((name) => link.getAttribute(name))),
      );
    const good = payloads.filter((_, index) => links[index % links.length]!.startsWith('https:'));
    expect(found).toHaveLength(good.length);
    for (const link of found)
      expect(link).toEqual([
        'https://original.example/post?%22onmouseover=%22alert(1)',
        'noopener noreferrer',
        '_blank',
        'no-referrer',
      ]);
    expect(mishaps).toEqual([]);
    await page.context().close();
  });

  it('would be noticed: the policy stops what gets past the page, and this test sees it', async () => {
    const { url } = await serve(context);
    const { page, mishaps } = await openPage(browser, url);
    await page.goto(url);
    await page.locator('#posts .post').first().waitFor();
    const blocked = (await page.evaluate(`(() => {
      const refused = [];
      try { document.body.innerHTML += '<img src=x onerror="window.__ran=1">'; } catch (error) { refused.push(error.name); }
      const image = document.createElement('img');
      try { image.setAttribute('onerror', 'window.__ran=1'); } catch (error) { refused.push(error.name); }
      image.src = 'http://other.example/x.png';
      document.body.append(image);
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(style);
      return refused;
    })()`)) as string[];
    expect(blocked).toEqual(['TypeError', 'TypeError']);
    for (const directive of ['require-trusted-types-for', 'img-src', 'style-src-elem'])
      await expect
        .poll(() => mishaps.some((text) => text.startsWith(`policy ${directive}`)), { message: directive })
        .toBe(true);
    expect(await page.evaluate('window.__ran')).toBeUndefined();
    await page.context().close();
  });
});
