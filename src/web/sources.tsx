// How fresh each source is, and what is missing: a quiet chart must not be taken for a quiet city.
import type { Answer, RunRow } from './answers.ts';
import type { Asked } from './ask.ts';
import { ago, duration, type Locale, moment } from './format.ts';
import { type SourceState, sourceStates } from './freshness.ts';
import { Nothing, Panel } from './panel.tsx';

interface Props {
  asked: Asked<Answer<RunRow>>;
  locale: Locale;
  nowMs: number;
}

const freshMs = 2 * 3_600_000;
const mostGaps = 5;

export function Sources({ asked, locale, nowMs }: Props) {
  return (
    <Panel id="sources" title="Sources" asked={asked}>
      {({ rows, coverage, query }) => {
        const endMs = Math.min(nowMs, Date.parse(query.to));
        const states = sourceStates(rows, coverage, endMs);
        if (states.length === 0)
          return (
            <Nothing>Nothing was collected in this period. Bring posts with “earshot import FILE”.</Nothing>
          );
        return (
          <ul class="source-list">
            {states.map((state) => (
              <Source key={state.name} state={state} locale={locale} endMs={endMs} />
            ))}
          </ul>
        );
      }}
    </Panel>
  );
}

function Source({ state, locale, endMs }: { state: SourceState; locale: Locale; endMs: number }) {
  const { name, collectedTo, lastEnd, isArchive, gaps } = state;
  const isFresh = collectedTo !== undefined && endMs - collectedTo < freshMs;
  const [sign, said, tone] = isArchive
    ? ['■', 'imported', '']
    : isFresh
      ? ['●', 'up to date', 'fresh']
      : ['▲', 'not up to date', 'behind'];
  return (
    <li class="source">
      <div class="source-line">
        <bdi class="source-name">{name}</bdi>
        <span class={`state ${tone}`}>
          <span aria-hidden="true">{sign}</span> {said}
        </span>
      </div>
      <p class="quiet">
        {collectedTo === undefined ? (
          'Nothing of this period is collected.'
        ) : (
          <>
            {isArchive ? 'Imported' : 'Collected'} up to{' '}
            <time dateTime={new Date(collectedTo).toISOString()}>{moment(collectedTo, locale)}</time>
            {!isFresh && !isArchive && `, ${ago(collectedTo, endMs, locale) ?? 'long ago'}`}.
          </>
        )}
        {lastEnd !== undefined && (
          <>
            {' '}
            The last run ended: <bdi>{lastEnd}</bdi>.
          </>
        )}
        {gaps.length === 0 && ' No gaps in this period.'}
      </p>
      {gaps.length > 0 && (
        <ul class="gaps">
          {gaps.slice(0, mostGaps).map(({ fromMs, toMs, reason }) => (
            <li key={fromMs}>
              <strong>Gap of {duration(toMs - fromMs, locale)}</strong> from {moment(fromMs, locale)} (
              {reason})
            </li>
          ))}
          {gaps.length > mostGaps && <li>and {gaps.length - mostGaps} more</li>}
        </ul>
      )}
    </li>
  );
}
