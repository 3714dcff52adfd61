// From counts per topic, neighbourhood, source and week to rows of trends. Pure.
import type { Share } from './baseline.ts';
import { believable } from './chance.ts';
import { type TrendKind, type TrendRow, topSources } from './trend-row.ts';
import { commonSpread, riseIfAny, type Usual, usualOf, usualRange } from './usual.ts';

/** Measured in each stretch: all posts, and those of them that are official, automated, copied. */
const measured = 4;
const [posts, official, automated, copied] = [0, 1, 2, 3];

/** Of one source; or, without, of all together, where posts of a topic in all neighbourhoods stand under place '*' and are told of no place again. */
export interface CellCounts {
  topic: string;
  place: string;
  source?: string;
  /** a stretch (0 is the period, 1 the week before it) and what is measured in it, again and again; more than once of one stretch are added up */
  counts: readonly number[];
  /** by stretch, where it is known: false where the source was not collected */
  collected?: readonly boolean[] | undefined;
}

/** A row before it is compared. */
interface Cell {
  kind: Exclude<TrendKind, 'term'>;
  topic: string;
  place: string;
  /** over its sources, of each stretch what is measured in it, one after another */
  sums: Float64Array;
  /** of each source, how many weeks its mean rests on, weighed by that mean */
  weighedWeeks: number;
  weight: number;
  fewestWeeks: number;
}

/** Adds up what is said of each stretch, into `sums`; never less than nothing. */
function addUp(sums: Float64Array, counts: readonly number[]): void {
  sums.fill(0);
  for (let from = 0; from < counts.length; from += measured + 1) {
    const at = counts[from]! * measured;
    for (let index = 0; index < measured; index++) sums[at + index]! += counts[from + 1 + index]!;
  }
  // What is taken away may have been summed a moment later than what it is taken from.
  for (let at = 0; at < sums.length; at++) if (sums[at]! < 0) sums[at] = 0;
}

/**
 * A week in which a source was not collected is taken to have been like its others: silence of ours is no silence of the city. Fills those in, and says
 * how many weeks are known, and how many posts they have at the mean.
 */
function fillIn(sums: Float64Array, collected: CellCounts['collected']): { known: number; mean: number } {
  const stretches = sums.length / measured;
  const isKnown = (stretch: number) => collected?.[stretch] !== false;
  const means = new Float64Array(measured);
  let known = 0;
  for (let stretch = 1; stretch < stretches; stretch++) {
    if (!isKnown(stretch)) continue;
    known += 1;
    for (let index = 0; index < measured; index++) means[index]! += sums[stretch * measured + index]!;
  }
  for (let index = 0; index < measured; index++) means[index]! /= Math.max(1, known);
  for (let stretch = 1; stretch < stretches; stretch++)
    if (!isKnown(stretch)) sums.set(means, stretch * measured);
  return { known, mean: means[posts]! };
}

/** Counts of parts of hours, as counts of the stretches that these belong to. */
export function byStretch(counts: readonly number[], parts: readonly Share[][]): number[] {
  const told: number[] = [];
  for (let from = 0; from < counts.length; from += measured + 1)
    for (const [stretch, weight] of parts[counts[from]!]!) {
      told.push(stretch);
      for (let index = 1; index <= measured; index++) told.push(counts[from + index]! * weight);
    }
  return told;
}

/** What is left of the counts of all sources together without those of some. */
export function without(all: readonly CellCounts[], some: readonly CellCounts[]): CellCounts[] {
  const taken = new Map<string, number[]>();
  for (const { topic, place, counts } of some) {
    const negative = counts.map((count, at) => (at % (measured + 1) === 0 ? count : -count));
    for (const area of place === '' ? ['*'] : ['*', place]) {
      const name = `${topic}/${area}`;
      taken.set(name, [...(taken.get(name) ?? []), ...negative]);
    }
  }
  return all.map((entry) => {
    const less = taken.get(`${entry.topic}/${entry.place}`) ?? [];
    return { ...entry, counts: [...entry.counts, ...less] };
  });
}

/** Which rows counts belong to: topic '' is all topics, place '' none. */
function kindsOf({ topic, place, source }: CellCounts): Cell['kind'][] {
  const isSomewhere = place !== '' && place !== '*';
  if (topic === '') return isSomewhere ? ['place'] : [];
  if (source === undefined) return isSomewhere ? ['cell'] : ['topic'];
  return isSomewhere ? ['topic', 'cell'] : ['topic'];
}

function gather(counts: readonly CellCounts[], stretches: number): Cell[] {
  const cells = new Map<string, Cell>();
  const own = new Float64Array(stretches * measured);
  for (const entry of counts) {
    addUp(own, entry.counts);
    const { known, mean } = fillIn(own, entry.collected);
    for (const kind of kindsOf(entry)) {
      const topic = kind === 'place' ? '' : entry.topic;
      const place = kind === 'topic' ? '' : entry.place;
      const key = `${kind}/${topic}/${place}`;
      let cell = cells.get(key);
      if (!cell) {
        const sums = new Float64Array(own.length);
        cell = { kind, topic, place, sums, weighedWeeks: 0, weight: 0, fewestWeeks: stretches - 1 };
        cells.set(key, cell);
      }
      for (let at = 0; at < own.length; at++) cell.sums[at]! += own[at]!;
      cell.weighedWeeks += mean * known;
      cell.weight += mean;
      cell.fewestWeeks = Math.min(cell.fewestWeeks, known);
    }
  }
  // Of some it was counted only to be taken away again.
  return [...cells.values()].filter(({ sums }) => sums.some((count) => count > 0));
}

/** A measure of each of the weeks before the period. */
function weeksOf({ sums }: Cell, measure: number): number[] {
  const weeks: number[] = [];
  for (let at = measured + measure; at < sums.length; at += measured) weeks.push(sums[at]!);
  return weeks;
}

/** Share of what is above the usual that is above its own usual; null where nothing is. */
function riseShare(cell: Cell, measure: number, rise: number): number | null {
  if (rise <= 0) return null;
  const weeks = weeksOf(cell, measure);
  const usual = weeks.reduce((sum, count) => sum + count, 0) / Math.max(1, weeks.length);
  return Math.min(1, Math.max(0, (cell.sums[measure]! - usual) / rise));
}

function rowOf(cell: Cell, usual: Usual, p: number, { voices, sources }: ToldCell): TrendRow {
  const volume = cell.sums[posts]!;
  const rise = volume - usual.mean;
  const share = (measure: number) => riseShare(cell, measure, rise);
  return {
    kind: cell.kind,
    ...(cell.topic !== '' && { topic: cell.topic }),
    ...(cell.place !== '' && { place: cell.place }),
    ...{ volume, usual: usual.mean, ...usualRange(usual) },
    ratio: usual.mean === 0 ? null : volume / usual.mean,
    ...{ p, isMoreThanChance: false, voices },
    rise: { automated: share(automated), copied: share(copied), official: share(official) },
    sources: topSources(sources),
  };
}

/** What is read of a cell once it is to be told: how many people, and how many posts of each source. */
export interface ToldCell {
  voices: number;
  sources: ReadonlyMap<string, number>;
}

/** A row above its usual whose voices are not counted yet; topic '' is all topics, place '' all. */
export interface RisenCell {
  topic: string;
  place: string;
  /** posts of the period */
  volume: number;
  row(told: ToldCell): TrendRow;
}

/**
 * Rows above their usual, a ranking of each of `kinds`, the least likely first. What to believe is decided over all rows of a kind, the others among them.
 * `stretches`: the period and the weeks before it; `length`: how many weekly stretches the period is as long as.
 */
export function risenCells(
  counts: readonly CellCounts[],
  kinds: readonly Cell['kind'][],
  { stretches, length }: { stretches: number; length: number },
): RisenCell[][] {
  const cells = gather(counts, stretches);
  return kinds.map((kind) => {
    const own = cells.filter((cell) => cell.kind === kind);
    const weekly = own.map((cell) => weeksOf(cell, posts).map((count) => count / length));
    const common = commonSpread(weekly);
    const usuals = own.map((cell, index) => {
      const known = cell.weight > 0 ? cell.weighedWeeks / cell.weight : cell.fewestWeeks;
      return { ...usualOf(weekly[index]!, common, length), weeks: known / length };
    });
    const ps = own.map((cell, index) => riseIfAny(cell.sums[posts]!, usuals[index]!));
    const believed = believable(ps);
    const risen = own.flatMap((cell, index) => {
      const rise = cell.sums[posts]! - usuals[index]!.mean;
      return rise <= 0 ? [] : [{ cell, index, rise }];
    });
    const name = ({ cell }: (typeof risen)[number]) => `${cell.topic}/${cell.place}`;
    risen.sort((a, b) => ps[a.index]! - ps[b.index]! || b.rise - a.rise || (name(a) < name(b) ? -1 : 1));
    return risen.map(({ cell, index }) => ({
      topic: cell.topic,
      place: cell.place,
      volume: cell.sums[posts]!,
      row: (told) => ({
        ...rowOf(cell, usuals[index]!, ps[index]!, told),
        isMoreThanChance: believed[index]!,
      }),
    }));
  });
}
