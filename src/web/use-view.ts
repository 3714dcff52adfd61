// The view and the address of the page, kept the same: back and forward work, and a copied link brings the view back.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { parseView, type View, viewSearch } from './view.ts';

export type Go = (change: Partial<View>) => void;

/** A field given as undefined is taken out of the view. */
export function useView(): [View, Go] {
  const [view, setView] = useState(() => parseView(location.search));
  useEffect(() => {
    const restore = () => setView(parseView(location.search));
    addEventListener('popstate', restore);
    return () => removeEventListener('popstate', restore);
  }, []);
  const go = useCallback<Go>((change) => {
    // what the address says now: two changes in one turn must not lose the first
    const next: View = { ...parseView(location.search), ...change };
    const search = viewSearch(next);
    if (search !== location.search) history.pushState(null, '', `${location.pathname}${search}`);
    setView(parseView(search));
  }, []);
  return [view, go];
}
