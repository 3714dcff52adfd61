import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate.ts';

const LIMITS = { requestsPerMinute: 60, burst: 3, minIntervalMs: 0, maxWaitMs: 0 };

function setup(limits: Partial<typeof LIMITS> = {}) {
  const clock = { ms: 1_000 };
  return { clock, limiter: createRateLimiter({ ...LIMITS, ...limits }, () => clock.ms) };
}

const wait = (retryAfterMs: number) => ({ name: 'RateLimitedError', retryAfterMs });

describe('createRateLimiter', () => {
  it('lets a burst through, then one per refill, each host on its own', async () => {
    const { clock, limiter } = setup();
    for (let request = 0; request < 3; request++) await limiter.take('a.example');
    await expect(limiter.take('a.example')).rejects.toMatchObject(wait(1_000));
    await limiter.take('b.example');
    clock.ms += 1_000;
    await limiter.take('a.example');
    await expect(limiter.take('a.example')).rejects.toMatchObject(wait(1_000));
  });

  it('never saves up more than the burst', async () => {
    const { clock, limiter } = setup();
    await limiter.take('a.example');
    clock.ms += 3_600_000;
    for (let request = 0; request < 3; request++) await limiter.take('a.example');
    await expect(limiter.take('a.example')).rejects.toMatchObject(wait(1_000));
  });

  it('keeps the interval, and a wider one where it is asked for', async () => {
    const { clock, limiter } = setup({ minIntervalMs: 500 });
    await limiter.take('a.example');
    await expect(limiter.take('a.example')).rejects.toMatchObject(wait(500));
    await expect(limiter.take('a.example', { minIntervalMs: 10_000 })).rejects.toMatchObject(wait(10_000));
    clock.ms += 500;
    await limiter.take('a.example', { minIntervalMs: 100 });
  });

  it('a refused request costs nothing', async () => {
    const { clock, limiter } = setup({ burst: 1 });
    await limiter.take('a.example');
    for (let turn = 0; turn < 10; turn++)
      await expect(limiter.take('a.example')).rejects.toMatchObject(wait(1_000));
    clock.ms += 1_000;
    await limiter.take('a.example');
  });

  it('a block holds for everyone, and the longest counts', async () => {
    const { clock, limiter } = setup();
    limiter.block('a.example', 60_000);
    limiter.block('a.example', 5_000);
    await expect(limiter.take('a.example', { maxWaitMs: 59_999 })).rejects.toMatchObject(wait(60_000));
    clock.ms += 60_000;
    await limiter.take('a.example');
  });

  it('a block that comes while one waits for a turn holds too', async () => {
    let ms = 0;
    const limiter = createRateLimiter({ ...LIMITS, burst: 1, requestsPerMinute: 6_000 }, () => ms);
    await limiter.take('a.example');
    const waiting = limiter.take('a.example', { maxWaitMs: 50 });
    limiter.block('a.example', 60_000);
    ms = 10;
    await expect(waiting).rejects.toMatchObject(wait(59_990));
  });

  it('those who wait are spaced out, and stop when they are told to', async () => {
    const started = performance.now();
    const limiter = createRateLimiter({ ...LIMITS, minIntervalMs: 30, maxWaitMs: 1_000 }, () =>
      performance.now(),
    );
    const starts = await Promise.all(
      [0, 1, 2].map(() => limiter.take('a.example').then(() => performance.now() - started)),
    );
    expect(starts[2]).toBeGreaterThanOrEqual(58);
    const reason = new Error('shutting down');
    const controller = new AbortController();
    const waiting = limiter.take('a.example', { minIntervalMs: 900, signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('does not grow with the number of hosts it has seen', async () => {
    const { clock, limiter } = setup();
    for (let host = 0; host < 2_500; host++) {
      await limiter.take(`${host}.example`);
      clock.ms += 10_000;
    }
    // Hosts long idle are forgotten, but nothing that still counts is.
    limiter.block('kept.example', 30_000);
    for (let host = 0; host < 2_500; host++) await limiter.take(`${host}.other.example`);
    await expect(limiter.take('kept.example')).rejects.toMatchObject(wait(30_000));
  });
});
