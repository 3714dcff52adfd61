// What the city talks about: every topic with its posts, share, change and net sentiment. A click looks at one alone.

import { type Locale, number, percent } from '../charts/format.ts';
import type { Answer, TopicRow } from './answers.ts';
import type { Asked } from './ask.ts';
import { CountChange } from './change.tsx';
import { MoreButton } from './more.tsx';
import { Nothing, Panel } from './panel.tsx';
import { SentimentFigure, Whisker } from './sentiment-figure.tsx';
import type { Go } from './use-view.ts';
import type { View } from './view.ts';

const fewTopics = 12;

interface Props {
  asked: Asked<Answer<TopicRow>>;
  view: View;
  locale: Locale;
  go: Go;
}

export function Topics({ asked, view, locale, go }: Props) {
  return (
    <Panel id="topics" title="Topics" asked={asked}>
      {({ rows }) => {
        const told = rows.filter(({ volume }) => volume > 0);
        if (told.length === 0) return <Nothing>No topic in these posts.</Nothing>;
        const isAll = view.more.includes('topics');
        const shown = told.filter(({ topic }, rank) => isAll || rank < fewTopics || topic === view.topic);
        const most = Math.max(...told.map(({ volume }) => volume));
        return (
          <>
            <table class="ranking">
              <thead>
                <tr>
                  <th scope="col">Topic</th>
                  <th scope="col" class="num">
                    Posts
                  </th>
                  <th scope="col" class="num wide">
                    Share
                  </th>
                  <th scope="col" class="num wide">
                    Change
                  </th>
                  <th scope="col" class="num">
                    Net sentiment
                  </th>
                  <td class="wide" />
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <Topic key={row.topic} row={row} most={most} view={view} locale={locale} go={go} />
                ))}
              </tbody>
            </table>
            <MoreButton list="topics" noun="topics" count={told.length} few={fewTopics} view={view} go={go} />
          </>
        );
      }}
    </Panel>
  );
}

interface RowProps {
  row: TopicRow;
  most: number;
  view: View;
  locale: Locale;
  go: Go;
}

function Topic({ row, most, view, locale, go }: RowProps) {
  const isChosen = view.topic === row.topic;
  return (
    <tr class={isChosen ? 'chosen' : ''}>
      <th scope="row">
        <button
          type="button"
          class="name"
          aria-pressed={isChosen}
          title={isChosen ? 'Show all topics again' : 'Look at this topic alone'}
          onClick={() => go({ topic: isChosen ? undefined : row.topic })}
        >
          <bdi>{row.label}</bdi>
        </button>
      </th>
      <td class="num">
        <span class="amount">
          {number(row.volume, locale)}
          <svg class="amount-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.max(1, (100 * row.volume) / most)} height="4" />
          </svg>
        </span>
        <span class="narrow">
          <CountChange change={row.change?.volume} locale={locale} />
        </span>
      </td>
      <td class="num wide">{row.share === null ? '' : percent(row.share, locale)}</td>
      <td class="num wide">
        <CountChange change={row.change?.volume} locale={locale} />
      </td>
      <td class="num">
        <SentimentFigure figure={row} locale={locale} />
      </td>
      <td class="wide whisker-cell">
        <Whisker figure={row} />
      </td>
    </tr>
  );
}
