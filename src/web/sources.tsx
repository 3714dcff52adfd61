// How fresh each source is, and what is missing: a quiet chart must not be taken for a quiet city.

import { ago, duration, type Locale, moment, number } from '../charts/format.ts';
import type { Answer, RunRow } from './answers.ts';
import type { Asked } from './ask.ts';
import { isFresh, type SourceLine, sourceLines, sourceStates } from './freshness.ts';
import { Nothing, Panel } from './panel.tsx';

interface Props {
  asked: Asked<Answer<RunRow>>;
  locale: Locale;
  nowMs: number;
}

const mostGaps = 5;

export function Sources({ asked, locale, nowMs }: Props) {
  return (
    <Panel id="sources" title="Sources" asked={asked}>
      {({ rows, coverage, query }) => {
        const endMs = Math.min(nowMs, Date.parse(query.to));
        const lines = sourceLines(sourceStates(rows, coverage, endMs), endMs);
        if (lines.length === 0)
          return (
            <Nothing>Nothing was collected in this period. Bring posts with “earshot import FILE”.</Nothing>
          );
        return (
          <ul class="source-list">
            {lines.map((line) => (
              <Source key={line.name} line={line} locale={locale} endMs={endMs} />
            ))}
          </ul>
        );
      }}
    </Panel>
  );
}

function Source({ line, locale, endMs }: { line: SourceLine; locale: Locale; endMs: number }) {
  const { name, channels, collectedTo, lastEnd, isArchive, gaps } = line;
  const isUpToDate = isFresh(line, endMs);
  const [sign, said, tone] = isArchive
    ? ['■', 'imported', '']
    : isUpToDate
      ? ['●', 'up to date', 'fresh']
      : ['▲', 'not up to date', 'behind'];
  return (
    <li class="source">
      <div class="source-line">
        <span class="source-name">
          <bdi>{name}</bdi>
          {channels > 1 && <span class="quiet"> · {number(channels, locale)} channels</span>}
        </span>
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
            {!isUpToDate && !isArchive && `, ${ago(collectedTo, endMs, locale) ?? 'long ago'}`}.
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
