// npm run train:language -- --data DIR [--out FILE]: packs eld's n-grams, trains the model of close languages on the training parts
// of DIR/languages, and prints how right both are on the validation parts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLanguageReader } from '../enrich/language.ts';
import { gramHash, type LanguageModel } from '../enrich/language-model.ts';
import { tokenKind } from '../enrich/token-buffer.ts';
import { tokenize } from '../enrich/tokens.ts';
import { languageCode } from '../evaluate/language-names.ts';
import { writeLanguageModel } from '../models/language-file.ts';
import { type LabelledWords, trainCloseModel } from './language-close.ts';

/** Written in Latin letters, and often confused. */
const closeCodes = ['en', 'es', 'fr', 'de', 'it', 'pt'];
const bits = 15;
/** eld leaves this out of every worth, and so do we. */
type Grams = Record<string, Record<string, number>>;

interface Row {
  text: string;
  lang: string;
}

/** Rows of every file of a part; romanised Hindi is left out, its letters being those of other languages. */
function readRows(folder: string, part: string): Row[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(`-${part}.jsonl`) && !file.startsWith('hindi'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => {
      const { text, lang } = JSON.parse(line) as Row;
      return { text, lang: languageCode(lang) ?? lang };
    });
}

function labelled({ text, lang }: Row): LabelledWords {
  const { kinds, words } = tokenize(text);
  return { lang, words: words.filter((word, i) => kinds[i] === tokenKind.word && word !== '') };
}

/** eld's extra small tables, which its package does not export: found beside its entry. */
async function packGrams(): Promise<Pick<LanguageModel, 'codes' | 'grams'>> {
  const entry = import.meta.resolve('eld/extrasmall');
  const { ngramsData } = (await import(new URL('../ngrams/extrasmall.js', entry).href)) as {
    ngramsData: { languages: Record<string, string>; ngrams: Grams };
  };
  const { dictionary } = (await import(new URL('../dictionary.js', entry).href)) as { dictionary: string[] };
  const byteOf = new Map(dictionary.map((char, byte) => [char, byte]));
  const keys: number[] = [];
  const counts: number[] = [];
  const pairs: number[] = [];
  for (const [gram, worths] of Object.entries(ngramsData.ngrams)) {
    const bytes = Array.from(gram, (char) =>
      char.charCodeAt(0) < 0x80 && !isHigh(char) ? char.charCodeAt(0) : byteOf.get(char)!,
    );
    keys.push(gramHash(bytes, 0, bytes.length, false, false));
    counts.push(Object.keys(worths).length);
    for (const [language, worth] of Object.entries(worths)) pairs.push(Number(language), worth);
  }
  if (new Set(keys).size !== keys.length) throw new Error('two n-grams have the same hash');
  const codes = Object.values(ngramsData.languages);
  return {
    codes,
    grams: { keys: Uint32Array.from(keys), counts: Uint8Array.from(counts), pairs: Uint8Array.from(pairs) },
  };

  /** A capital or a sign stands for a byte from 0x80 on: n-grams are lower case. */
  function isHigh(char: string): boolean {
    return char !== ' ' && (byteOf.get(char) ?? 0) >= 0x80;
  }
}

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data DIR: the folder of the measuring data');
const folder = join(values.data, 'languages');
const packed = await packGrams();
const close = trainCloseModel(readRows(folder, 'train').map(labelled), closeCodes, bits);
const model: LanguageModel = { ...packed, close };
const out = values.out ?? fileURLToPath(new URL('../models/language.bin', import.meta.url));
writeFileSync(out, writeLanguageModel(model));

const read = createLanguageReader(['en', 'es'], model);
for (const part of ['train', 'val']) {
  const rows = readRows(folder, part);
  const right = rows.filter(({ text, lang }) => read([tokenize(text)]) === lang).length;
  process.stdout.write(
    `${part}: ${right} of ${rows.length} right, ${((100 * right) / rows.length).toFixed(2)}%\n`,
  );
}
