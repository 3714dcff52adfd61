// The place tagger's weights, read once per thread from the file beside this one.
import { readFileSync } from 'node:fs';
import { decodePlaceModel } from '../enrich/place-model-file.ts';
import type { PlaceModel } from '../enrich/place-tagger.ts';

/** About 1.2 MB. Throws when the file is missing or of another version. */
export function loadPlaceModel(): PlaceModel {
  return decodePlaceModel(readFileSync(new URL('./place-model.bin', import.meta.url)));
}
