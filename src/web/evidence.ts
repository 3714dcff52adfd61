// A text cut into the parts that are evidence and those that are not. Pure.

export interface Span {
  start: number;
  end: number;
}

export type Mark = 'topic' | 'sentiment';

export interface Piece {
  text: string;
  marks: Mark[];
}

/** Inside the text, and not through the middle of a character that takes two units. */
function isTrue({ start, end }: Span, text: string): boolean {
  const splits = (at: number) =>
    /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
  const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end <= text.length;
  return isInside && start < end && !splits(start) && !splits(end);
}

/** Pieces in order, which joined are the text. Spans count UTF-16 units and may overlap; false ones are left out. */
export function cutText(text: string, spans: Record<Mark, readonly Span[]>): Piece[] {
  const marks: Mark[] = ['topic', 'sentiment'];
  const kept = marks.map((mark) => ({ mark, spans: spans[mark].filter((span) => isTrue(span, text)) }));
  const edges = new Set([0, text.length]);
  for (const { start, end } of kept.flatMap((each) => each.spans)) edges.add(start).add(end);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index]!;
    const covers = (span: Span) => span.start <= start && span.end >= end;
    return {
      text: text.slice(start, end),
      marks: kept.filter((each) => each.spans.some(covers)).map(({ mark }) => mark),
    };
  });
}
