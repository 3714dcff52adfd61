// That what was above the usual is mostly one flood: copies of one another, machines, or offices.
import type { Rows } from './asking.ts';
import type { Writing } from './sentence.ts';

type Trend = Rows['trends'];
type Params = Record<string, string | number | undefined>;

/** Of what is above the usual; a flood where it is so much. */
const mostly = 0.5;

const kinds = [
  ['copied', 'copies of one another'],
  ['automated', 'from automated accounts'],
  ['official', 'of offices'],
] as const;

/** What a flood is, as it is said; undefined where it is none. */
export const floodKind = ({ rise }: Trend): (typeof kinds)[number] | undefined =>
  kinds.find(([name]) => (rise[name] ?? 0) >= mostly);

/** `91% of the rise is copies of one another.` `what`: the rise, as it is said; `row` tells the trend from the others of its question. */
export async function floodOf(
  { words, read }: Pick<Writing<unknown>, 'words' | 'read'>,
  params: Params,
  { trend, row, what }: { trend: Trend; row: Record<string, string>; what: string },
): Promise<string | undefined> {
  const [kind, said] = floodKind(trend) ?? [];
  if (kind === undefined) return undefined;
  const share = await read.number('trends', params, { row, field: `rise.${kind}` });
  return `${words.share(share!)} of ${what} is ${said}.`;
}
