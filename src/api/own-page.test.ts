import { expect, it } from 'vitest';
import { isOwnPage } from './own-page.ts';

const json = { 'content-type': 'application/json' };

it('is said by the browser, where it says it', () => {
  expect(isOwnPage({ ...json, 'sec-fetch-site': 'same-origin' })).toBe(true);
  const own = { origin: 'http://town.example:8080', host: 'town.example:8080' };
  for (const site of ['cross-site', 'same-site', 'none', ''])
    expect(isOwnPage({ ...json, ...own, 'sec-fetch-site': site })).toBe(false);
});

it('is the origin of the host that was asked for, over plain http to another machine', () => {
  const ask = (origin: string | undefined, host: string) =>
    isOwnPage({ ...json, ...(origin && { origin }), host });
  expect(ask('http://town.example:8080', 'town.example:8080')).toBe(true);
  expect(ask('http://10.0.0.7', '10.0.0.7:80')).toBe(true);
  expect(ask('https://town.example', 'TOWN.example:443')).toBe(true);
  expect(ask('http://[::1]:8080', '[::1]:8080')).toBe(true);
  for (const origin of ['http://other.example:8080', 'http://town.example', 'null', 'file://', '', 'http://'])
    expect(ask(origin, 'town.example:8080')).toBe(false);
  expect(ask(undefined, 'town.example:8080')).toBe(false);
  expect(ask('http://town.example:8080', 'a b/c')).toBe(false);
});

it('sends JSON', () => {
  const own = { origin: 'http://town.example', host: 'town.example' };
  expect(isOwnPage(own)).toBe(false);
  expect(isOwnPage({ ...own, 'content-type': 'text/plain' })).toBe(false);
  expect(isOwnPage({ ...own, 'content-type': 'application/json; charset=utf-8' })).toBe(true);
});
