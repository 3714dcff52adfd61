// What fired and why, the newest first, and a button that says that somebody has seen it. Nothing is shown while nothing ever fired.
import { useState } from 'preact/hooks';
import type { CitySummary } from './answers.ts';
import { type Asked, postJson } from './ask.ts';
import { safeLink } from './link.ts';
import { Panel } from './panel.tsx';

interface Count {
  posts: number;
}

export interface AlertRow {
  id: string;
  state: 'open' | 'acknowledged' | 'over';
  sending: string;
  flood?: 'copies' | 'automated';
  title: string;
  foundAt: string;
  overAt?: string;
  why?: {
    terms: (Count & { term: string })[];
    places: (Count & { name: string })[];
    sources: (Count & { source: string })[];
    copied: number;
    automated: number;
    official: number;
    posts: { source: string; id: string; time: string; url?: string }[];
  };
}

export interface AlertList {
  rows: AlertRow[];
}

interface Props {
  /** what goes on stands above the charts, what is over at the end of the page */
  part: 'now' | 'past';
  asked: Asked<AlertList>;
  city: CitySummary;
}

const mostPast = 8;

/** The city's own clock, as its times are written: `2026-03-09 07:35`. */
const timeOf = (iso: string) => iso.slice(0, 16).replace('T', ' ');
const percent = (share: number) => `${Math.round(100 * share)}%`;

function stateOf({ state, sending, flood }: AlertRow): string {
  if (flood) return 'set aside, not sent';
  if (sending === 'held') return 'held until quiet hours end';
  if (sending === 'dropped') return 'over, not sent';
  if (sending === 'no recipient' && state === 'open') return 'going on, nobody is set to be told';
  return { open: 'going on', acknowledged: 'seen', over: 'over' }[state];
}

async function acknowledge(city: string, id: string): Promise<boolean> {
  const path = `/api/v1/alerts/${encodeURIComponent(id)}/ack?city=${encodeURIComponent(city)}`;
  return 'answer' in (await postJson(path, {}));
}

function Why({ why }: { why: NonNullable<AlertRow['why']> }) {
  const shares = [
    why.copied > 0 && `${percent(why.copied)} copies`,
    why.automated > 0 && `${percent(why.automated)} automated`,
    why.official > 0 && `${percent(why.official)} official`,
  ].filter(Boolean);
  const lists: [string, [string, number][]][] = [
    ['Words', why.terms.map(({ term, posts }) => [term, posts])],
    ['Places', why.places.map(({ name, posts }) => [name, posts])],
    ['Sources', why.sources.map(({ source, posts }) => [source, posts])],
  ];
  return (
    <div class="quiet">
      {lists
        .filter(([, entries]) => entries.length > 0)
        .map(([label, entries]) => (
          <div key={label}>
            {label}:{' '}
            {entries.map(([name, posts], at) => (
              <span key={name}>
                {at > 0 && ', '}
                <bdi>{name}</bdi> ({posts})
              </span>
            ))}
          </div>
        ))}
      {shares.length > 0 && <div>Of these posts: {shares.join(', ')}</div>}
      <Samples posts={why.posts} />
    </div>
  );
}

/** A few posts, as far as the terms of their sources let them be told: a link, or when it was and where. */
function Samples({ posts }: Pick<NonNullable<AlertRow['why']>, 'posts'>) {
  if (posts.length === 0) return null;
  return (
    <div>
      Posts:{' '}
      {posts.map(({ source, id, time, url }, at) => {
        const link = safeLink(url);
        const name = `${source}, ${timeOf(time)}`;
        return (
          <span key={`${source} ${id}`}>
            {at > 0 && ' · '}
            {link === undefined ? (
              <bdi>{name}</bdi>
            ) : (
              <a href={link} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
                <bdi>{name}</bdi>
                <span class="unseen"> (opens in a new tab)</span>
              </a>
            )}
          </span>
        );
      })}
    </div>
  );
}

function Item({ row, city }: { row: AlertRow; city: CitySummary }) {
  const [isSeen, setSeen] = useState(row.state === 'acknowledged');
  const [hasFailed, setFailed] = useState(false);
  const see = async () => {
    const done = await acknowledge(city.id, row.id);
    setSeen(done);
    setFailed(!done);
  };
  const canSee = row.state === 'open' && !isSeen && !row.flood;
  return (
    <li class="source">
      <div class="source-line">
        <span class="source-name">
          <bdi>{row.title}</bdi>
        </span>
        {canSee && (
          <button type="button" class="tag" onClick={see} aria-label={`I have seen: ${row.title}`}>
            I have seen it
          </button>
        )}
      </div>
      <div class="quiet" role="status">
        <time dateTime={row.foundAt}>{timeOf(row.foundAt)}</time> ·{' '}
        {isSeen && row.state === 'open' ? 'seen' : stateOf(row)}
        {row.overAt && ` ${timeOf(row.overAt)}`}
        {hasFailed && ' · it could not be noted; try again'}
      </div>
      {row.why && <Why why={row.why} />}
    </li>
  );
}

export function Alerts({ part, asked, city }: Props) {
  const isNow = (row: AlertRow) => row.state !== 'over' && !row.flood;
  const rows = (asked.answer?.rows ?? []).filter((row) => isNow(row) === (part === 'now'));
  if (rows.length === 0) return null;
  return (
    <Panel
      id={`alerts-${part}`}
      title={part === 'now' ? 'Unusual now' : 'Alerts that are over or were set aside'}
      asked={asked}
    >
      {() => (
        <ul class="source-list">
          {rows.slice(0, part === 'now' ? rows.length : mostPast).map((row) => (
            <Item key={`${row.id} ${row.state}`} row={row} city={city} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
