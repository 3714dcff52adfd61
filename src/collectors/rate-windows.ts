// What a platform has said of its limits: how many calls are left, and until when. Known ahead, so that a call that would
// be refused is not made; kept by the caller, so that all processes of a source know it.
import { RateLimitedError } from '../errors.ts';

export interface RateWindow {
  /** the endpoint or group of endpoints that the platform counts together; empty for the whole source */
  name: string;
  /** calls left until the reset */
  remaining: number;
  /** epoch ms, by our clock */
  resetAtMs: number;
}

export interface RateWindows {
  /** Takes one call; throws RateLimitedError where none is left before the reset. */
  take(name: string): void;
  /** What the last answer said. */
  note(window: RateWindow): void;
  /** The platform has refused a call of this window. */
  refuse(name: string, retryAfterMs: number): RateWindow;
  /** every window that has changed since the last time, for the others */
  changed(): RateWindow[];
}

/** `known` is what this or another process has noted before; `nowMs` is the run's clock. */
export function createRateWindows(known: readonly RateWindow[], nowMs: () => number): RateWindows {
  const windows = new Map(known.map((window) => [window.name, window]));
  const touched = new Set<string>();
  const set = (window: RateWindow) => {
    windows.set(window.name, window);
    touched.add(window.name);
    return window;
  };
  return {
    take(name) {
      const open = ['', name].map((one) => windows.get(one)).filter((one) => one !== undefined);
      const ahead = open.filter(({ resetAtMs }) => resetAtMs > nowMs());
      const shut = ahead.filter(({ remaining }) => remaining <= 0);
      if (shut.length > 0) {
        const waitMs = Math.max(...shut.map(({ resetAtMs }) => resetAtMs)) - nowMs();
        throw new RateLimitedError('the limit of the platform is used up', waitMs);
      }
      for (const window of new Set(ahead)) set({ ...window, remaining: window.remaining - 1 });
    },
    note: (window) => void set(window),
    refuse: (name, retryAfterMs) => set({ name, remaining: 0, resetAtMs: nowMs() + retryAfterMs }),
    changed() {
      const all = [...touched].map((name) => windows.get(name)!);
      touched.clear();
      return all;
    },
  };
}
