// How good are alerts on volume? Bursts of three times the usual, with the shapes of real events, are planted in the demo city's year; a simple
// threshold and a z-score stand beside. Only the times of the posts of SHAPES are used. Writes a table between two marks of a page.
//   npm run build && node bench/alerts.mjs SHAPES.jsonl [--out docs/alerts.md] [--cities 4] [--bursts 1500]
// SHAPES: Post lines whose channel is the event. --cities: so many demo cities laid upon each other make larger ones.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { detectors } from './alerts/detectors.mjs';
import { binMs, mergeSeries, readSeries } from './alerts/series.mjs';
import { readShapes } from './alerts/shapes.mjs';
import { tableOf } from './alerts/table.mjs';
import { countFalseAlarms, plantBursts } from './alerts/trial.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    cities: { type: 'string', default: '4' },
    bursts: { type: 'string', default: '1500' },
  },
});
const [file] = positionals;
if (!file) {
  console.error('usage: node bench/alerts.mjs SHAPES.jsonl [--out PAGE.md] [--cities 4] [--bursts 1500]');
  process.exit(2);
}
const shapes = await readShapes(file);
const cities = [];
for (let seed = 1; seed <= Number(values.cities); seed += 1) {
  cities.push(await readSeries(seed));
  console.error(`demo city ${seed} is read`);
}
const sizes = [1, 2, 4].filter((size) => size <= cities.length);
const all = sizes.map((size) => mergeSeries(cities.slice(0, size).map((city) => city.get('all'))));
const topics = [...cities[0]].filter(([name]) => name !== 'all').map(([, series]) => series);

const results = detectors(topics.length).map((detector) => {
  const perWeek = all.map((series) => countFalseAlarms(series, detector.all));
  const ofTopics = topics.map((series) => countFalseAlarms(series, detector.topic));
  const planted = all.map((series) => plantBursts(series, shapes, detector.all, Number(values.bursts)));
  console.error(`${detector.name} is measured`);
  return {
    name: detector.name,
    perWeek,
    topicsPerWeek: ofTopics.reduce((a, b) => a + b, 0),
    planted: planted.flat(),
  };
});
const table = tableOf(results, {
  shapes: shapes.length,
  topics: topics.length,
  weeks: (all[0].counts.length * binMs) / 604_800_000 - 8,
});
console.log(table);
if (values.out) {
  const page = await readFile(values.out, 'utf8');
  const [before, after] = [
    '<!-- quality of alerts: made by bench/alerts.mjs -->',
    '<!-- end of the quality of alerts -->',
  ];
  const [head, rest] = page.split(before);
  const tail = rest?.split(after)[1];
  if (tail === undefined) throw new Error(`${values.out} lacks the marks of the table`);
  await writeFile(values.out, `${head}${before}\n\n${table}\n${after}${tail}`);
}
