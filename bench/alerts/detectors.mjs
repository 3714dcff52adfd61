// What is compared: the detector of alerts as it runs, and two that others use, each as it is commonly set and set so that it is as quiet.
// A detector: (series, bin, extra counts) → is there an alert after this bin?
const { usualWeek, rateAt, historyHours } = await import('../../dist/src/alert/week.js');
const { detectRise, bins, binMinutes } = await import('../../dist/src/alert/detect-volume.js');
const { limitsOf } = await import('../../dist/src/alert/limits.js');

const perHour = 60 / binMinutes;
const voices = 5;
const weekHours = 168;

export const firstBin = (historyHours + 4) * perHour;

const hourly = new WeakMap();
function hoursOf(series) {
  if (!hourly.has(series)) {
    const hours = new Float64Array(Math.floor(series.counts.length / perHour));
    for (const [bin, count] of series.counts.entries()) hours[Math.floor(bin / perHour)] += count;
    hourly.set(series, { hours, weeks: new Map() });
  }
  return hourly.get(series);
}

/** The usual week as it is known after a bin; history ends with the hour in which the longest window begins. */
export function weekAt(series, bin) {
  const { hours, weeks } = hoursOf(series);
  const end = Math.floor((bin + 1 - bins) / perHour);
  if (!weeks.has(end)) weeks.set(end, usualWeek([...hours.subarray(end - historyHours, end)]));
  return { week: weeks.get(end), end };
}

/** Posts to expect in a bin. */
export const usualIn = ({ week, end }, bin) => rateAt(week, (bin + 0.5) / perHour - end) / perHour;

function largestIn({ threads }, bin, minutes) {
  const counts = new Map();
  for (let at = bin - minutes / binMinutes + 1; at <= bin; at += 1)
    for (const thread of threads.get(at) ?? []) counts.set(thread, (counts.get(thread) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

const earshot = (limits) => (series, bin, extra) => {
  const known = weekAt(series, bin);
  const first = bin + 1 - bins;
  const counts = Array.from(
    { length: bins },
    (_, at) => series.counts[first + at] + (extra?.get(first + at) ?? 0),
  );
  const usual = Array.from({ length: bins }, (_, at) => usualIn(known, first + at));
  const recent = {
    ...{ counts, usual, week: known.week, weeks: known.week.weeks[2] },
    largest: (minutes) => largestIn(series, bin, minutes),
    voices: () => voices,
  };
  return detectRise(recent, limits) !== undefined;
};

/** Posts of the last hour, and of the same hour of the eight weeks before. */
function lastHour(series, bin, extra) {
  const sum = (end, more) => {
    let count = 0;
    for (let at = end - perHour + 1; at <= end; at += 1) count += series.counts[at] + (more?.get(at) ?? 0);
    return count;
  };
  const before = Array.from({ length: 8 }, (_, week) => sum(bin - (week + 1) * weekHours * perHour));
  const mean = before.reduce((a, b) => a + b, 0) / before.length;
  const deviation = Math.sqrt(before.reduce((a, b) => a + (b - mean) ** 2, 0) / (before.length - 1));
  return { now: sum(bin, extra), mean, deviation };
}

const threshold = (times) => (series, bin, extra) => {
  const { now, mean } = lastHour(series, bin, extra);
  return now >= voices && now >= times * mean;
};
const zScore = (least) => (series, bin, extra) => {
  const { now, mean, deviation } = lastHour(series, bin, extra);
  return now >= voices && now - mean >= least * Math.max(deviation, 1);
};

/** `topics`: how many rules watch a topic. */
export function detectors(topics) {
  const own = (sensitivity) => ({
    name: `Earshot, ${sensitivity}`,
    all: earshot(limitsOf(sensitivity, { isAll: true, parts: topics, voices })),
    topic: earshot(limitsOf(sensitivity, { isAll: false, parts: topics, voices })),
  });
  const same = (name, detect) => ({ name, all: detect, topic: detect });
  return [
    own('low'),
    own('medium'),
    own('high'),
    same('threshold: 2 times the mean', threshold(2)),
    same('threshold: 3 times the mean', threshold(3)),
    same('z-score of 3', zScore(3)),
    same('z-score of 6', zScore(6)),
  ];
}
