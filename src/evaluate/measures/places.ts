// Which words of a post name a place: exact spans, whatever their type.
import { codePointsOf } from '../code-points.ts';
import { createDetection } from '../detection.ts';
import { placesRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';

export function measurePlaces({ answers }: MeasureContext): Measure {
  const detection = createDetection();
  let n = 0;
  return createMeasure(
    placesRow,
    ({ text, places }, post) => {
      const points = codePointsOf(text);
      const length = points(text.length);
      if (places.some(({ start, end }) => end <= start || end > length))
        return 'places: expected spans inside the text, counted in code points';
      n++;
      const spans = new Set(answers.places!(post).map(({ start, end }) => `${points(start)} ${points(end)}`));
      const truth = new Set(places.map(({ start, end }) => `${start} ${end}`));
      detection.add(spans.size, [...spans].filter((span) => truth.has(span)).length, truth.size);
      return undefined;
    },
    () => ({ n, ...detection.report() }),
  );
}
