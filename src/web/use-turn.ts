// Counts up every so often while the page is seen, and at once when it is seen again: what is shown is asked for anew.
import { useEffect, useState } from 'preact/hooks';

export interface Turn {
  count: number;
  /** the present of this turn, in ms */
  nowMs: number;
}

export function useTurn(everyMs: number): Turn {
  const [turn, setTurn] = useState<Turn>(() => ({ count: 0, nowMs: Date.now() }));
  useEffect(() => {
    const next = () => {
      if (!document.hidden) setTurn(({ count }) => ({ count: count + 1, nowMs: Date.now() }));
    };
    const timer = setInterval(next, everyMs);
    document.addEventListener('visibilitychange', next);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', next);
    };
  }, [everyMs]);
  return turn;
}
