// The morning digest: at most ten lines, only what is unusual of the day before and of the night. Every line is verified before it is given.
import { isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { version } from '../version.ts';
import { type Ask, createAsk } from './asking.ts';
import { type DigestSources, isToldBy, tellingAlerts, withAlerts } from './digest/alerts.ts';
import type { DigestScope } from './digest/scope.ts';
import { digestTemplates, tellingStatuses } from './digest/templates.ts';
import { rising, trendParams } from './digest/unusual.ts';
import type { Sentence } from './sentence.ts';
import { verifyFrom, writeFrom } from './write.ts';

export interface Digest {
  kind: 'digest';
  city: { id: string; name: string; timezone: string; sample: boolean };
  /** missing: the whole city */
  audience?: { id: string; name: string };
  /** of the morning */
  date: string;
  day: { from: string; to: string };
  night?: { from: string; to: string };
  /** ISO 8601 with the city's offset */
  madeAt: string;
  /** of Earshot */
  version: string;
  /** empty: nothing was unusual */
  lines: Sentence[];
  /** sentences that the verifier did not find so, and left out */
  dropped: number;
}

export const mostLines = 10;
const [mostTopics, mostNightTopics, mostPlaces, mostSources] = [3, 2, 2, 2];

type Given = [template: string, given?: Record<string, string>];

/** Posts may arrive between writing and verifying: then everything is asked again. */
const attempts = 3;

/** Throws what the queries throw. */
export async function makeDigest(store: Store, scope: DigestScope, nowMs: number): Promise<Digest> {
  const fresh = () => createAsk(store, scope.city, nowMs);
  for (let attempt = 1; ; attempt += 1) {
    const written = await writeLines(withAlerts(store, scope), fresh());
    const { kept, dropped } = await verifyFrom(digestTemplates, withAlerts(store, scope), fresh(), written);
    if (dropped.length === 0 || attempt === attempts) return digestOf(scope, nowMs, kept, dropped.length);
  }
}

function digestOf(scope: DigestScope, nowMs: number, lines: Sentence[], dropped: number): Digest {
  const { city, audience, date, day, night } = scope;
  return {
    kind: 'digest',
    city: { id: city.id, name: city.name, timezone: city.timezone, sample: city.sample === true },
    ...(audience && { audience: { id: audience.id, name: audience.name } }),
    ...{ date, day: { from: day.from, to: day.to }, ...(night && { night }) },
    madeAt: isoInCity(city.timezone, nowMs),
    version,
    lines: lines.slice(0, mostLines),
    dropped,
  };
}

/** The most telling first. */
async function writeLines(scope: DigestSources, ask: Ask): Promise<Sentence[]> {
  const { night, isToday } = scope;
  const [topics, places, nightly, sources] = await Promise.all([
    rising(scope, ask, trendParams(scope, 'topic')),
    scope.audience?.topics.length ? [] : rising(scope, ask, trendParams(scope, 'place')),
    night ? rising(scope, ask, trendParams(scope, 'topic', { period: night })) : [],
    isToday ? ask('sources', {}).then(({ rows }) => rows) : [],
  ]);
  const silent = sources.filter(({ status }) => tellingStatuses.has(status));
  const written = await writeAll(scope, ask, [
    ...nightly.slice(0, mostNightTopics).map(({ topic = '' }): Given => ['topicNight', { topic }]),
    ...topics.slice(0, mostTopics).map(({ topic = '' }): Given => ['topicDay', { topic }]),
    ...places.slice(0, mostPlaces).map(({ place = '' }): Given => ['placeDay', { place }]),
    ['emerging'],
    ['feeling'],
    ...silent.slice(0, mostSources).map(({ source }): Given => ['silent', { source }]),
  ]);
  const whole = await writeAll(scope, ask, [['lessHeard'], ['heardNothing'], ['rose'], ['fell']]);
  const told = new Set(written.map(({ given }) => given.topic));
  const alerts = tellingAlerts(scope, await scope.alerts(), told);
  const alerted = await writeAll(
    scope,
    ask,
    alerts.map(({ id }): Given => ['alert', { id }]),
  );
  return [...whole, ...alerted, ...written.filter((sentence) => !isToldBy(alerts, sentence))];
}

/** Those that have something to say, in their order. */
async function writeAll(scope: DigestSources, ask: Ask, wanted: readonly Given[]): Promise<Sentence[]> {
  const written = await Promise.all(
    wanted.map(([template, given]) => writeFrom(digestTemplates, scope, ask, template, given)),
  );
  return written.filter((sentence) => sentence !== undefined);
}
