// What rose and what fell, and why: the neighbourhoods, sources and feelings behind a topic's change.
import type { Rows } from '../asking.ts';
import { floodKind, floodOf } from '../flood.ts';
import { fallers, hasVoices, risers } from '../movers.ts';
import { paramsOf, weeksBefore } from '../scope.ts';
import type { Template, Writing } from '../sentence.ts';
import { canCompareFeeling, canFall, canRise } from '../whole.ts';
import { termsOf } from './emerging.ts';

const all = { limit: 500 };

const inOne = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');

/** `Noise (+68%)` of each, or `Noise (new)` where there was nothing before. */
async function named({ scope, words, read }: Writing, topics: readonly Rows['topics'][]): Promise<string> {
  const params = { ...paramsOf(scope), ...all };
  const said: string[] = [];
  for (const { topic, label } of topics) {
    const ratio = await read.number('topics', params, { row: { topic }, field: 'change.volume.ratio' });
    said.push(`${label} (${ratio === undefined ? 'new' : words.change(ratio)})`);
  }
  return words.list(said);
}

/** That nothing changed can only be said where something was said. */
async function saidNothing({ scope, read }: Writing, text: string): Promise<string | undefined> {
  const { rows } = await read.ask('topics', { ...paramsOf(scope), ...all });
  return rows.length === 0 ? undefined : text;
}

/** Topics above their usual of eight weeks: in the week whose posts a riser has more of, or a faller had. */
const trendsOf = ({ scope }: Writing, sign: 1 | -1) => {
  const params = paramsOf(scope);
  return { ...(sign > 0 ? params : weeksBefore(params, 1)), rows: 'topic', limit: 200 };
};

async function trendOf(writing: Writing, topic: string, sign: 1 | -1): Promise<Rows['trends'] | undefined> {
  const { rows } = await writing.read.ask('trends', trendsOf(writing, sign));
  return rows.find((row) => row.topic === topic && row.isMoreThanChance);
}

/** Of several topics, those whose change is mostly one flood: a change of the subject, not of the city. */
async function floodsOf(
  writing: Writing,
  topics: readonly Rows['topics'][],
  sign: 1 | -1,
): Promise<string | undefined> {
  const said = new Map<string, string[]>();
  for (const { topic, label } of topics) {
    const trend = await trendOf(writing, topic, sign);
    const [, kind] = (trend && floodKind(trend)) ?? [];
    if (kind !== undefined) said.set(kind, [...(said.get(kind) ?? []), label]);
  }
  const when = sign > 0 ? 'this week' : 'the week before';
  const whose = (labels: readonly string[]) => {
    if (labels.length < topics.length) return writing.words.list(labels);
    return topics.length === 1 ? 'it' : 'they';
  };
  const sentences = [...said].map(
    ([kind, labels]) => `Most of what ${whose(labels)} had above the usual ${when} is ${kind}.`,
  );
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** All risers in one sentence. */
export const rose: Template = async (writing) => {
  const { scope, read } = writing;
  if (!(await canRise(scope, read.ask))) return undefined;
  const topics = await risers(scope, read.ask);
  if (topics.length === 0) return saidNothing(writing, 'No topic rose by more than chance.');
  return inOne(
    `Rose most, by more than chance: ${await named(writing, topics)}.`,
    await floodsOf(writing, topics, 1),
  );
};

export const fell: Template = async (writing) => {
  const { scope, read } = writing;
  if (!(await canFall(scope, read.ask))) return undefined;
  const topics = await fallers(scope, read.ask);
  if (topics.length === 0) return saidNothing(writing, 'No topic fell by more than chance.');
  return inOne(
    `Fell most, by more than chance: ${await named(writing, topics)}.`,
    await floodsOf(writing, topics, -1),
  );
};

/** `given.topic` is one of the risers. */
export const topicRose: Template = (writing, given) => toldOf(writing, given, 1);
export const topicFell: Template = (writing, given) => toldOf(writing, given, -1);

async function toldOf(
  writing: Writing,
  { topic = '' }: Record<string, string>,
  sign: 1 | -1,
): Promise<string | undefined> {
  const { scope, words, read } = writing;
  const movers = await (sign > 0 ? risers : fallers)(scope, read.ask);
  const mover = movers.find((row) => row.topic === topic);
  if (mover === undefined) return undefined;
  const at = (field: string) =>
    read.number('topics', { ...paramsOf(scope), ...all }, { row: { topic }, field });
  const now = (await at('volume'))!;
  const before = (await at('change.volume.previous'))!;
  const ratio = await at('change.volume.ratio');
  const change = ratio === undefined ? 'new this week' : `${words.change(ratio)}`;
  const direction = sign > 0 ? 'up' : 'down';
  const parts = [
    `${mover.label}: ${words.posts(now)}, ${direction} from ${words.count(before)} (${change}).`,
    await floodBehind(writing, topic, sign),
    await whereOf(writing, topic, sign),
    await sourceOf(writing, topic, sign),
    sign > 0 ? await saidOf(writing, topic) : undefined,
    await feelingOf(writing, topic),
  ];
  return inOne(...parts);
}

async function floodBehind(writing: Writing, topic: string, sign: 1 | -1): Promise<string | undefined> {
  const trend = await trendOf(writing, topic, sign);
  const what = sign > 0 ? 'what is above its usual' : 'what the week before had above its usual';
  return trend && floodOf(writing, trendsOf(writing, sign), { trend, row: { topic }, what });
}

interface Changed {
  volume: number;
  change?: { volume: { difference: number | null; isMoreThanChance: boolean | null } } | undefined;
}

/** The one that changed most in this direction, beyond chance. */
function mostChanged<Row extends Changed>(rows: readonly Row[], sign: 1 | -1): Row | undefined {
  const difference = (row: Row) => sign * (row.change?.volume.difference ?? 0);
  return rows
    .filter((row) => row.change?.volume.isMoreThanChance === true && difference(row) > 0)
    .sort((a, b) => difference(b) - difference(a))[0];
}

/** `topic` narrows to one topic, whatever the reader's are. */
const withTopic = ({ scope }: Writing, topic: string) => ({ ...paramsOf(scope), topic });

async function whereOf(writing: Writing, topic: string, sign: 1 | -1): Promise<string | undefined> {
  const { words, read, scope } = writing;
  const params = { ...withTopic(writing, topic), limit: 2000 };
  const { rows } = await read.ask('places', params);
  const told = rows.filter(hasVoices(scope.city.minimumN.voices));
  const most = mostChanged(told, sign);
  if (most === undefined) return undefined;
  const row = { place: most.place };
  const now = (await read.number('places', params, { row, field: 'volume' }))!;
  const before = (await read.number('places', params, { row, field: 'change.volume.previous' }))!;
  const verb = sign > 0 ? 'rose' : 'fell';
  return `It ${verb} most in ${most.name} (${words.posts(now)}, ${words.count(before)} the week before).`;
}

/** Only where there is more than one source. */
async function sourceOf(writing: Writing, topic: string, sign: 1 | -1): Promise<string | undefined> {
  const { words, read, scope } = writing;
  const params = { ...withTopic(writing, topic), by: 'source', limit: 500 };
  const { rows } = await read.ask('compare', params);
  const told = rows.filter(hasVoices(scope.city.minimumN.voices));
  const most = told.length < 2 ? undefined : mostChanged(told, sign);
  if (most?.source === undefined) return undefined;
  const row = { source: most.source };
  const now = (await read.number('compare', params, { row, field: 'volume' }))!;
  const before = (await read.number('compare', params, { row, field: 'change.volume.previous' }))!;
  return `Of the sources it ${sign > 0 ? 'rose' : 'fell'} most on ${most.source} (${words.posts(now)}, ${words.count(before)} the week before).`;
}

async function saidOf(writing: Writing, topic: string): Promise<string | undefined> {
  const terms = await termsOf(writing, topic);
  return terms === undefined ? undefined : `Words above their usual: ${terms}.`;
}

async function feelingOf({ scope, words, read }: Writing, topic: string): Promise<string | undefined> {
  const params = { ...paramsOf(scope), ...all };
  const value = await read.number('topics', params, { row: { topic }, field: 'sentiment' });
  if (value === undefined) return undefined;
  const { rows } = await read.ask('topics', params);
  const change = rows.find((row) => row.topic === topic)?.change?.sentiment;
  const isSure = change?.isMoreThanChance === true && (await canCompareFeeling(scope, read.ask));
  if (!isSure) return `Net sentiment ${words.net(value)}.`;
  const previous = (await read.number('topics', params, {
    row: { topic },
    field: 'change.sentiment.previous',
  }))!;
  return `Net sentiment ${words.net(value)}, ${words.net(previous)} the week before: more than chance.`;
}
