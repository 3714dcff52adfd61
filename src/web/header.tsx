// Which city, that it is a sample if it is one, and what is looked at.
import type { CitySummary } from './answers.ts';
import type { Go } from './use-view.ts';
import type { View } from './view.ts';

interface Props {
  cities: readonly CitySummary[];
  city: CitySummary;
  /** what was not delivered, in words; empty when everything arrived */
  undelivered: string;
  go: Go;
}

export function Header({ cities, city, undelivered, go }: Props) {
  const choose = (id: string) =>
    // topics and neighbourhoods are of one city
    go({ city: id, topic: undefined, place: undefined });
  return (
    <header class="title">
      <a class="brand" href="/">
        Earshot
      </a>
      <h1>
        <bdi>{city.name}</bdi>
      </h1>
      {city.sample && (
        <span class="sample" title="The city, its people and its posts are invented">
          Sample data
        </span>
      )}
      {undelivered !== '' && (
        <span class="sample" role="status" title="earshot deliveries --failed tells why, and what to do">
          {undelivered}
        </span>
      )}
      {cities.length > 1 && (
        <label class="city-choice">
          <span class="unseen">City</span>
          <select value={city.id} onChange={(event) => choose(event.currentTarget.value)}>
            {cities.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </header>
  );
}

interface FilterProps {
  view: View;
  topicLabels: ReadonlyMap<string, string>;
  placeNames: ReadonlyMap<string, string>;
  go: Go;
}

/** What the page is narrowed to; each part can be taken away. */
export function Filters({ view, topicLabels, placeNames, go }: FilterProps) {
  if (view.topic === undefined && view.place === undefined) return null;
  return (
    <fieldset class="filters">
      <legend class="unseen">Looking only at</legend>
      <span class="quiet" aria-hidden="true">
        Only
      </span>
      {view.topic !== undefined && (
        <FilterButton
          name={topicLabels.get(view.topic) ?? view.topic}
          onClick={() => go({ topic: undefined })}
        />
      )}
      {view.place !== undefined && (
        <FilterButton
          name={placeNames.get(view.place) ?? view.place}
          onClick={() => go({ place: undefined })}
        />
      )}
    </fieldset>
  );
}

const FilterButton = ({ name, onClick }: { name: string; onClick(): void }) => (
  <button type="button" class="filter" onClick={onClick}>
    <bdi>{name}</bdi>
    <span class="unseen"> – remove this filter</span>
    <span aria-hidden="true"> ×</span>
  </button>
);
