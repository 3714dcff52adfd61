// The demo city's year as counts of posts per five minutes, all of them and by topic. What makes real bursts (its stories and incidents) is left
// out: what remains is quiet.
const { generatePosts } = await import('../../dist/src/sample/generate.js');
const { stories } = await import('../../dist/src/sample/stories/catalog.js');
const { createSteps } = await import('../../dist/src/enrich/pipeline.js');
const { readPost } = await import('../../dist/src/enrich/reading.js');
const { loadCity, readEnvironment } = await import('../../dist/src/config.js');
const { binMinutes } = await import('../../dist/src/alert/detect-volume.js');

export const binMs = binMinutes * 60_000;
const days = 400;
const now = new Date('2026-11-26T12:00:00Z');
const from = now.getTime() - days * 86_400_000;
const binCount = (days * 86_400_000) / binMs;

const city = await loadCity(
  new URL('../../config/demo/quillport.yaml', import.meta.url).pathname,
  readEnvironment(),
);
const loud = new Set([...stories.map(({ name }) => name), 'incident']);
const streamOf = (id) => id.slice(11).replace(/-\d+$/, '');

const emptySeries = () => ({ counts: new Float64Array(binCount), threads: new Map() });

function addTo(series, bin, thread) {
  series.counts[bin] += 1;
  if (thread === undefined) return;
  const here = series.threads.get(bin) ?? [];
  here.push(thread);
  series.threads.set(bin, here);
}

/** `all` and each topic → { counts per bin, threads: bin → thread of each of its posts that is in one }. */
export async function readSeries(seed) {
  const steps = createSteps(city);
  const series = new Map([['all', emptySeries()]]);
  for (const post of generatePosts({ seed, from: new Date(from), to: now, now })) {
    if (loud.has(streamOf(post.id))) continue;
    const bin = Math.floor((Date.parse(post.createdAt) - from) / binMs);
    const reading = readPost({ source: 'sample', ...post });
    const lang = post.language ?? 'en';
    const topics = steps.tagTopics(reading, lang, steps.readSentiment(reading, lang)).map(({ id }) => id);
    const thread = post.thread?.id ?? (post.engagement?.replies ? post.id : undefined);
    for (const name of ['all', ...topics]) {
      if (!series.has(name)) series.set(name, emptySeries());
      addTo(series.get(name), bin, thread && `${seed} ${thread}`);
    }
  }
  return series;
}

export function mergeSeries(list) {
  const merged = emptySeries();
  for (const { counts, threads } of list) {
    for (const [bin, count] of counts.entries()) merged.counts[bin] += count;
    for (const [bin, here] of threads) merged.threads.set(bin, [...(merged.threads.get(bin) ?? []), ...here]);
  }
  return merged;
}

/** Every post that is not loud, the oldest first: { bin, label of its sentiment, thread }. */
export async function readFeelings(seed) {
  const steps = createSteps(city);
  const posts = [];
  for (const post of generatePosts({ seed, from: new Date(from), to: now, now })) {
    if (loud.has(streamOf(post.id))) continue;
    const reading = readPost({ source: 'sample', ...post });
    const { label } = steps.readSentiment(reading, post.language ?? 'en');
    const thread = post.thread?.id ?? (post.engagement?.replies ? post.id : undefined);
    posts.push({ bin: Math.floor((Date.parse(post.createdAt) - from) / binMs), label, thread });
  }
  return posts.sort((a, b) => a.bin - b.bin);
}
