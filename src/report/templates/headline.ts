// The first two sentences: how much was said, and how it felt.
import { paramsOf } from '../scope.ts';
import type { Template } from '../sentence.ts';
import { canCompareFeeling, canFall, canRise } from '../whole.ts';

/** A change that is called none. */
const nearly = 0.1;

/** Posts and voices against the week before. */
export const volume: Template = async ({ scope, words, read }) => {
  const params = paramsOf(scope);
  const posts = await read.number('summary', params, { field: 'volume' });
  const voices = await read.number('summary', params, { field: 'voices' });
  if (posts === undefined || voices === undefined || posts === 0) return undefined;
  const { count } = words;
  const said = `${words.posts(posts)} by ${count(voices)} ${voices === 1 ? 'voice' : 'voices'} this week`;
  const previous = await read.number('summary', params, { field: 'change.volume.previous' });
  const ratio = await read.number('summary', params, { field: 'change.volume.ratio' });
  if (previous === undefined || ratio === undefined) return `${said}; nothing was stored of the week before.`;
  const before = `${count(previous)} the week before`;
  const change = (await read.ask('summary', params)).rows[0]?.change?.volume;
  const mayCompare = ratio > 0 ? canRise : canFall;
  if (!(await mayCompare(scope, read.ask)))
    return `${said}, ${before}; collection was not complete, so the two are not compared.`;
  if (change?.isMoreThanChance !== true)
    return Math.abs(ratio) <= nearly
      ? `${said}, about as many as the week before (${count(previous)}).`
      : `${said}, ${before} (${words.change(ratio)}): it may be chance.`;
  return `${said}, ${before} (${words.change(ratio)}): more than chance.`;
};

/** Net sentiment with its interval, and whether it moved. */
export const feeling: Template = async ({ scope, words, read }) => {
  const params = paramsOf(scope);
  const value = await read.number('summary', params, { field: 'sentiment' });
  const n = await read.number('summary', params, { field: 'n' });
  const low = await read.number('summary', params, { field: 'low' });
  const high = await read.number('summary', params, { field: 'high' });
  if (value === undefined || n === undefined || low === undefined || high === undefined) return undefined;
  const { net } = words;
  const said = `Net sentiment was ${net(value)} (95% interval ${net(low)} to ${net(high)}, from ${words.posts(n)})`;
  const change = (await read.ask('summary', params)).rows[0]?.change?.sentiment;
  const previous = await read.number('summary', params, { field: 'change.sentiment.previous' });
  if (previous === undefined) return `${said}.`;
  if (!(await canCompareFeeling(scope, read.ask)))
    return `${said}, ${net(previous)} the week before; collection was not complete, so the two are not compared.`;
  const verdict =
    change?.isMoreThanChance !== true
      ? 'not clearly different from'
      : value > previous
        ? 'better than'
        : 'worse than';
  return `${said}, ${verdict} the week before (${net(previous)}).`;
};
