// The morning digest on schedule: of the day before it was due, and of the night.
import { usualDayTime } from '../config/report-times.ts';
import { listDirty } from '../maintain/rebuild.ts';
import { digestMessage } from '../report/digest/message.ts';
import { digestScope } from '../report/digest/scope.ts';
import { makeDigest } from '../report/digest.ts';
import { addDays } from '../store/city-time.ts';
import type { ScheduledKind } from './scheduled.ts';

export const digest: ScheduledKind = {
  kind: 'digest',
  timeOf: ({ reports }) => reports?.digest?.at ?? usualDayTime,
  about: (_city, { day }) => day,
  // a morning's news in the evening is none
  staleAfterMs: 12 * 3_600_000,
  async isSettled({ store }, city, about) {
    const yesterday = addDays(about, -1);
    return !(await listDirty(store, city.id)).some(({ day }) => day === yesterday);
  },
  async make({ store }, { city, audience, about, nowMs }) {
    const scope = digestScope({ city, ...(audience && { audience }) }, nowMs, about);
    return digestMessage(await makeDigest(store, scope, nowMs), city.reports?.digest?.whenNothing);
  },
};
