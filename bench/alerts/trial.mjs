// Quiet weeks are gone through bin by bin; bursts are planted in them, and it is noted when each is found.
import { firstBin, usualIn, weekAt } from './detectors.mjs';
import { binMs } from './series.mjs';

const { createRandom } = await import('../../dist/src/sample/random.js');

const perHour = 3_600_000 / binMs;
const perWeek = 168 * perHour;
/** What goes on is one alarm: as the cool-down of a rule has it. */
const coolDown = 2 * perHour;
const times = 3;
const fewestAnHour = 5;

/** False alarms per week of quiet. */
export function countFalseAlarms(series, detect) {
  let alarms = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let bin = firstBin; bin < series.counts.length; bin += 1) {
    if (!detect(series, bin)) continue;
    if (bin - last > coolDown) alarms += 1;
    last = bin;
  }
  return (alarms * perWeek) / (series.counts.length - firstBin);
}

function poisson(random, mean) {
  let [count, sum] = [0, -Math.log(1 - random.next())];
  while (sum < mean) {
    count += 1;
    sum -= Math.log(1 - random.next());
  }
  return count;
}

const usualHour = (series, end) => {
  const known = weekAt(series, end);
  let sum = 0;
  for (let bin = end - perHour; bin < end; bin += 1) sum += usualIn(known, bin);
  return sum;
};

/** Bin → extra posts: as many as bring the fullest hour to three times its usual, on average. */
function extraPosts(random, shape, begin, usual) {
  const extra = new Map();
  const posts = poisson(random, (((times - 1) * usual) / shape.count) * shape.minutes.length);
  for (let post = 0; post < posts; post += 1) {
    // Within the minute of one of its posts: the same times again and again would be a comb.
    const minute = random.pick(shape.minutes) + 2 * random.next() - 1;
    const bin = begin + Math.max(0, Math.floor((minute * 60_000) / binMs));
    extra.set(bin, (extra.get(bin) ?? 0) + 1);
  }
  return extra;
}

function follow(series, detect, extra, { begin, end }) {
  let [found, reached] = [undefined, undefined];
  for (let bin = begin; bin < end + 4 * perHour && (found === undefined || reached === undefined); bin += 1) {
    if (found === undefined && detect(series, bin, extra)) found = bin;
    if (reached !== undefined) continue;
    let [posts, usual] = [0, 0];
    const known = weekAt(series, bin);
    for (let at = bin - perHour + 1; at <= bin; at += 1) {
      posts += series.counts[at] + (extra.get(at) ?? 0);
      usual += usualIn(known, at);
    }
    if (posts >= times * usual) reached = bin;
  }
  const minutes = (bin, from) =>
    bin === undefined ? Number.POSITIVE_INFINITY : ((bin + 1 - from) * binMs) / 60_000;
  return {
    sinceBegin: minutes(found, begin),
    sinceFullest: minutes(found, end),
    // undefined: chance brought fewer, and there never were three times as many
    sinceReached: reached === undefined ? undefined : minutes(found, reached + 1),
  };
}

/** → one row per burst: usual posts of its fullest hour, and minutes until it was found from its beginning, its fullest hour's end, three times the usual. */
export function plantBursts(series, shapes, detect, tries) {
  const random = createRandom('bursts', series.counts.length);
  const rows = [];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const shape = random.pick(shapes);
    const begin = random.integer(firstBin + 4 * perHour, series.counts.length - 30 * perHour);
    const end = begin + Math.ceil((shape.end * 60_000) / binMs);
    const usual = usualHour(series, end);
    if (usual < fewestAnHour) continue;
    const extra = extraPosts(random, shape, begin, usual);
    rows.push({ usual, ...follow(series, detect, extra, { begin, end }) });
  }
  return rows;
}
