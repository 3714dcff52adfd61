// Where in the city it is about: the map and the list of neighbourhoods. A click looks at one alone.

import { type Locale, number } from '../charts/format.ts';
import type { Answer, CityMap as Geography, PlaceRow } from './answers.ts';
import type { Asked } from './ask.ts';
import { CountChange } from './change.tsx';
import { CityMap } from './city-map.tsx';
import { Choices } from './controls.tsx';
import { MoreButton } from './more.tsx';
import { Nothing, Panel } from './panel.tsx';
import { SentimentFigure } from './sentiment-figure.tsx';
import type { Go } from './use-view.ts';
import type { View } from './view.ts';

const fewPlaces = 8;

interface Props {
  asked: Asked<Answer<PlaceRow>>;
  geography: Asked<Geography>;
  view: View;
  locale: Locale;
  go: Go;
}

export function Places({ asked, geography, view, locale, go }: Props) {
  const choose = (place: string) => go({ place: view.place === place ? undefined : place });
  const hasMap = (geography.answer?.features ?? []).some((each) => each.geometry.coordinates.length > 0);
  const aside = hasMap && (
    <Choices
      legend="Colours of the map"
      name="map"
      value={view.map}
      choices={[
        { value: 'sentiment', label: 'Sentiment' },
        { value: 'posts', label: 'Posts' },
      ]}
      onChange={(map) => go({ map })}
    />
  );
  return (
    <Panel id="places" title="Neighbourhoods" asked={asked} aside={aside}>
      {({ rows }) => {
        const told = rows.filter(({ volume }) => volume > 0);
        const isAll = view.more.includes('places');
        const shown = told.filter(({ place }, rank) => isAll || rank < fewPlaces || place === view.place);
        return (
          <>
            {geography.answer && hasMap && (
              <CityMap
                geography={geography.answer}
                rows={rows}
                by={view.map}
                chosen={view.place}
                locale={locale}
                onChoose={choose}
              />
            )}
            {told.length === 0 ? (
              <Nothing>No neighbourhood is named in these posts.</Nothing>
            ) : (
              <PlaceTable rows={shown} view={view} locale={locale} onChoose={choose} />
            )}
            <MoreButton
              list="places"
              noun="neighbourhoods"
              count={told.length}
              few={fewPlaces}
              view={view}
              go={go}
            />
          </>
        );
      }}
    </Panel>
  );
}

interface TableProps {
  rows: readonly PlaceRow[];
  view: View;
  locale: Locale;
  onChoose(place: string): void;
}

function PlaceTable({ rows, view, locale, onChoose }: TableProps) {
  return (
    <table class="ranking">
      <thead>
        <tr>
          <th scope="col">Neighbourhood</th>
          <th scope="col" class="num">
            Posts
          </th>
          <th scope="col" class="num wide">
            Change
          </th>
          <th scope="col" class="num">
            Net sentiment
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const isChosen = view.place === row.place;
          return (
            <tr key={row.place} class={isChosen ? 'chosen' : ''}>
              <th scope="row">
                <button
                  type="button"
                  class="name"
                  aria-pressed={isChosen}
                  title={isChosen ? 'Show the whole city again' : 'Look at this neighbourhood alone'}
                  onClick={() => onChoose(row.place)}
                >
                  <bdi>{row.name}</bdi>
                </button>
              </th>
              <td
                class="num"
                title={
                  row.perThousand === undefined
                    ? undefined
                    : `${number(row.perThousand, locale, 1)} per 1,000 residents`
                }
              >
                {number(row.volume, locale)}
                <span class="narrow">
                  <CountChange change={row.change?.volume} locale={locale} />
                </span>
              </td>
              <td class="num wide">
                <CountChange change={row.change?.volume} locale={locale} />
              </td>
              <td class="num">
                <SentimentFigure figure={row} locale={locale} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
