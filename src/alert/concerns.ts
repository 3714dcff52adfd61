// Whom an alert concerns beside those whom its rule names. Pure.
import type { Audience } from '../config.ts';
import type { Alert } from './alert.ts';

/** An audience hears of what its rules find, and of its own topics and places. */
export function concerns(
  { id, topics, places }: Audience,
  alert: Pick<Alert, 'audience' | 'topic' | 'place'>,
): boolean {
  if (alert.audience === id) return true;
  const isIn = (ids: readonly string[], about: string | undefined) =>
    ids.length === 0 || (about !== undefined && ids.includes(about));
  return topics.length + places.length > 0 && isIn(topics, alert.topic) && isIn(places, alert.place);
}
