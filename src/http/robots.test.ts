import { describe, expect, it } from 'vitest';
import { RateLimitedError, TransientError } from '../errors.ts';
import { createRobots } from './robots.ts';

const PAGE = new URL('https://news.example/a/page?x=1');
const utf8 = (text: string) => new TextEncoder().encode(text);

function setup(fetchRobots: () => Promise<Uint8Array | undefined>) {
  const clock = { ms: 0 };
  let asked = 0;
  const counted = () => {
    asked += 1;
    return fetchRobots();
  };
  return {
    clock,
    asked: () => asked,
    robots: createRobots('Earshot/1.0 (+mailto:x@city.example)', counted, () => clock.ms),
  };
}

describe('createRobots', () => {
  it.each([
    ['User-agent: *\nDisallow: /a/', 'refused'],
    ['User-agent: *\nDisallow: /b/', 'allowed'],
    ['User-agent: EARSHOT\nDisallow: /', 'refused'],
    ['User-agent: other\nDisallow: /', 'allowed'],
    ['User-agent: *\nDisallow: /\n\nUser-agent: earshot\nDisallow:', 'allowed'],
    ['User-agent: *\nDisallow: /a\nAllow: /a/page', 'allowed'],
    ['User-agent: *\nDisallow: /*?', 'refused'],
    ['User-agent: *\nDisallow: /*.pdf$', 'allowed'],
    ['\ufeffUser-agent: *\r\nDisallow: /a # all of it', 'refused'],
    ['<!doctype html><html>Disallow: /</html>', 'allowed'],
    ['', 'allowed'],
  ])('%j: %s', async (text, verdict) => {
    const { robots } = setup(async () => utf8(text));
    const outcome = await robots.check(PAGE).then(
      () => 'allowed',
      (error: { reason: string }) => (error.reason === 'robots' ? 'refused' : error),
    );
    expect(outcome).toBe(verdict);
  });

  it.each([
    ['10', 10_000],
    ['0.5', 500],
    ['-3', 0],
    ['soon', 0],
    ['Infinity', 3_600_000],
    ['999999', 3_600_000],
  ])('a crawl delay of %s is %i ms', async (delay, expected) => {
    const { robots } = setup(async () => utf8(`User-agent: *\nCrawl-delay: ${delay}`));
    expect(await robots.check(PAGE)).toBe(expected);
  });

  it("goes on with yesterday's rules while the file cannot be reached", async () => {
    let isAway = false;
    const { robots, clock, asked } = setup(async () => {
      if (isAway) throw new TransientError('away');
      return utf8('User-agent: *\nDisallow: /closed');
    });
    await robots.check(PAGE);
    isAway = true;
    clock.ms = 90_000_000;
    await robots.check(PAGE);
    await expect(robots.check(new URL('/closed', PAGE))).rejects.toMatchObject({ reason: 'robots' });
    expect(asked()).toBe(2);
    isAway = false;
    clock.ms += 600_000;
    await robots.check(PAGE);
    expect(asked()).toBe(3);
  });

  it('being told to wait is passed on, and not remembered as a fault of the site', async () => {
    const { robots, asked } = setup(async () => {
      throw new RateLimitedError('later', 7_000);
    });
    for (let turn = 0; turn < 2; turn++)
      await expect(robots.check(PAGE)).rejects.toMatchObject({ retryAfterMs: 7_000 });
    expect(asked()).toBe(2);
  });

  it('hostile rules and a long path cost little', async () => {
    const rules = `User-agent: *\n${`Disallow: /${'*a'.repeat(40)}b\n`.repeat(5_000)}`;
    const { robots } = setup(async () => utf8(rules));
    await robots.check(PAGE);
    const begin = process.cpuUsage();
    await robots.check(new URL(`https://news.example/${'a'.repeat(8_000)}`));
    expect(process.cpuUsage(begin).user / 1_000).toBeLessThan(3_000);
  });
});
