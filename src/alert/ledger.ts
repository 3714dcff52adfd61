// The alerts of a city as the store keeps them: what fired, why, and what became of it.
import { z } from 'zod';
import { isoInCity } from '../store/city-time.ts';
import type { Lane } from '../store/lane.ts';
import { createTableVersions, sqlTime } from '../store/table-versions.ts';
import { type Alert, alertSchema } from './alert.ts';

export interface AlertLedger {
  /** Confirmed when it resolves. Throws TransientError, as all of these. */
  put(city: string, watch: string, alert: Alert): Promise<void>;
  /** The newest first. */
  list(city: string, query?: { limit?: number; fromMs?: number; toMs?: number }): Promise<Alert[]>;
  /** The newest of each watch. */
  newest(city: string): Promise<Map<string, Alert>>;
  /** Somebody has seen it: undefined when there is no such alert. */
  acknowledge(city: { id: string; timezone: string }, id: string, nowMs: number): Promise<Alert | undefined>;
}

const valueRow = z.object({ watch: z.string(), value: z.string() });
const parse = (value: string): Alert => alertSchema.parse(JSON.parse(value));
const select = 'SELECT watch, value FROM state_alert FINAL WHERE city = {city:String}';
/** beyond any time that is asked for */
const never = 4_102_444_800_000;

export function createAlertLedger(lane: Lane): AlertLedger {
  const nextVersion = createTableVersions(lane, 'state_alert');
  const put: AlertLedger['put'] = async (city, watch, alert) => {
    const values = [
      city,
      alert.id,
      watch,
      sqlTime(alert.foundAt),
      JSON.stringify(alert),
      await nextVersion(),
    ];
    const columns = ['city', 'id', 'watch', 'found_at', 'value', 'version'];
    await lane.insert('state_alert', columns, [JSON.stringify(values)]);
  };
  return {
    put,
    async list(city, { limit = 100, fromMs = 0, toMs = never } = {}) {
      const rows = await lane.rows(
        valueRow,
        `${select} AND found_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
           AND found_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
         ORDER BY found_at DESC, id LIMIT {limit:UInt32}`,
        { city, limit, from: fromMs, to: toMs },
      );
      return rows.map(({ value }) => parse(value));
    },
    async newest(city) {
      const rows = await lane.rows(valueRow, `${select} ORDER BY found_at DESC, id LIMIT 1 BY watch`, {
        city,
      });
      return new Map(rows.map(({ watch, value }) => [watch, parse(value)]));
    },
    async acknowledge({ id: city, timezone }, id, nowMs) {
      const [row] = await lane.rows(valueRow, `${select} AND id = {id:String}`, { city, id });
      if (row === undefined) return undefined;
      const alert = parse(row.value);
      if (alert.acknowledgedAt !== undefined) return alert;
      const acknowledgedAt = isoInCity(timezone, nowMs);
      const known: Alert = {
        ...alert,
        ...(alert.state === 'open' && { state: 'acknowledged' }),
        acknowledgedAt,
      };
      await put(city, row.watch, known);
      return known;
    },
  };
}
