// A post's own words, with those marked that made its tags. Text is only ever text here.
import type { PostRow } from './answers.ts';
import { cutText, type Piece } from './evidence.ts';
import { toneOf } from './feeling.ts';

interface Props {
  post: PostRow;
  field: 'text' | 'title';
}

function piecesOf(post: PostRow, field: 'text' | 'title'): Piece[] {
  const inField = (evidence: PostRow['evidence']) => evidence.filter((span) => span.field === field);
  return cutText(post[field] ?? '', {
    topic: inField(post.topics.flatMap((topic) => topic.evidence)),
    sentiment: inField(post.evidence),
  });
}

const spoken = { topic: 'topic', sentiment: 'sentiment' };

export function EvidenceText({ post, field }: Props) {
  let at = 0;
  return (
    <>
      {piecesOf(post, field).map(({ text, marks }) => {
        const key = at;
        at += text.length;
        if (marks.length === 0) return text;
        const names = marks.map((mark) =>
          mark === 'topic' ? 'mark-topic' : `mark-${toneOf(post.sentiment)}`,
        );
        return (
          <mark key={key} class={names.join(' ')} title={marks.map((mark) => spoken[mark]).join(' and ')}>
            {text}
          </mark>
        );
      })}
    </>
  );
}
