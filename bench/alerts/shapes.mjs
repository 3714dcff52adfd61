// Shapes of bursts: how the posts on real events came, from the quarter of an hour in which each burst began to three hours after its fullest hour.
// Nothing but times is read.
import { readFile } from 'node:fs/promises';

const hour = 60;
const fewest = 12;
const mostOfAnEvent = 6;
const apart = 8 * hour;

/** Sorted minutes → the start of the fullest hour that is far from those used. */
function fullestHour(minutes, used) {
  let best = { count: 0, at: 0 };
  let first = 0;
  for (const [last, minute] of minutes.entries()) {
    while (minute - minutes[first] > hour) first += 1;
    const at = minutes[first];
    const count = last - first + 1;
    if (count > best.count && used.every((other) => Math.abs(other - at) >= apart)) best = { count, at };
  }
  return best;
}

/** Goes back while a quarter of an hour has more than a quarter of what one of the fullest hour has. */
function beginningOf(minutes, { at, count }) {
  const within = (from) => minutes.filter((minute) => minute >= from && minute < from + 15).length;
  let begin = at;
  for (let back = 1; back <= 24 && within(at - back * 15) > count / 16; back += 1) begin = at - back * 15;
  return begin;
}

/** → [{ minutes since the beginning, count of the fullest hour, its end in minutes }]. */
export async function readShapes(file) {
  const events = new Map();
  for (const line of (await readFile(file, 'utf8')).trim().split('\n')) {
    const { channel, createdAt } = JSON.parse(line);
    events.set(channel, [...(events.get(channel) ?? []), Date.parse(createdAt) / 60_000]);
  }
  const shapes = [];
  for (const minutes of events.values()) {
    minutes.sort((a, b) => a - b);
    const used = [];
    while (used.length < mostOfAnEvent) {
      const fullest = fullestHour(minutes, used);
      if (fullest.count < fewest) break;
      used.push(fullest.at);
      const begin = beginningOf(minutes, fullest);
      const own = minutes.filter((minute) => minute >= begin && minute < fullest.at + 4 * hour);
      shapes.push({
        minutes: own.map((minute) => minute - begin),
        count: fullest.count,
        end: fullest.at - begin + hour,
      });
    }
  }
  return shapes;
}
