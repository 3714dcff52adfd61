// From counts per topic, neighbourhood, source and week to rows of trends. Pure.
import { believable } from './chance.ts';
import { type TrendKind, type TrendRow, topSources } from './trend-row.ts';
import { commonSpread, riseP, type Usual, usualOf, usualRange } from './usual.ts';

/** Of one stretch: all posts, and those of them that are official, automated, copied. */
export type Measures = readonly [posts: number, official: number, automated: number, copied: number];

export interface SourceCounts {
  topic: string;
  place: string;
  source: string;
  now: Measures;
  /** of the weeks before, in the length of the period; null where the source was not collected */
  before: readonly (Measures | null)[];
}

/** A row before it is compared: sums over its sources. */
interface Cell {
  kind: Exclude<TrendKind, 'term'>;
  topic: string;
  place: string;
  now: number[];
  before: number[][];
  sources: Map<string, number>;
  /** of each source, how many weeks its mean rests on, weighed by that mean */
  weighedWeeks: number;
  weight: number;
  fewestWeeks: number;
}

const nothing: Measures = [0, 0, 0, 0];

/** A week in which a source was not collected is taken to have been like its others: silence of ours is no silence of the city. */
function filled(before: SourceCounts['before']): { weeks: Measures[]; mean: Measures; known: number } {
  const known = before.filter((week) => week !== null);
  const mean = nothing.map(
    (_, measure) => known.reduce((sum, week) => sum + week[measure]!, 0) / Math.max(1, known.length),
  ) as unknown as Measures;
  return { weeks: before.map((week) => week ?? mean), mean, known: known.length };
}

function addMeasures(sums: number[], measures: Measures): void {
  for (let measure = 0; measure < measures.length; measure++) sums[measure]! += measures[measure]!;
}

function addTo(cell: Cell, { source, now, before }: SourceCounts): void {
  const { weeks, mean, known } = filled(before);
  addMeasures(cell.now, now);
  for (let week = 0; week < weeks.length; week++) addMeasures(cell.before[week]!, weeks[week]!);
  cell.sources.set(source, (cell.sources.get(source) ?? 0) + now[0]);
  cell.weighedWeeks += mean[0] * known;
  cell.weight += mean[0];
  cell.fewestWeeks = Math.min(cell.fewestWeeks, known);
}

/** Which rows counts belong to: topic '' is all topics, place '' none. */
function kindsOf({ topic, place }: SourceCounts): Cell['kind'][] {
  if (topic === '') return place === '' ? [] : ['place'];
  return place === '' ? ['topic'] : ['topic', 'cell'];
}

function gather(counts: readonly SourceCounts[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const entry of counts) {
    for (const kind of kindsOf(entry)) {
      const topic = kind === 'place' ? '' : entry.topic;
      const place = kind === 'topic' ? '' : entry.place;
      const key = JSON.stringify([kind, topic, place]);
      const cell = cells.get(key) ?? {
        ...{ kind, topic, place, now: [...nothing], before: entry.before.map(() => [...nothing]) },
        ...{ sources: new Map(), weighedWeeks: 0, weight: 0, fewestWeeks: entry.before.length },
      };
      cells.set(key, cell);
      addTo(cell, entry);
    }
  }
  return [...cells.values()];
}

/** Share of what is above the usual that is above its own usual; null where nothing is. */
function riseShare({ now, before }: Cell, measure: number, rise: number): number | null {
  if (rise <= 0) return null;
  const usual = before.reduce((sum, week) => sum + week[measure]!, 0) / Math.max(1, before.length);
  return Math.min(1, Math.max(0, (now[measure]! - usual) / rise));
}

function rowOf(cell: Cell, usual: Usual, p: number, voices: number): TrendRow {
  const volume = cell.now[0]!;
  const rise = volume - usual.mean;
  const share = (measure: number) => riseShare(cell, measure, rise);
  return {
    kind: cell.kind,
    ...(cell.topic !== '' && { topic: cell.topic }),
    ...(cell.place !== '' && { place: cell.place }),
    ...{ volume, usual: usual.mean, ...usualRange(usual) },
    ratio: usual.mean === 0 ? null : volume / usual.mean,
    ...{ p, isMoreThanChance: false, voices },
    rise: { automated: share(2), copied: share(3), official: share(1) },
    sources: topSources(cell.sources),
  };
}

/** A row above its usual whose voices are not counted yet; topic '' is all topics, place '' all. */
export interface RisenCell {
  topic: string;
  place: string;
  row(voices: number): TrendRow;
}

/**
 * Rows above their usual, a ranking of each of `kinds`, the least likely first. What to believe is decided over all rows of a kind, the others among them.
 * `length`: how many weekly stretches the period is as long as.
 */
export function risenCells(
  counts: readonly SourceCounts[],
  length: number,
  kinds: readonly Cell['kind'][],
): RisenCell[][] {
  const cells = gather(counts);
  return kinds.map((kind) => {
    const own = cells.filter((cell) => cell.kind === kind);
    const weekly = own.map(({ before }) => before.map(([posts]) => posts! / length));
    const common = commonSpread(weekly);
    const usuals = own.map((cell, index) => {
      const known = cell.weight > 0 ? cell.weighedWeeks / cell.weight : cell.fewestWeeks;
      return { ...usualOf(weekly[index]!, common, length), weeks: known / length };
    });
    const ps = own.map((cell, index) => riseP(cell.now[0]!, usuals[index]!));
    const believed = believable(ps);
    const risen = own.flatMap((cell, index) => {
      const rise = cell.now[0]! - usuals[index]!.mean;
      return rise <= 0 ? [] : [{ cell, index, rise }];
    });
    risen.sort((a, b) => ps[a.index]! - ps[b.index]! || b.rise - a.rise);
    return risen.map(({ cell, index }) => ({
      topic: cell.topic,
      place: cell.place,
      row: (voices) => ({
        ...rowOf(cell, usuals[index]!, ps[index]!, voices),
        isMoreThanChance: believed[index]!,
      }),
    }));
  });
}
