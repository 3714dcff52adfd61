// What stands out without a change: the topic that people feel worst about, the one they feel best about, the place that speaks most.
import type { Rows } from '../asking.ts';
import { paramsOf } from '../scope.ts';
import type { Template, Writing } from '../sentence.ts';

const all = { limit: 500 };

/** An interval that lies on one side of zero: the feeling is sure. */
function extreme(rows: readonly Rows['topics'][], least: number, sign: 1 | -1): Rows['topics'] | undefined {
  const isSure = ({ low, high }: Rows['topics']) => (sign > 0 ? (low ?? -1) > 0 : (high ?? 1) < 0);
  const told = rows.filter((row) => row.voices >= least && row.sentiment !== null && isSure(row));
  return told.sort((a, b) => sign * (b.sentiment! - a.sentiment!) || (a.topic < b.topic ? -1 : 1))[0];
}

async function told({ scope, words, read }: Writing, sign: 1 | -1): Promise<string | undefined> {
  const params = { ...paramsOf(scope), ...all };
  const { rows } = await read.ask('topics', params);
  const most = extreme(rows, scope.city.minimumN.voices, sign);
  if (rows.length < 2 || most === undefined) return undefined;
  const at = (field: string) => read.number('topics', params, { row: { topic: most.topic }, field });
  const [value, low, high] = [(await at('sentiment'))!, (await at('low'))!, (await at('high'))!];
  const n = (await at('n'))!;
  const { net } = words;
  const which = sign > 0 ? 'best' : 'worst';
  return `People felt ${which} about ${most.label}: net sentiment ${net(value)} (${net(low)} to ${net(high)}, from ${words.posts(n)}).`;
}

export const worst: Template = (writing) => told(writing, -1);
export const best: Template = (writing) => told(writing, 1);

/** By posts, not by posts for its residents. */
export const busiest: Template = async ({ scope, words, read }) => {
  const params = { ...paramsOf(scope), limit: 2000 };
  const { rows } = await read.ask('places', params);
  const [most, next] = rows;
  if (most === undefined || next === undefined || most.volume === next.volume) return undefined;
  if (most.voices < scope.city.minimumN.voices) return undefined;
  const row = { place: most.place };
  const now = (await read.number('places', params, { row, field: 'volume' }))!;
  return `The neighbourhood most spoken of was ${most.name}: ${words.posts(now)}.`;
};
