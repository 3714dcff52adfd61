// From what was known of a watch and what a look found to what is known now: an alert that goes on is one alert. Pure.
import type { City } from '../config.ts';
import { isoInCity } from '../store/city-time.ts';
import { type Alert, alertId } from './alert.ts';
import type { Finding } from './finding.ts';
import { lullMs } from './looking.ts';
import { isQuietAt } from './quiet-hours.ts';
import type { Watch } from './watch.ts';

export interface Step {
  /** the one that was on: it is over */
  ended?: Alert;
  /** goes on, or begins; undefined: nothing of it changes */
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

function begin(city: Place, last: Alert | undefined, finding: Finding, nowMs: number): Alert {
  const { watch, about, onsetMs, value, usual, minutes, p, flood, title } = finding;
  const { rule, key } = watch;
  const now = isoInCity(city.timezone, nowMs);
  const onset = isoInCity(city.timezone, onsetMs);
  return {
    id: alertId(city.id, key, last?.id ?? ''),
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

export function end(city: Place, last: Alert, nowMs: number): Alert {
  const isUnsent = last.sending === 'waiting' || last.sending === 'held';
  return {
    ...last,
    ...{ state: 'over', overAt: isoInCity(city.timezone, nowMs) },
    ...(isUnsent && { sending: 'dropped' }),
  };
}

/** A source that is silent, and a budget that is spent, are the same for as long as nothing else came between: not so what people say. */
const isTheSame = (last: Alert, { watch, onsetMs }: Finding) =>
  (watch.rule.kind === 'silent' || watch.rule.kind === 'budget') && onsetMs <= Date.parse(last.seenAt);

/** What is to be told is held in quiet hours. */
function tell(city: Place, { quietHours }: Watch['rule'], alert: Alert, nowMs: number): Step {
  const isWanted = alert.state === 'open' && (alert.sending === 'waiting' || alert.sending === 'held');
  if (!isWanted) return { alert, isToSend: false };
  const isQuiet = isQuietAt(city.timezone, nowMs, quietHours);
  return { alert: { ...alert, sending: isQuiet ? 'held' : 'waiting' }, isToSend: !isQuiet };
}

/** What nobody was told of yet need not cool down: it was held or waited, and then over, or the program stopped. */
const isUntold = ({ sending, state }: Alert) =>
  state !== 'acknowledged' && (sending === 'waiting' || sending === 'held' || sending === 'dropped');

/** `last`: the newest alert of the watch; `finding`: undefined when all is as usual. */
export function advance(
  city: Place,
  { rule }: Pick<Watch, 'rule'>,
  last: Alert | undefined,
  finding: Finding | undefined,
  nowMs: number,
): Step {
  const unseenMs = last === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(last.seenAt);
  const open = last !== undefined && last.state !== 'over' ? last : undefined;
  const isOn =
    open !== undefined && (unseenMs < lullMs || (finding !== undefined && isTheSame(open, finding)));
  if (isOn) {
    return finding === undefined
      ? { isToSend: false }
      : tell(city, rule, goOn(city, open, finding, nowMs), nowMs);
  }
  const ended = open && { ended: end(city, open, nowMs) };
  const isRested = last === undefined || isUntold(last) || unseenMs >= rule.coolDownHours * 3_600_000;
  if (finding === undefined || !isRested || nowMs < (finding.notBeforeMs ?? 0))
    return { ...ended, isToSend: false };
  return { ...ended, ...tell(city, rule, begin(city, last, finding, nowMs), nowMs) };
}

/** Keys of what a look found that may be known already. */
export const keysOf = ({ watch, alsoKeys = [] }: Pick<Finding, 'watch' | 'alsoKeys'>): string[] => [
  watch.key,
  ...alsoKeys,
];

/**
 * Findings by watch. Words that go together are one alert, whichever of them leads in this look: that of the key whose alert is on or cools down.
 * `known`: of each watch, the newest first.
 */
export function byWatch(
  findings: readonly Finding[],
  known: ReadonlyMap<string, readonly Alert[]>,
  nowMs: number,
): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const restMs = Math.max(lullMs, finding.watch.rule.coolDownHours * 3_600_000);
    const [latest] = keysOf(finding)
      .map((key) => ({ key, seenMs: Date.parse(known.get(key)?.[0]?.seenAt ?? '') }))
      .filter(({ seenMs }) => nowMs - seenMs < restMs)
      .sort((a, b) => b.seenMs - a.seenMs);
    const key = latest?.key ?? finding.watch.key;
    if (!found.has(key)) found.set(key, { ...finding, watch: { ...finding.watch, key } });
  }
  return found;
}
