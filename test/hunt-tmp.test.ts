import { appendFileSync } from 'node:fs';
import { it } from 'vitest';
import { prepareGround } from './support/collector-suite.ts';
import { subjects } from './support/collectors/all.ts';
import { createRandom, soak } from './support/collectors/soak.ts';
it('hunt', async () => {
  const say = (x: string) => appendFileSync('/tmp/hunt.log', `${x}\n`);
  for (const [index, subject] of subjects.entries()) {
    if (!['bluesky','mastodon','disqus','youtube','reddit','x','facebook','open311','coral'].includes(subject.collector.source)) continue;
    const g = await prepareGround(subject);
    let lives = 0; const t0 = Date.now();
    try {
      await soak(subject, g, createRandom(7 + index * 13), { roundsPerLife: 40, isOver: () => lives >= 12, onLife: () => void lives++ });
      say(`${subject.collector.source} ok ${lives} lives ${Date.now() - t0} ms`);
    } catch (e) { say(`${subject.collector.source} life ${lives}: ${String((e as Error).stack).slice(0, 600)}`); }
  }
}, 2_000_000);
