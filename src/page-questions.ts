// What a morning asks of every city: the page's own list when it is opened and nothing is chosen, and then what rose in the last week.
import type { CityDirectory } from './cities.ts';
import { resolvePeriod } from './web/period.ts';
import { questions } from './web/questions.ts';
import { defaultView } from './web/view.ts';

/** Paths of the API, city by city. A city whose profile cannot be read has none: whoever opens its page is told why. */
export async function pageQuestions(
  cities: Pick<CityDirectory, 'known' | 'get'>,
  nowMs: number,
): Promise<string[]> {
  const paths: string[] = [];
  for (const { id } of await cities.known()) {
    const city = await cities.get(id).catch(() => undefined);
    if (!city) continue;
    const period = resolvePeriod(defaultView, city.timezone, nowMs);
    paths.push(
      ...Object.values(questions(id, defaultView, period)),
      `/api/v1/trends?city=${encodeURIComponent(id)}`,
    );
  }
  return paths;
}
