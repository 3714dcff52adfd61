// A list of what a city has: which city, and the parameters of the list, every mistake at once.
import { z } from 'zod';
import type { City } from '../config.ts';
import type { CityDirectory } from './context.ts';
import { parseParameters, type RawParameters } from './parameters.ts';
import { pickCity } from './pick-city.ts';
import { parameterProblem } from './problem.ts';

/** As it is described: `readListQuery` reads it. */
export const cityParameter = z
  .string()
  .optional()
  .meta({ description: 'id of a city profile', examples: ['houston'] });

/** Throws HttpProblem 400, which names each parameter that is wrong. */
export async function readListQuery<S extends z.ZodObject>(
  cities: CityDirectory,
  params: S,
  raw: RawParameters,
): Promise<{ city: City; params: z.output<S> }> {
  const { city, ...rest } = raw;
  const picked = await pickCity(cities, city);
  const parsed = parseParameters(params, rest);
  if ('mistake' in picked || 'mistakes' in parsed)
    throw parameterProblem([
      ...('mistake' in picked ? [picked.mistake] : []),
      ...('mistakes' in parsed ? parsed.mistakes : []),
    ]);
  return { city: picked.city, params: parsed.value as z.output<S> };
}
