// One post: how it feels, where and when, its own words, its tags, and the way to the original. Never who wrote it.
import { useState } from 'preact/hooks';
import { ago, type Locale, moment } from '../charts/format.ts';
import type { PostRow } from './answers.ts';
import { EvidenceText } from './evidence-text.tsx';
import { signOf, toneOf } from './feeling.ts';
import { safeLink } from './link.ts';
import type { Go } from './use-view.ts';

interface Props {
  post: PostRow;
  topicLabels: ReadonlyMap<string, string>;
  placeNames: ReadonlyMap<string, string>;
  locale: Locale;
  nowMs: number;
  go: Go;
}

/** Longer texts are folded; people read some first and open what they want. */
const longText = 420;
const longContext = 140;

// a map, because a flag from elsewhere may be `__proto__`
const flagNames = new Map([
  ['official', 'from the city itself'],
  ['syndicated', 'in several outlets'],
  ['copied', 'a copy'],
  ['automated', 'from an automated account'],
  ['promotional', 'sells something'],
]);

/** A title that only repeats how the text begins says nothing. */
const hasOwnTitle = ({ title, text }: PostRow): boolean =>
  title !== undefined && !text.startsWith(title.replace(/[,.\s]*…$/u, ''));

const shorten = (text: string) =>
  text.length <= longContext ? text : `${text.slice(0, longContext).replace(/\s+\S*$/u, '')} …`;

export function Post({ post, topicLabels, placeNames, locale, nowMs, go }: Props) {
  const link = safeLink(post.url);
  const context = post.parentText ?? post.threadTitle;
  return (
    <article class="post">
      <header class="post-head">
        <span class={`feeling ${toneOf(post.sentiment)}`}>
          <span aria-hidden="true">{signOf(post.sentiment)}</span> {post.sentiment}
        </span>
        <time dateTime={post.time} title={moment(post.time, locale)}>
          {ago(post.time, nowMs, locale) ?? moment(post.time, locale)}
        </time>
        <span class="origin">
          <bdi>{post.channel === '' ? post.source : post.channel}</bdi>
          {post.channel !== '' && ` · ${post.source}`}
          {post.kind !== 'post' && ` · ${post.kind}`}
        </span>
      </header>
      {context !== undefined && (
        <p class="context" dir="auto">
          <span class="unseen">In reply to: </span>
          {shorten(context)}
        </p>
      )}
      {hasOwnTitle(post) && (
        <h3 class="post-title" dir="auto">
          <EvidenceText post={post} field="title" />
        </h3>
      )}
      <Words post={post} />
      <footer class="post-foot">
        {post.topics.map(({ id, sentiment }) => (
          <button type="button" key={id} class="tag" onClick={() => go({ topic: id })}>
            <span class="unseen">Topic </span>
            <bdi>{topicLabels.get(id) ?? id}</bdi>
            <span class={`tag-sign ${toneOf(sentiment)}`} title={sentiment}>
              <span aria-hidden="true">{signOf(sentiment)}</span>
              <span class="unseen">, {sentiment}</span>
            </span>
          </button>
        ))}
        {post.place !== undefined && (
          <button type="button" class="tag tag-place" onClick={() => go({ place: post.place })}>
            <span class="unseen">Neighbourhood </span>
            <bdi>{placeNames.get(post.place) ?? post.place}</bdi>
          </button>
        )}
        {[...new Set(post.flags)].map((flag) => (
          <span key={flag} class="flag">
            {flagNames.get(flag) ?? flag}
          </span>
        ))}
        {post.copies > 0 && (
          <span class="flag">
            and {post.copies} {post.copies === 1 ? 'copy' : 'copies'}
          </span>
        )}
        {post.relevance === 'unsure' && <span class="flag">perhaps about another place</span>}
        {link !== undefined && (
          <a
            class="original"
            href={link}
            target="_blank"
            rel="noopener noreferrer"
            referrerpolicy="no-referrer"
          >
            Original<span class="unseen"> (opens in a new tab)</span> <span aria-hidden="true">↗</span>
          </a>
        )}
      </footer>
    </article>
  );
}

function Words({ post }: { post: PostRow }) {
  const [isOpen, setOpen] = useState(false);
  if (post.text === '') return null;
  const isLong = post.text.length > longText;
  return (
    <>
      <p class={isLong && !isOpen ? 'words folded' : 'words'} dir="auto">
        <EvidenceText post={post} field="text" />
      </p>
      {isLong && (
        <button type="button" class="more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Less' : 'All of it'}
        </button>
      )}
    </>
  );
}
