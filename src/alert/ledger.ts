// The alerts of a city as the store keeps them: what fired, why, and what became of it. That somebody has seen one is a row of its own, so that no
// look can write over it. Posts that were deleted since are in none that is read here, and so not in what is written after.
import { z } from 'zod';
import { isoInCity } from '../store/city-time.ts';
import { findDeletedPosts, type NamedPost, namedKey } from '../store/deleted-posts.ts';
import type { Lane, Params } from '../store/lane.ts';
import { createTableVersions, sqlTime } from '../store/table-versions.ts';
import { type Alert, alertSchema, withoutPosts } from './alert.ts';

export interface AlertLedger {
  /** Confirmed when it resolves. Throws TransientError, as all of these. */
  put(city: string, watch: string, alert: Alert): Promise<void>;
  /** The newest first. */
  list(city: string, query?: { limit?: number; fromMs?: number; toMs?: number }): Promise<Alert[]>;
  /** By watch, the newest first: what is not over, and of `watches` also the newest one if it is. */
  known(city: string, watches: readonly string[]): Promise<Map<string, Alert[]>>;
  find(city: string, id: string): Promise<Alert | undefined>;
  /**
   * Writes alerts of all cities that are over without the posts that were deleted since, also from the disk: nothing else writes them any more. Those that
   * are on are written without them by their next look. Returns how many it wrote.
   */
  withdraw(): Promise<number>;
  /** Somebody has seen it: undefined when there is no such alert. */
  acknowledge(city: { id: string; timezone: string }, id: string, nowMs: number): Promise<Alert | undefined>;
}

const row = z.object({ watch: z.string(), value: z.string(), seen: z.string() });
const seenSchema = z.object({ acknowledgedAt: z.string() });
/** beyond any time that is asked for */
const never = 4_102_444_800_000;
/** before the id of the alert that was seen; such a row belongs to no watch */
const seenPrefix = 'seen/';

/** `alerts`: a statement with the columns of the table. */
const withSeen = (alerts: string) => `SELECT watch, value, seen
  FROM (${alerts}) AS alerts
  LEFT JOIN (
    SELECT substring(id, ${seenPrefix.length + 1}) AS of, value AS seen
    FROM state_alert FINAL WHERE city = {city:String} AND watch = ''
  ) AS acknowledgements ON alerts.id = acknowledgements.of
  ORDER BY found_at DESC, id`;
const select =
  "SELECT id, watch, found_at, value FROM state_alert FINAL WHERE city = {city:String} AND watch != ''";
const known = `SELECT id, watch, found_at, value
  FROM (SELECT *, row_number() OVER (PARTITION BY watch ORDER BY found_at DESC, id) AS place FROM (${select}))
  WHERE JSONExtractString(value, 'state') != 'over' OR (place = 1 AND watch IN {watches:Array(String)})`;

const over = `SELECT city, watch, value FROM state_alert FINAL
  WHERE watch != '' AND JSONExtractString(value, 'state') = 'over' AND JSONLength(value, 'why', 'posts') > 0`;
const overRow = z.object({ city: z.string(), watch: z.string(), value: z.string() });

function parse({ value, seen }: z.output<typeof row>): Alert {
  const alert = alertSchema.parse(JSON.parse(value));
  return seen === '' || alert.acknowledgedAt !== undefined
    ? alert
    : acknowledged(alert, seenSchema.parse(JSON.parse(seen)).acknowledgedAt);
}

const acknowledged = (alert: Alert, acknowledgedAt: string): Alert => ({
  ...alert,
  ...(alert.state === 'open' && { state: 'acknowledged' }),
  acknowledgedAt,
});

export function createAlertLedger(lane: Lane): AlertLedger {
  const nextVersion = createTableVersions(lane, 'state_alert');
  const write = async (city: string, id: string, watch: string, at: string, value: object) => {
    const values = [city, id, watch, sqlTime(at), JSON.stringify(value), await nextVersion()];
    const columns = ['city', 'id', 'watch', 'found_at', 'value', 'version'];
    await lane.insert('state_alert', columns, [JSON.stringify(values)]);
  };
  const read = async (alerts: string, params: Params & { city: string }) => {
    const rows = await lane.rows(row, withSeen(alerts), params);
    const found = rows.map((one) => ({ watch: one.watch, alert: parse(one) }));
    const posts = found.flatMap(({ alert }) => alert.why?.posts ?? []);
    const deleted = posts.length === 0 ? new Set() : await findDeletedPosts(lane, params.city, posts);
    if (deleted.size === 0) return found;
    const isDeleted = (post: NamedPost) => deleted.has(namedKey(post));
    return found.map(({ watch, alert }) => ({ watch, alert: withoutPosts(alert, isDeleted) }));
  };
  const find: AlertLedger['find'] = async (city, id) =>
    (await read(`${select} AND id = {id:String}`, { city, id }))[0]?.alert;
  return {
    put: (city, watch, alert) => write(city, alert.id, watch, alert.foundAt, alert),
    find,
    async list(city, { limit = 100, fromMs = 0, toMs = never } = {}) {
      const rows = await read(
        `${select} AND found_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
           AND found_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
         ORDER BY found_at DESC, id LIMIT {limit:UInt32}`,
        { city, limit, from: fromMs, to: toMs },
      );
      return rows.map(({ alert }) => alert);
    },
    async known(city, watches) {
      const alerts = new Map<string, Alert[]>();
      for (const { watch, alert } of await read(known, { city, watches })) {
        const others = alerts.get(watch);
        if (others) others.push(alert);
        else alerts.set(watch, [alert]);
      }
      return alerts;
    },
    async withdraw() {
      const byCity = new Map<string, { watch: string; alert: Alert }[]>();
      for (const { city, watch, value } of await lane.rows(overRow, over)) {
        const alert = parse({ watch, value, seen: '' });
        const others = byCity.get(city);
        if (others) others.push({ watch, alert });
        else byCity.set(city, [{ watch, alert }]);
      }
      let written = 0;
      for (const [city, alerts] of byCity) {
        const posts = alerts.flatMap(({ alert }) => alert.why?.posts ?? []);
        const deleted = await findDeletedPosts(lane, city, posts);
        for (const { watch, alert } of alerts) {
          const left = withoutPosts(alert, (post) => deleted.has(namedKey(post)));
          if (left === alert) continue;
          await write(city, left.id, watch, left.foundAt, left);
          written += 1;
        }
      }
      // what stood before stays on the disk until a merge
      if (written > 0) await lane.command('OPTIMIZE TABLE state_alert FINAL');
      return written;
    },
    async acknowledge({ id: city, timezone }, id, nowMs) {
      const alert = await find(city, id);
      if (alert === undefined || alert.acknowledgedAt !== undefined) return alert;
      const acknowledgedAt = isoInCity(timezone, nowMs);
      await write(city, `${seenPrefix}${id}`, '', acknowledgedAt, { acknowledgedAt });
      return acknowledged(alert, acknowledgedAt);
    },
  };
}
