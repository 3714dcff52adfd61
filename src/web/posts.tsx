// The latest posts of what is looked at, a page at a time.
import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '../charts/format.ts';
import type { Answer, PostRow } from './answers.ts';
import { type Asked, useAsk } from './ask.ts';
import { Choices } from './controls.tsx';
import { Nothing, Panel } from './panel.tsx';
import { Post } from './post.tsx';
import type { Go } from './use-view.ts';
import type { SentimentFilter, View } from './view.ts';

interface Props {
  asked: Asked<Answer<PostRow>>;
  /** the question of the first page: those after it are asked with its token */
  path: string;
  view: View;
  topicLabels: ReadonlyMap<string, string>;
  placeNames: ReadonlyMap<string, string>;
  locale: Locale;
  nowMs: number;
  emptiness: string;
  go: Go;
}

export function Posts({ asked, view, emptiness, go, ...shared }: Props) {
  const feelings: { value: SentimentFilter | 'all'; label: string }[] = [
    { value: 'all', label: 'All' },
    { value: 'negative', label: '− Negative' },
    { value: 'positive', label: '+ Positive' },
  ];
  const choices = (
    <Choices
      legend="Sentiment of the posts listed"
      name="feeling"
      value={view.sentiment ?? 'all'}
      choices={feelings}
      onChange={(value) => go({ sentiment: value === 'all' ? undefined : value })}
    />
  );
  return (
    <Panel id="posts" title="Latest posts" asked={asked} aside={choices}>
      {(answer) =>
        answer.rows.length === 0 ? (
          <Nothing>{emptiness}</Nothing>
        ) : (
          <>
            <p class="key-line">
              Marked words made the tags: <mark class="mark-topic">topic</mark>{' '}
              <mark class="mark-negative">negative</mark> <mark class="mark-positive">positive</mark>
            </p>
            <Pages first={answer} go={go} {...shared} />
          </>
        )
      }
    </Panel>
  );
}

const keyOf = (post: PostRow) => `${post.source}\n${post.id}`;

/** Pages after the first stay below it while the first is asked anew; another question begins with one page again. */
function Pages({
  first,
  path,
  ...shared
}: Omit<Props, 'asked' | 'view' | 'emptiness'> & { first: Answer<PostRow> }) {
  const [older, setOlder] = useState<{ rows: PostRow[]; next?: string | undefined }>({ rows: [] });
  const [cursor, setCursor] = useState<string>();
  useEffect(() => {
    setOlder({ rows: [] });
    setCursor(undefined);
  }, [path]);
  const asked = useAsk<Answer<PostRow>>(
    cursor === undefined ? undefined : `${path}&cursor=${encodeURIComponent(cursor)}`,
  );
  useEffect(() => {
    const { answer } = asked;
    if (answer === undefined || cursor === undefined) return;
    setOlder(({ rows }) => ({ rows: [...rows, ...answer.rows], next: answer.next }));
    setCursor(undefined);
  }, [asked.answer]);
  const known = new Set<string>();
  const rows = [...first.rows, ...older.rows].filter((post) => {
    const isNew = !known.has(keyOf(post));
    known.add(keyOf(post));
    return isNew;
  });
  const next = older.rows.length > 0 ? older.next : first.next;
  return (
    <>
      <ol class="post-list">
        {rows.map((post) => (
          <li key={keyOf(post)}>
            <Post post={post} {...shared} />
          </li>
        ))}
      </ol>
      {asked.failure && (
        <p class="failure" role="alert">
          <strong>{asked.failure.title}.</strong> {asked.failure.detail}
        </p>
      )}
      {next !== undefined && (
        <button
          type="button"
          class="more"
          disabled={cursor !== undefined && asked.isLoading}
          onClick={() => setCursor(next)}
        >
          Older posts
        </button>
      )}
    </>
  );
}
