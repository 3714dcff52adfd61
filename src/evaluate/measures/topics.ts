// What a post is about: the best topic that the map knows, against the file's one label.
import { createConfusion } from '../confusion.ts';
import { labelledRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';

export function measureTopics({ answers, city, options }: MeasureContext): Measure {
  const byName = new Map(city.topics.map(({ id, label }) => [label.toLowerCase(), id]));
  const confusion = createConfusion();
  return createMeasure(
    labelledRow,
    (row, post) => {
      const truth = row.label.toLowerCase();
      confusion.add(options.map ? truth : (byName.get(truth) ?? truth), answers.topic!(post));
      return undefined;
    },
    confusion.report,
  );
}
