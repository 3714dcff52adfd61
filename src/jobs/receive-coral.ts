// An event of Coral's webhook → a run of the source now, in place of at its next turn. The event holds ids only: the words come
// from Coral itself, by the same run that also finds what no event told of.
import { type CoralMessage, readEvent } from '../collectors/coral/event.ts';
import { collector } from '../collectors/coral.ts';
import { readOptions } from '../collectors/permission.ts';
import type { Mistake } from '../collectors/webhook/message.ts';
import { type City, readCredentials } from '../config.ts';
import type { Runtime } from '../runtime.ts';
import { collectJobId } from './collect-source.ts';

export type CoralReceived =
  | { accepted: number }
  | { refused: 'missing' | 'wrong' | 'old' | 'not set up' }
  | { mistakes: Mistake[] };

/** Events that are remembered: one that is sent again does nothing. */
const mostEvents = 5_000;

export type CoralReceiver = (city: City, message: CoralMessage) => Promise<CoralReceived>;

/**
 * Resolves when a run is in the queue; any number of events while one waits are one run. Throws ConfigError when a signing
 * secret is not set, TransientError when the queue is away: Coral sends the event again.
 */
export function createCoralReceiver(runtime: Runtime): CoralReceiver {
  const known = new Set<string>();
  return async (city, message) => {
    const settings = Object.hasOwn(city.sources, 'coral') ? city.sources.coral : undefined;
    if (!settings) return { refused: 'not set up' };
    const { installations } = readOptions(collector, settings.options);
    const names = installations.flatMap(({ signingSecret }) => signingSecret ?? []);
    if (names.length === 0) return { refused: 'not set up' };
    const secrets = Object.values(readCredentials('coral', names, settings.secret));
    const now = new Date();
    const read = readEvent(message, secrets, now.getTime());
    if (!('event' in read)) return read;
    const { id, isComment } = read.event;
    const key = `${city.id} ${id}`;
    if (!isComment || known.has(key)) return { accepted: 0 };
    const queues = await runtime.queues();
    const payload = { city: city.id, source: 'coral', due: now.toISOString() };
    await queues.add('collect', collectJobId(city.id, 'coral'), payload);
    known.add(key);
    for (const old of known) {
      if (known.size <= mostEvents) break;
      known.delete(old);
    }
    return { accepted: 1 };
  };
}
