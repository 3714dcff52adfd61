// Texts that the topic classifier learns from, labelled by nobody but the taxonomy's own words.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnglish } from './sentiment-rows.ts';

/** Texts of one kind. */
export interface TopicPosts {
  name: string;
  texts: string[];
}

/** Houston is measured on: its event is left out. */
const heldOutEvent = 'hurricane_harvey_2017';

type Line = { text?: string; title?: string; event?: string };

const readLines = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

/** A post's title and text as one, as a resident reads them. */
const textOf = ({ title, text }: Line) => [title, text].filter(Boolean).join('\n');

/**
 * The data folder's English texts, none that a validation file of sentiment holds too. `isClean`: only what has a licence that
 * lets anyone use it. `posts`: a file of the city's own posts, a JSON object with `text` on each line.
 */
export function readTopicPosts(directory: string, isClean: boolean, posts?: string): TopicPosts[] {
  const { corpora } = readEnglish(directory, isClean);
  const events = readLines(join(directory, 'places', 'idrisi-train.jsonl'));
  const places = readLines(join(directory, 'aspects', 'sentihood-train.jsonl'));
  return [
    ...corpora.map(({ name, rows }) => ({ name, texts: rows.map(({ text }) => text) })),
    {
      name: 'tweets on disasters',
      texts: events.filter(({ event }) => event !== heldOutEvent).map(textOf),
    },
    { name: 'neighbourhoods', texts: places.map(textOf) },
    ...(posts !== undefined && existsSync(posts)
      ? [{ name: 'own posts', texts: readLines(posts).map(textOf) }]
      : []),
  ];
}
