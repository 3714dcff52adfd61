// Everything about one city: asks the questions of the view and lays the answers out.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Locale, stretch } from '../charts/format.ts';
import type { SeriesAnswer } from '../charts/series-answer.ts';
import { type AlertList, Alerts } from './alerts.tsx';
import type {
  Answer,
  CityMap,
  CitySummary,
  PlaceRow,
  PostRow,
  RunRow,
  SummaryRow,
  TopicRow,
} from './answers.ts';
import { useAsk } from './ask.ts';
import { Controls } from './controls.tsx';
import { type DeliveryList, undeliveredWords } from './delivered.ts';
import { Figures } from './figures.tsx';
import { Filters, Header } from './header.tsx';
import { OverTime } from './over-time.tsx';
import { resolvePeriod } from './period.ts';
import { Places } from './places.tsx';
import { Posts } from './posts.tsx';
import { questions } from './questions.ts';
import { type ReportList, Reports } from './reports.tsx';
import { Sources } from './sources.tsx';
import { Topics } from './topics.tsx';
import { useArriving } from './use-arriving.ts';
import { useTurn } from './use-turn.ts';
import type { Go } from './use-view.ts';
import type { View } from './view.ts';

interface Props {
  cities: readonly CitySummary[];
  city: CitySummary;
  view: View;
  go: Go;
}

const refreshMs = 60_000;
const arrivingRefreshMs = 5_000;

/** English, spelt and dated as the reader's browser does it. */
const readerLocale = () => navigator.languages.find((tag) => /^en\b/i.test(tag)) ?? 'en-US';

export function CityPage({ cities, city, view, go }: Props) {
  const [everyMs, setEveryMs] = useState(refreshMs);
  const { count: turn, nowMs } = useTurn(everyMs);
  const isArriving = useArriving(turn);
  useEffect(() => setEveryMs(isArriving ? arrivingRefreshMs : refreshMs), [isArriving]);
  const locale = useMemo<Locale>(() => ({ tag: readerLocale(), timezone: city.timezone }), [city.timezone]);
  const period = resolvePeriod(view, city.timezone, nowMs);
  const paths = questions(city.id, view, period);
  const summary = useAsk<Answer<SummaryRow>>(paths.summary, turn);
  const volume = useAsk<SeriesAnswer>(paths.volume, turn);
  const sentiment = useAsk<SeriesAnswer>(paths.sentiment, turn);
  const topics = useAsk<Answer<TopicRow>>(paths.topics, turn);
  const places = useAsk<Answer<PlaceRow>>(paths.places, turn);
  const posts = useAsk<Answer<PostRow>>(paths.posts, turn);
  const coverage = useAsk<Answer<RunRow>>(paths.coverage, turn);
  const alertsPath = `/api/v1/alerts?city=${encodeURIComponent(city.id)}`;
  const openAlerts = useAsk<AlertList>(`${alertsPath}&state=open&limit=50`, turn);
  const alerts = useAsk<AlertList>(`${alertsPath}&limit=40`, turn);
  const [madeCount, setMadeCount] = useState(0);
  const reports = useAsk<ReportList>(`/api/v1/reports?city=${encodeURIComponent(city.id)}`, madeCount);
  const deliveries = useAsk<DeliveryList>(`/api/v1/deliveries?city=${encodeURIComponent(city.id)}&limit=300`);
  const sent = deliveries.answer?.rows ?? [];
  const undelivered = useAsk<DeliveryList>(
    `/api/v1/deliveries?city=${encodeURIComponent(city.id)}&undelivered=true&limit=1000`,
  );
  const geography = useAsk<CityMap>(`/api/v1/cities/${encodeURIComponent(city.id)}/map`);

  const topicLabels = useMemo(() => new Map(city.topics.map(({ id, label }) => [id, label])), [city]);
  const placeNames = useMemo(
    () => new Map((geography.answer?.features ?? []).map(({ properties: { id, name } }) => [id, name])),
    [geography.answer],
  );
  useEffect(() => {
    document.title = `${city.name}${city.sample ? ' (sample data)' : ''} · Earshot`;
  }, [city]);

  const emptiness = isArriving
    ? 'Posts are still arriving; they appear here by themselves.'
    : 'No posts in this period. Choose a longer one, or take a filter away.';
  const query = summary.answer?.query;
  const shared = { view, locale, go };
  return (
    <>
      <a class="skip" href="#main">
        To the figures
      </a>
      <div class="top">
        <Header
          cities={cities}
          city={city}
          undelivered={undeliveredWords(undelivered.answer?.rows ?? [])}
          go={go}
        />
        <nav class="pickers" aria-label="What is looked at">
          <Controls view={view} period={period} timezone={city.timezone} nowMs={nowMs} go={go} />
          <Filters view={view} topicLabels={topicLabels} placeNames={placeNames} go={go} />
        </nav>
      </div>
      <main id="main" tabIndex={-1}>
        {isArriving && (
          <p class="notice" role="status">
            Posts are still arriving: the figures grow by themselves.
          </p>
        )}
        {query && (
          <p class="period-line">
            {stretch(query.from, query.to, locale)}, beside the equal period before. Times are those of{' '}
            <bdi>{city.name}</bdi>.
          </p>
        )}
        <Figures asked={summary} locale={locale} emptiness={emptiness} />
        <Alerts part="now" asked={openAlerts} city={city} />
        <OverTime volume={volume} sentiment={sentiment} locale={locale} nowMs={nowMs} />
        <div class="columns">
          <Topics asked={topics} {...shared} />
          <Places asked={places} geography={geography} {...shared} />
        </div>
        <p class="footnote">
          <strong>Bold changes</strong> are more than chance; grey ones could be chance. “Too few”: under{' '}
          {city.minimumN.sentiment} posts. Net sentiment is (positive − negative) / all, from −1 to +1, with
          its 95% interval; posts of the city itself, automated and copied ones are left out of it.
        </p>
        <div class="columns columns-posts">
          <Posts
            asked={posts}
            path={paths.posts}
            topicLabels={topicLabels}
            placeNames={placeNames}
            nowMs={nowMs}
            emptiness={emptiness}
            {...shared}
          />
          <Sources asked={coverage} locale={locale} nowMs={nowMs} />
        </div>
        <Alerts part="past" asked={alerts} city={city} />
        <Reports
          asked={reports}
          deliveries={sent}
          city={city}
          onMade={() => setMadeCount((count) => count + 1)}
        />
      </main>
    </>
  );
}
