// Few e-mails at a time for each mail server, so that one that is slow leaves room for everything else that is sent.
import type { City, Recipient } from '../config.ts';

const mostAtOnce = 4;

export interface MailTurns {
  /** What gives the turn back; undefined when there is none now. Other channels need none. */
  take(city: Pick<City, 'delivery'>, recipient: Pick<Recipient, 'channel'>): (() => void) | undefined;
}

export function createMailTurns(): MailTurns {
  const taken = new Map<string, number>();
  return {
    take({ delivery }, { channel }) {
      const server = delivery?.smtp;
      if (channel !== 'smtp' || server === undefined) return () => {};
      const key = `${server.host}:${server.port}`;
      const count = taken.get(key) ?? 0;
      if (count >= mostAtOnce) return undefined;
      taken.set(key, count + 1);
      return () => {
        const left = taken.get(key)! - 1;
        if (left === 0) taken.delete(key);
        else taken.set(key, left);
      };
    },
  };
}
