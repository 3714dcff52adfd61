// Topics that changed by more than chance, in the order in which a report tells them.
import type { Ask, Rows } from './asking.ts';
import { paramsOf, type Scope } from './scope.ts';
import { canFall, canRise } from './whole.ts';

/** Topics that are told of with their reasons; the table has all of them. */
export const mostMovers = 5;

type Topic = Rows['topics'];

const differenceOf = ({ change }: Topic) => change?.volume.difference ?? 0;
const isSure = ({ change }: Topic) => change?.volume.isMoreThanChance === true;

/** Enough people, or nobody, in each of the weeks whose numbers are told; and somebody. */
export const hasVoices =
  (least: number) =>
  ({
    voices,
    change,
  }: {
    voices: number;
    change?: { voices: { previous: number | null } } | undefined;
  }): boolean => {
    const weeks = [voices, change?.voices.previous ?? 0];
    return weeks.every((one) => one === 0 || one >= least) && weeks.some((one) => one > 0);
  };

/** The largest first; nothing where collection was not complete enough to say so. */
export async function risers(scope: Scope, ask: Ask): Promise<Topic[]> {
  if (!(await canRise(scope, ask))) return [];
  return movers(scope, ask, 1);
}

export async function fallers(scope: Scope, ask: Ask): Promise<Topic[]> {
  if (!(await canFall(scope, ask))) return [];
  return movers(scope, ask, -1);
}

async function movers(scope: Scope, ask: Ask, sign: 1 | -1): Promise<Topic[]> {
  const { rows } = await ask('topics', { ...paramsOf(scope), limit: 500 });
  return rows
    .filter((row) => sign * differenceOf(row) > 0 && isSure(row))
    .filter(hasVoices(scope.city.minimumN.voices))
    .sort((a, b) => sign * (differenceOf(b) - differenceOf(a)) || (a.topic < b.topic ? -1 : 1))
    .slice(0, mostMovers);
}
