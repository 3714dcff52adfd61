// `npm run train:places -- --data DIR [--out FILE] [--seeds N] [--dev FILE]`: makes the place tagger's weights anew.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePlaceModel, encodePlaceModel, type PlaceWeights } from '../../enrich/place-model-file.ts';
import { createPlaceProposer } from '../../enrich/place-tagger.ts';
import { openWorldNames } from '../../enrich/world-names.ts';
import { type Chain, trainChain } from './chain.ts';
import { trainKinds } from './kinds.ts';
import { packChain } from './pack.ts';
import { readRows, type TrainingRow } from './rows.ts';
import { readExamples, width } from './vocabulary.ts';
import { worldNames } from './world.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'src/models/place-model.bin' },
    seeds: { type: 'string', default: '2' },
    epochs: { type: 'string', default: '6' },
    rate: { type: 'string', default: '0.3' },
    dropout: { type: 'string', default: '0' },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);

/** mulberry32: the same seed gives the same weights. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function meanOf(chains: readonly Chain[]): Chain {
  const [first] = chains as [Chain];
  const mean = <A extends Float32Array | Float64Array>(pick: (chain: Chain) => A): A =>
    pick(first).map((_, i) => chains.reduce((sum, chain) => sum + pick(chain)[i]!, 0) / chains.length) as A;
  return { weights: mean(({ weights }) => weights), transitions: mean(({ transitions }) => transitions) };
}

/** Exact spans, untyped. */
function measure(weights: PlaceWeights, rows: readonly TrainingRow[]): string {
  const propose = createPlaceProposer(decodePlaceModel(encodePlaceModel(weights)));
  let [found, right, there] = [0, 0, 0];
  for (const { tokens, spans } of rows) {
    const truth = new Map(spans.map(({ first, last, type }) => [`${first} ${last}`, type]));
    there += truth.size;
    for (const { first, last } of propose(tokens)) {
      found++;
      if (truth.has(`${first} ${last}`)) right++;
    }
  }
  const [precision, recall] = [right / found, right / there];
  const f1 = (2 * precision * recall) / (precision + recall);
  const percent = (value: number) => (100 * value).toFixed(2);
  return `precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)} of ${rows.length} rows`;
}

async function main(data: string): Promise<void> {
  const rows = await readRows(join(data, 'places', 'idrisi-train.jsonl'));
  const dev = await readRows(join(data, 'places', 'idrisi-dev.jsonl'));
  const world = worldNames();
  const names = openWorldNames(world);
  const { hashes, examples } = readExamples(rows, names);
  say(`${rows.length} rows, ${hashes.length} features, ${world.length} names of the world`);
  const kinds = trainKinds(rows, names);
  const chains: Chain[] = [];
  for (let seed = 1; seed <= Number(options.seeds); seed++) {
    const [epochs, rate, dropout] = [Number(options.epochs), Number(options.rate), Number(options.dropout)];
    chains.push(
      trainChain(examples, {
        featureCount: hashes.length,
        width,
        epochs,
        rate,
        dropout,
        random: randomFrom(seed),
      }),
    );
    say(`seeds 1 to ${seed}: ${measure({ ...packChain(hashes, meanOf(chains)), world, kinds }, dev)}`);
  }
  const weights: PlaceWeights = { ...packChain(hashes, meanOf(chains)), world, kinds };
  await writeFile(options.out, encodePlaceModel(weights));
  say(`wrote ${options.out}`);
}

if (options.data === undefined) {
  process.stderr.write('usage: npm run train:places -- --data DIR [--out FILE] [--seeds N]\n');
  process.exitCode = 2;
} else {
  await main(options.data);
}
