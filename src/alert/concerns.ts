// Whom an alert concerns beside those whom its rule names. Pure.
import type { Audience } from '../config.ts';
import type { Alert } from './alert.ts';

/** An audience hears of what its rules find, of its own topics, and of its own places: an alert is about one or the other. */
export const concerns = (
  { id, topics, places }: Audience,
  alert: Pick<Alert, 'audience' | 'topic' | 'place'>,
): boolean =>
  alert.audience === id ||
  (alert.topic !== undefined && topics.includes(alert.topic)) ||
  (alert.place !== undefined && places.includes(alert.place));
