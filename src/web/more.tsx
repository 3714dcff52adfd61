// Shows a long list to its end, or the first of it again.
import type { Go } from './use-view.ts';
import type { ListName, View } from './view.ts';

interface Props {
  list: ListName;
  noun: string;
  count: number;
  few: number;
  view: View;
  go: Go;
}

export function MoreButton({ list, noun, count, few, view, go }: Props) {
  if (count <= few) return null;
  const isAll = view.more.includes(list);
  const others = view.more.filter((name) => name !== list);
  return (
    <button
      type="button"
      class="more"
      aria-expanded={isAll}
      onClick={() => go({ more: isAll ? others : [...others, list] })}
    >
      {isAll ? `The first ${few} ${noun} only` : `All ${count} ${noun}`}
    </button>
  );
}
