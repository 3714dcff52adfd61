// What a post is about: the best topic that the map knows, against the file's one label; and how many posts can be answered with nine
// in ten answers right.
import { createConfusion } from '../confusion.ts';
import { createCoverage } from '../coverage.ts';
import { labelledRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';

export function measureTopics({ answers, city, options }: MeasureContext): Measure {
  const byName = new Map(city.topics.map(({ id, label }) => [label.toLowerCase(), id]));
  const confusion = createConfusion();
  const coverage = createCoverage();
  return createMeasure(
    labelledRow,
    (row, post) => {
      const truth = row.label.toLowerCase();
      const label = options.map ? truth : (byName.get(truth) ?? truth);
      const said = answers.topic!(post);
      confusion.add(label, said);
      coverage.add(answers.topicConfidence?.(post), said.toLowerCase() === label.toLowerCase());
      return undefined;
    },
    () => {
      const [labels, covered] = [confusion.report(), coverage.report()];
      if (!covered) return labels;
      return {
        ...labels,
        coverage: covered.coverage,
        intervals: { ...labels.intervals, coverage: covered.interval },
      };
    },
  );
}
