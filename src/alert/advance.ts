// From what was known of a watch and what a look found to what is known now: an alert that goes on is one alert. Pure.
import type { City } from '../config.ts';
import { isoInCity } from '../store/city-time.ts';
import { type Alert, alertId } from './alert.ts';
import type { Finding } from './finding.ts';
import { isQuietAt } from './quiet-hours.ts';
import type { Watch } from './watch.ts';

/** A lull shorter than this does not end an alert. */
const lullMs = 60 * 60_000;

export interface Step {
  /** as it stands now; undefined: nothing changes */
  alert?: Alert;
  /** it is to be checked again and sent */
  isToSend: boolean;
}

type Place = Pick<City, 'id' | 'timezone'>;

const isLower = (kind: Alert['kind']) => kind === 'sentiment' || kind === 'budget';

function peakOf({ peak, kind }: Alert, { value, usual }: Finding, time: string): Alert['peak'] {
  const isHigher = isLower(kind) ? value < peak.value : value > peak.value;
  return isHigher ? { value, ...(usual !== undefined && { usual }), time } : peak;
}

function begin(city: Place, finding: Finding, nowMs: number): Alert {
  const { watch, about, onsetMs, value, usual, minutes, p, flood, title } = finding;
  const { rule, key } = watch;
  const now = isoInCity(city.timezone, nowMs);
  const onset = isoInCity(city.timezone, onsetMs);
  return {
    id: alertId(city.id, key, onset),
    ...{ rule: rule.id, kind: rule.kind, sensitivity: rule.sensitivity, audience: rule.audience, ...about },
    ...{ state: 'open', sending: flood ? 'set aside' : 'waiting', ...(flood && { flood }), title },
    ...{ onset, foundAt: now, seenAt: now, value },
    ...(usual !== undefined && { usual }),
    ...(minutes !== undefined && { minutes }),
    ...(p !== undefined && { p }),
    peak: { value, ...(usual !== undefined && { usual }), time: now },
  };
}

/** The same alert, still there. What was set aside may become one that is told: people join in. */
function goOn(city: Place, last: Alert, finding: Finding, nowMs: number): Alert {
  const now = isoInCity(city.timezone, nowMs);
  const { flood: _, ...rest } = last;
  const { value, usual, minutes, p, flood, title } = finding;
  const isJoined = last.sending === 'set aside' && flood === undefined;
  return {
    ...rest,
    ...(flood && last.flood && { flood }),
    ...(isJoined && { sending: 'waiting' as const }),
    ...(last.sending !== 'sent' && { title }),
    ...{ seenAt: now, value },
    ...(usual !== undefined && { usual }),
    ...(minutes !== undefined && { minutes }),
    ...(p !== undefined && { p }),
    peak: peakOf(last, finding, now),
  };
}

function end(city: Place, last: Alert, nowMs: number): Alert {
  const isUnsent = last.sending === 'waiting' || last.sending === 'held';
  return {
    ...last,
    ...{ state: 'over', overAt: isoInCity(city.timezone, nowMs) },
    ...(isUnsent && { sending: 'dropped' }),
  };
}

/** `last`: the newest alert of the watch; `finding`: undefined when all is as usual. */
export function advance(
  city: Place,
  { rule }: Pick<Watch, 'rule'>,
  last: Alert | undefined,
  finding: Finding | undefined,
  nowMs: number,
): Step {
  const isOn = last !== undefined && last.state !== 'over';
  if (finding === undefined) {
    if (!isOn || nowMs - Date.parse(last.seenAt) < lullMs) return { isToSend: false };
    return { alert: end(city, last, nowMs), isToSend: false };
  }
  const rested = last === undefined || nowMs - Date.parse(last.seenAt) >= rule.coolDownHours * 3_600_000;
  if (!isOn && !rested) return { isToSend: false };
  const alert = isOn ? goOn(city, last, finding, nowMs) : begin(city, finding, nowMs);
  const isWanted = alert.state === 'open' && (alert.sending === 'waiting' || alert.sending === 'held');
  if (!isWanted) return { alert, isToSend: false };
  const isQuiet = isQuietAt(city.timezone, nowMs, rule.quietHours);
  return { alert: { ...alert, sending: isQuiet ? 'held' : 'waiting' }, isToSend: !isQuiet };
}
