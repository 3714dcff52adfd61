// What may be said about changes: a rise needs a week before that was collected, a fall a week that was.
import type { Ask } from './asking.ts';
import { isIncomplete } from './collection.ts';
import { paramsOf, type Scope, weeksBefore } from './scope.ts';

const weekMs = 7 * 86_400_000;

export async function canFall(scope: Scope, ask: Ask): Promise<boolean> {
  const { coverage } = await ask('summary', paramsOf(scope));
  return !isIncomplete(coverage, scope.week);
}

export async function canRise(scope: Scope, ask: Ask): Promise<boolean> {
  const { coverage } = await ask('summary', weeksBefore(paramsOf(scope), 1));
  const { fromMs } = scope.week;
  return !isIncomplete(coverage, { fromMs: fromMs - weekMs, toMs: fromMs });
}
