// Alerts that fired on the day or in the night: which of them a morning is told of, and how. Pure but for the reading.
import type { Alert } from '../../alert/alert.ts';
import { concerns } from '../../alert/concerns.ts';
import { createAlertLedger } from '../../alert/ledger.ts';
import { dayOf } from '../../store/city-time.ts';
import type { Store } from '../../store/client.ts';
import { mayName } from '../person-words.ts';
import type { Sentence, Template } from '../sentence.ts';
import type { DigestScope } from './scope.ts';

/** What a digest is about, and how the ledger is read for it: once, whatever is asked. */
export interface DigestSources extends DigestScope {
  alerts(): Promise<Alert[]>;
}

const mostAlerts = 3;
/** More of one day and night are not looked at. */
const mostRead = 1_000;

export function withAlerts(store: Store, scope: DigestScope): DigestSources {
  const { city, day, night } = scope;
  const toMs = night ? Date.parse(night.to) : day.toMs;
  let read: Promise<Alert[]> | undefined;
  return {
    ...scope,
    alerts() {
      read ??= createAlertLedger(store.jobs).list(city.id, { limit: mostRead, fromMs: day.fromMs, toMs });
      return read;
    },
  };
}

const quoted = /“([^“”]*)”/g;

/** No word that may be somebody's name: the title of a new word has it in these marks. */
const namesNobody = ({ kind, title }: Alert) =>
  kind !== 'term' || ![...title.matchAll(quoted)].some(([, term]) => mayName(term!.toLowerCase()));

const isFor = ({ audience }: DigestScope, alert: Alert) =>
  audience === undefined || concerns(audience, alert);

/** What was set aside, or was over before anybody was told, is no news. Where nobody wants alerts themselves, the digest still tells of them. */
const wasTold = ({ sending }: Alert) => ['sent', 'held', 'no recipient'].includes(sending);

/** Numbers of different kinds have no order: posts come first, then feelings, then sources. */
const ranks: Readonly<Record<Alert['kind'], number>> = {
  volume: 1,
  term: 1,
  sentiment: 2,
  silent: 3,
  budget: 4,
};
const away = ({ peak }: Alert) => Math.abs(peak.value - (peak.usual ?? 0));

const byWeight = (one: Alert, other: Alert) =>
  ranks[one.kind] - ranks[other.kind] || away(other) - away(one) || (one.id < other.id ? -1 : 1);

/** The largest first; at most three, and none of a topic that has a line of its own. */
export function tellingAlerts(
  scope: DigestScope,
  alerts: readonly Alert[],
  toldTopics: ReadonlySet<string | undefined>,
): Alert[] {
  return alerts
    .filter((alert) => wasTold(alert) && isFor(scope, alert) && namesNobody(alert))
    .filter(({ topic }) => topic === undefined || !toldTopics.has(topic))
    .sort(byWeight)
    .slice(0, mostAlerts);
}

const clockOf = (iso: string) => iso.slice(11, 16);

/** `Alert of yesterday 14:05, still open, not acknowledged: Roads: 24 posts in the last hour, 4 times the usual 6.` */
export function alertLine({ city, date }: DigestScope, alert: Alert): string {
  const { foundAt, overAt, acknowledgedAt, title } = alert;
  const day = foundAt.startsWith(date) ? 'today' : 'yesterday';
  const until =
    overAt === undefined
      ? 'still open'
      : dayOf(city.timezone, Date.parse(overAt)) === foundAt.slice(0, 10)
        ? `over at ${clockOf(overAt)}`
        : 'over by now';
  const seen = acknowledgedAt === undefined ? 'not acknowledged' : 'acknowledged';
  return `Alert of ${day} ${clockOf(foundAt)}, ${until}, ${seen}: ${title.replace(/\.$/, '')}.`;
}

/** The alert `given.id`, as the ledger has it. Its numbers are those it was sent with, and have no question. */
export const alert: Template<DigestSources> = async ({ scope }, { id }) => {
  const found = (await scope.alerts()).find((one) => one.id === id);
  return found === undefined || !wasTold(found) ? undefined : alertLine(scope, found);
};

/** Does an alert of these say it already? Of a topic its line does, and the alert is not told. */
export const isToldBy = (alerts: readonly Alert[], { template, given }: Sentence): boolean =>
  alerts.some(
    ({ kind, place, source }) =>
      (template === 'placeDay' && kind === 'volume' && place === given.place) ||
      (template === 'silent' && kind === 'silent' && source === given.source),
  );
