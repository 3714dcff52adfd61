// Every sentence that a digest may write, in the order in which they are told. Each is one line.
import { isIncomplete } from '../collection.ts';
import { floodOf } from '../flood.ts';
import type { Template, Writing } from '../sentence.ts';
import { alert, type DigestSources } from './alerts.ts';
import { type DigestScope, digestParams } from './scope.ts';
import { lacksOfDay, lacksOfDayBefore, rising, risingWords, type Trend, trendParams } from './unusual.ts';
import { fell, heardNothing, lessHeard, rose } from './volume.ts';

export type DigestWriting = Writing<DigestScope>;
type DigestTemplate = Template<DigestScope>;

const mostWords = 3;
/** Posts; how many times so few is told of nobody. */
const hardlyAny = 1;

const within = (rows: readonly Trend[], name: 'topic' | 'place', id: string | undefined) =>
  rows.find((row) => row[name] === id);

const rowOf = ({ topic, place }: Trend): Record<string, string> => ({
  ...(topic !== undefined && { topic }),
  ...(place !== undefined && { place }),
});

const riseOf = (trend: Trend) => ({ trend, row: rowOf(trend), what: 'the rise' });

/** `124 posts, 3.1 times the usual 40` */
async function above(
  { words, read }: DigestWriting,
  params: ReturnType<typeof trendParams>,
  trend: Trend,
): Promise<string> {
  const row = rowOf(trend);
  const posts = words.posts((await read.number('trends', params, { row, field: 'volume' }))!);
  if (trend.usual < hardlyAny) return `${posts}, where there is usually hardly any`;
  const ratio = (await read.number('trends', params, { row, field: 'ratio' }))!;
  const usual = (await read.number('trends', params, { row, field: 'usual' }))!;
  return `${posts}, ${words.times(ratio)} the usual ${words.about(usual)}`;
}

async function placeOf(writing: DigestWriting, topic: string): Promise<string | undefined> {
  const { scope, words, read } = writing;
  const params = trendParams(scope, 'cell', { topic });
  const most = within(await rising(scope, read.ask, params), 'topic', topic);
  if (most?.place === undefined) return undefined;
  const posts = await read.number('trends', params, { row: rowOf(most), field: 'volume' });
  return `Most above the usual in ${most.name} (${words.posts(posts!)}).`;
}

async function wordsOf({ scope, words, read }: DigestWriting, topic?: string): Promise<string | undefined> {
  const found = (await risingWords(scope, read.ask, topic)).slice(0, mostWords);
  const told: string[] = [];
  for (const { term = '', topic: of } of found) {
    const params = trendParams(scope, 'term', { ...(of && { topic: of }) });
    const posts = (await read.number('trends', params, { row: { term }, field: 'volume' }))!;
    told.push(`“${term}” (${told.length === 0 ? words.posts(posts) : words.count(posts)})`);
  }
  return told.length === 0 ? undefined : words.list(told);
}

/** `given.topic` was above its usual yesterday. */
const topicDay: DigestTemplate = async (writing, { topic }) => {
  const { scope, read } = writing;
  const params = trendParams(scope, 'topic');
  const trend = within(await rising(scope, read.ask, params), 'topic', topic);
  if (trend === undefined) return undefined;
  const said = await wordsOf(writing, topic);
  const parts = [
    `${trend.label}: ${await above(writing, params, trend)}.`,
    await floodOf(writing, params, riseOf(trend)),
    await placeOf(writing, topic!),
    said && `Words: ${said}.`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
};

/** `given.topic` was above its usual since midnight. */
const topicNight: DigestTemplate = async (writing, { topic }) => {
  const { scope, read } = writing;
  if (scope.night === undefined) return undefined;
  const params = trendParams(scope, 'topic', { period: scope.night });
  const trend = within(await rising(scope, read.ask, params), 'topic', topic);
  if (trend === undefined) return undefined;
  const flood = await floodOf(writing, params, riseOf(trend));
  return `Since midnight, ${trend.label}: ${await above(writing, params, trend)}.${flood ? ` ${flood}` : ''}`;
};

/** `given.place` was above its usual yesterday. */
const placeDay: DigestTemplate = async (writing, { place }) => {
  const { scope, read } = writing;
  const params = trendParams(scope, 'place');
  const trend = within(await rising(scope, read.ask, params), 'place', place);
  if (trend === undefined) return undefined;
  const flood = await floodOf(writing, params, riseOf(trend));
  return `${trend.name}: ${await above(writing, params, trend)}.${flood ? ` ${flood}` : ''}`;
};

const emerging: DigestTemplate = async (writing) => {
  const said = await wordsOf(writing);
  return said === undefined ? undefined : `Words above their usual: ${said}.`;
};

/** A fall of net sentiment beyond chance, of two days that were collected; a rise of it can wait for Monday. */
const feeling: DigestTemplate = async ({ scope, words, read }) => {
  const lacks = [await lacksOfDay(scope, read.ask), await lacksOfDayBefore(scope, read.ask)];
  if (lacks.some((of) => isIncomplete(of, scope.day))) return undefined;
  const params = digestParams(scope);
  const change = (await read.ask('summary', params)).rows[0]?.change?.sentiment;
  if (change?.isMoreThanChance !== true || (change.difference ?? 0) >= 0) return undefined;
  const now = await read.number('summary', params, { field: 'sentiment' });
  const before = await read.number('summary', params, { field: 'change.sentiment.previous' });
  if (now === undefined || before === undefined) return undefined;
  return `Net sentiment ${words.net(now)}, the day before ${words.net(before)}: worse by more than chance.`;
};

const states: Readonly<Record<string, string>> = {
  late: 'is not being collected',
  'rate limited': 'waits, because its platform asks for it',
  budget: 'waits, because its budget is spent',
  failing: 'cannot be collected at present',
  blocked: 'refuses to be collected',
};

/** `given.source` brings nothing at present. Only on the morning itself. */
const silent: DigestTemplate = async ({ scope, read }, { source }) => {
  if (!scope.isToday) return undefined;
  const { rows } = await read.ask('sources', {});
  const said = states[rows.find((row) => row.source === source)?.status ?? ''];
  return said === undefined ? undefined : `The source ${source} ${said} (\`earshot sources\` says why).`;
};

/** Statuses of sources that a morning is told of. */
export const tellingStatuses = new Set(Object.keys(states));

export const digestTemplates: ReadonlyMap<string, Template<DigestSources>> = new Map(
  Object.entries({
    ...{ lessHeard, heardNothing, rose, fell, alert },
    ...{ topicDay, topicNight, placeDay, emerging, feeling, silent },
  }),
);
