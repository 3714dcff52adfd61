// How good are alerts on sentiment and on silence? The demo city's year without its stories and incidents, as bench/alerts.mjs has it, looked at every
// five minutes: false alarms a week; moods that fall and sources that stop are planted, and it is noted when each is found. A source here is the whole city.
//   npm run build && node bench/alerts-feeling.mjs [--seed 1] [--tries 400]
import { parseArgs } from 'node:util';
import { binMs, readFeelings } from './alerts/series.mjs';

const { detectFall } = await import('../dist/src/alert/detect-sentiment.js');
const { detectSilence } = await import('../dist/src/alert/detect-silence.js');
const { feelingLimitsOf, silences } = await import('../dist/src/alert/limits.js');
const { usualWeek, historyHours, rateAt } = await import('../dist/src/alert/week.js');
const { createRandom } = await import('../dist/src/sample/random.js');

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, tries: { type: 'string', default: '400' } },
});
const posts = await readFeelings(Number(values.seed));
const perHour = 3_600_000 / binMs;
const window = 3 * perHour;
const first = (historyHours + 4) * perHour;
const end = posts.at(-1).bin;
const weeks = (end - first) / (168 * perHour);
const firstAt = new Int32Array(end + 2).fill(posts.length);
for (let at = posts.length - 1; at >= 0; at -= 1) firstAt[posts[at].bin] = at;
for (let bin = end; bin >= 0; bin -= 1) firstAt[bin] = Math.min(firstAt[bin], firstAt[bin + 1]);
const within = (from, to) => posts.slice(firstAt[Math.max(0, from)], firstAt[Math.min(end + 1, to)]);
const sum = (some) => ({
  posts: some.length,
  negative: some.filter(({ label }) => label === 'negative').length,
  positive: some.filter(({ label }) => label === 'positive').length,
});

/** Of each hour, the eight weeks that end three hours before. */
const usuals = new Map();
function usualAt(bin) {
  const hour = Math.floor((bin + 1 - window) / perHour);
  if (!usuals.has(hour)) usuals.set(hour, sum(within((hour - historyHours) * perHour, hour * perHour)));
  return usuals.get(hour);
}

function largestOf(some) {
  const threads = new Map();
  for (const post of some)
    if (post.thread) threads.set(post.thread, [...(threads.get(post.thread) ?? []), post]);
  return sum([...threads.values()].sort((a, b) => b.length - a.length)[0] ?? []);
}

const fallsAt = (bin, limits, change = (post) => post) => {
  const some = within(bin + 1 - window, bin + 1).map(change);
  const now = { sources: [{ now: sum(some), usual: usualAt(bin) }], voices: some.length };
  const quick = detectFall({ ...now, largest: sum([]) }, limits);
  return quick !== undefined && detectFall({ ...now, largest: largestOf(some) }, limits) !== undefined;
};

/** Alarms a week; what goes on, or comes again within three hours, is one. */
function falseAlarms(isAlarm) {
  let [alarms, last] = [0, Number.NEGATIVE_INFINITY];
  for (let bin = first; bin <= end; bin += 1) {
    if (!isAlarm(bin)) continue;
    if (bin - last > window) alarms += 1;
    last = bin;
  }
  return alarms / weeks;
}

const among = { isAll: true, parts: 0, voices: 5 };
/** of a profile that says nothing of `minimumN.sentiment` */
const leastPosts = 10;
const tries = Number(values.tries);
const sensitivities = ['low', 'medium', 'high'];

function foundFalls(limits, share) {
  const random = createRandom('falls', tries);
  let [found, planted] = [0, 0];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const begin = random.integer(first, end - 2 * window);
    // a night in which nobody speaks has no mood
    if (within(begin, begin + window).length < 15) continue;
    planted += 1;
    const turned = new Set(within(begin, begin + window).filter(() => random.next() < share));
    const change = (post) => (turned.has(post) ? { ...post, label: 'negative' } : post);
    for (let bin = begin; bin < begin + window; bin += 1) {
      if (!fallsAt(bin, limits, change)) continue;
      found += 1;
      break;
    }
  }
  return `${((100 * found) / planted).toFixed(1)}% of ${planted}`;
}

const hours = new Float64Array(Math.ceil((end + 1) / perHour));
for (const { bin } of posts) hours[Math.floor(bin / perHour)] += 1;
const known = new Map();
function weekAt(bin) {
  const hour = Math.floor((bin + 1 - window) / perHour);
  if (!known.has(hour)) known.set(hour, usualWeek([...hours.subarray(hour - historyHours, hour)]));
  return { week: known.get(hour), hour };
}

/** Whether a source whose last post was in `lastBin` is called silent after `bin`. */
function isSilent(bin, lastBin, { hours: least, p }) {
  const { week, hour } = weekAt(bin);
  let expected = 0;
  for (let at = lastBin + 1; at <= bin; at += 1)
    expected += rateAt(week, (at + 0.5) / perHour - hour) / perHour;
  const quiet = { behindHours: 0, emptyHours: (bin - lastBin) / perHour, expected };
  return detectSilence({ ...quiet, spread: week.spread.threeHours }, { hours: least, p }) !== undefined;
}
const lastBefore = (bin) => posts[firstAt[Math.min(end + 1, bin + 1)] - 1]?.bin ?? 0;

function foundStops(limits) {
  const random = createRandom('stops', tries);
  const waited = [];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const begin = random.integer(first, end - 24 * perHour);
    const last = lastBefore(begin);
    let bin = begin;
    while (bin < begin + 24 * perHour && !isSilent(bin, last, limits)) bin += 1;
    waited.push((bin - begin) / perHour);
  }
  waited.sort((a, b) => a - b);
  return `${waited[Math.floor(tries / 2)].toFixed(1)} h, ${waited[Math.floor(0.95 * tries)].toFixed(1)} h`;
}

console.log(`${posts.length} posts, ${weeks.toFixed(1)} weeks of quiet`);
console.log(
  '| sensitivity | sentiment: false alarms a week | 3 in 10 turned negative, found within 3 hours | 6 in 10 | silence: false alarms a week | a stop is found after, median and 95% |',
);
console.log('| --- | --- | --- | --- | --- | --- |');
for (const one of sensitivities) {
  const limits = feelingLimitsOf(one, among, leastPosts);
  const cells = [
    falseAlarms((bin) => fallsAt(bin, limits)).toFixed(2),
    foundFalls(limits, 0.3),
    foundFalls(limits, 0.6),
    falseAlarms((bin) => isSilent(bin, lastBefore(bin), silences[one])).toFixed(2),
    foundStops(silences[one]),
  ];
  console.log(`| ${one} | ${cells.join(' | ')} |`);
}
