// The page: asks which city, then shows it.
import type { CitySummary } from './answers.ts';
import { useAsk } from './ask.ts';
import { CityPage } from './city-page.tsx';
import { Waiting } from './panel.tsx';
import { useView } from './use-view.ts';

/** The city of the address, else the installation's own, else the first there is. */
function pick(cities: readonly CitySummary[], wanted: string | undefined): CitySummary | undefined {
  const asked = cities.find(({ id }) => id === wanted);
  return asked ?? cities.find(({ isDefault }) => isDefault) ?? cities[0];
}

export function App() {
  const [view, go] = useView();
  const { answer, failure } = useAsk<{ rows: CitySummary[] }>('/api/v1/cities');
  if (answer === undefined) {
    return (
      <main class="alone">
        <p class="brand">Earshot</p>
        {failure ? (
          <div class="failure" role="alert">
            <strong>{failure.title}.</strong> {failure.detail}
          </div>
        ) : (
          <Waiting />
        )}
      </main>
    );
  }
  const city = pick(answer.rows, view.city);
  if (city === undefined) {
    return (
      <main class="alone">
        <p class="brand">Earshot</p>
        <h1>No city yet</h1>
        <p>
          Describe yours with <code>earshot init</code>, then reload this page.
        </p>
      </main>
    );
  }
  if (city.problem !== undefined) {
    return (
      <main class="alone">
        <p class="brand">Earshot</p>
        <h1>
          <bdi>{city.name}</bdi>
        </h1>
        <div class="failure" role="alert">
          <strong>Its profile cannot be read.</strong> <bdi>{city.problem}</bdi> Mend it, then reload this
          page; <code>earshot doctor</code> says more.
        </div>
      </main>
    );
  }
  return <CityPage key={city.id} cities={answer.rows} city={city} view={view} go={go} />;
}
