// One measure per task: what a line must hold, what the program is asked, how the two are compared.
import type { z } from 'zod';
import type { City } from '../config/city.ts';
import { allowedAccounts, maskText } from '../mask.ts';
import type { EnrichedPost, Sentiment } from '../post.ts';
import { codePointsOf } from './code-points.ts';
import { languageCode } from './language-names.ts';
import { aspectsRow, labelledRow, languageRow, placesRow, reasonOf } from './rows.ts';
import { createCalibration, createTally, detection } from './tally.ts';
import type { EvaluateOptions, LabelMap, Report, Task } from './tasks.ts';

export interface MeasureContext {
  tag(text: string): EnrichedPost;
  city: City;
  options: EvaluateOptions;
}

export interface Measure {
  /** Why the line cannot be used; nothing when it was counted, or left out on purpose. */
  add(value: unknown): string | undefined;
  report(): Omit<Report, 'task' | 'postsPerSecond' | 'badLines'>;
}

function measure<Row>(
  schema: z.ZodType<Row>,
  count: (row: Row) => string | undefined,
  report: Measure['report'],
): Measure {
  return {
    add(value) {
      const row = schema.safeParse(value);
      return row.success ? count(row.data) : reasonOf(row.error);
    },
    report,
  };
}

const sentimentLabels = ['negative', 'neutral', 'positive'] as const;

/** The probability of the label itself, 0 for unknown. */
function confidenceOf({ label, p }: Sentiment): number {
  return p[sentimentLabels.indexOf(label as (typeof sentimentLabels)[number])] ?? 0;
}

function measureSentiment({ tag }: MeasureContext): Measure {
  const tally = createTally();
  const calibration = createCalibration();
  return measure(
    labelledRow,
    ({ text, label }) => {
      const truth = label.toLowerCase();
      if (!sentimentLabels.some((known) => known === truth))
        return 'label: expected negative, neutral or positive';
      const { sentiment } = tag(text);
      tally.add(truth, sentiment.label);
      if (sentiment.label !== 'unknown') calibration.add(confidenceOf(sentiment), sentiment.label === truth);
      return undefined;
    },
    () => ({ ...tally.report(), calibrationError: calibration.error() }),
  );
}

function measureLanguage({ tag, options }: MeasureContext): Measure {
  const tally = createTally();
  return measure(
    languageRow,
    ({ text, lang }) => {
      const code = languageCode(lang);
      if (code === undefined) return 'lang: expected the English name of a language, or its code';
      // The file's Hindi is in Latin script, which no detector calls Hindi.
      if (code === 'hi' && !options.includeHindi) return undefined;
      tally.add(code, tag(text).lang);
      return undefined;
    },
    tally.report,
  );
}

function measureRelevance({ tag }: MeasureContext): Measure {
  const tally = createTally();
  const decisions: Record<string, string> = {
    relevant: 'keep',
    yes: 'keep',
    irrelevant: 'drop',
    'not relevant': 'drop',
    no: 'drop',
  };
  return measure(
    labelledRow,
    ({ text, label }) => {
      const truth = label.toLowerCase();
      const decision = Object.hasOwn(decisions, truth) ? decisions[truth]! : truth;
      if (!['keep', 'drop', 'unsure'].includes(decision)) return 'label: expected keep, drop or unsure';
      tally.add(decision, tag(text).relevance.decision);
      return undefined;
    },
    tally.report,
  );
}

/** Topic → label of the file, the first that lists it; without a map a label is a topic's id or its name. */
function labelsByTopic(city: City, map?: LabelMap): ReadonlyMap<string, string> {
  if (!map) return new Map(city.topics.map(({ id }) => [id, id]));
  const labels = new Map<string, string>();
  for (const [label, topics] of Object.entries(map)) {
    for (const topic of topics) if (!labels.has(topic)) labels.set(topic, label.toLowerCase());
  }
  return labels;
}

function measureTopics({ tag, city, options }: MeasureContext): Measure {
  const labels = labelsByTopic(city, options.map);
  const byName = new Map(city.topics.map(({ id, label }) => [label.toLowerCase(), id]));
  const tally = createTally();
  return measure(
    labelledRow,
    ({ text, label }) => {
      const best = tag(text).topics.find(({ id }) => labels.has(id));
      const truth = label.toLowerCase();
      tally.add(options.map ? truth : (byName.get(truth) ?? truth), best ? labels.get(best.id)! : 'none');
      return undefined;
    },
    tally.report,
  );
}

function measurePlaces({ tag, city }: MeasureContext): Measure {
  const allowed = allowedAccounts(city.officialAccounts);
  let [n, found, right, there] = [0, 0, 0, 0];
  return measure(
    placesRow,
    ({ text, places }) => {
      n++;
      // Spans are of the masked text; the file's are of its own.
      const { toInput } = maskText(text, allowed);
      const points = codePointsOf(text);
      const spans = new Set<string>();
      for (const { evidence } of tag(text).places) {
        for (const { start, end } of evidence) spans.add(`${points(toInput(start))} ${points(toInput(end))}`);
      }
      const truth = new Set(places.map(({ start, end }) => `${start} ${end}`));
      found += spans.size;
      there += truth.size;
      for (const span of spans) if (truth.has(span)) right++;
      return undefined;
    },
    () => ({ n, ...detection(found, right, there) }),
  );
}

/** Where the file knows no neutral, the nearer of the two sides is asked for. */
function eitherSide({ p }: Sentiment): string {
  return p[2] >= p[0] ? 'positive' : 'negative';
}

function measureAspects({ tag, city, options }: MeasureContext): Measure {
  const labels = labelsByTopic(city, options.map);
  const free = createTally();
  const forced = createTally();
  let [n, found, right, there] = [0, 0, 0, 0];
  return measure(
    aspectsRow,
    ({ text, opinions }) => {
      n++;
      const post = tag(text);
      const truth = new Set(opinions.map(({ aspect }) => aspect.toLowerCase()));
      const predicted = new Set(post.topics.flatMap(({ id }) => labels.get(id) ?? []));
      found += predicted.size;
      there += truth.size;
      for (const aspect of predicted) if (truth.has(aspect)) right++;
      for (const { aspect, sentiment } of opinions) {
        // An aspect that the taxonomy does not know in this text speaks as the whole does.
        const topic = post.topics.find(({ id }) => labels.get(id) === aspect.toLowerCase());
        const said = topic?.sentiment ?? post.sentiment;
        free.add(sentiment, said.label);
        forced.add(sentiment, eitherSide(said));
      }
      return undefined;
    },
    () => {
      const hasNeutral = free.labels().includes('neutral');
      return { ...(hasNeutral ? free : forced).report(), n, ...detection(found, right, there) };
    },
  );
}

export const measures: Record<Task, (context: MeasureContext) => Measure> = {
  sentiment: measureSentiment,
  language: measureLanguage,
  places: measurePlaces,
  topics: measureTopics,
  relevance: measureRelevance,
  aspects: measureAspects,
};
