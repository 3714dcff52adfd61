// What may be said about changes: a rise needs a week before that was collected, a fall a week that was.
import type { Ask } from './asking.ts';
import { isIncomplete, type Lack, lacksOf, lateStarts } from './collection.ts';
import { paramsOf, type Scope, weeksBefore } from './scope.ts';

const weekMs = 7 * 86_400_000;

const weekBefore = ({ week: { fromMs } }: Scope) => ({ fromMs: fromMs - weekMs, toMs: fromMs });

/** What was not collected of the week. */
export async function lacksOfWeek(scope: Scope, ask: Ask): Promise<Lack[]> {
  const { coverage } = await ask('summary', paramsOf(scope));
  return lacksOf(coverage, scope.week);
}

/** What was not collected of the week before; a source that began in it or after it was not collected either. */
export async function lacksOfWeekBefore(scope: Scope, ask: Ask): Promise<Lack[]> {
  const before = weeksBefore(paramsOf(scope), 1);
  const { from } = before;
  const { to } = scope.week;
  const [{ coverage }, runs] = await Promise.all([
    ask('summary', before),
    ask('coverage', { from, to, limit: 10_000 }),
  ]);
  const stretch = weekBefore(scope);
  return [...lacksOf(coverage, stretch), ...lateStarts(runs.rows, stretch)];
}

export async function canFall(scope: Scope, ask: Ask): Promise<boolean> {
  return !isIncomplete(await lacksOfWeek(scope, ask), scope.week);
}

/** Whether how it felt may be compared: a source that is missed takes its mood with it. */
export async function canCompareFeeling(scope: Scope, ask: Ask): Promise<boolean> {
  return (await canRise(scope, ask)) && (await canFall(scope, ask));
}

export async function canRise(scope: Scope, ask: Ask): Promise<boolean> {
  return !isIncomplete(await lacksOfWeekBefore(scope, ask), weekBefore(scope));
}
