// How it is typed: capitals, stops, typing mistakes, emoji, hashtags, mentions.

import type { Mood } from './mix.ts';
import { cityName } from './neighbourhoods.ts';
import type { Random } from './random.ts';
import type { TopicId } from './topics/catalog.ts';

/** `proper` writes sentences, `casual` often leaves out capitals and stops, `short` adds hashtags and emoji. */
export type Style = 'proper' | 'casual' | 'short';

const emoji: Record<Mood, readonly string[]> = {
  negative: ['😡', '🙄', '😤', '👎', '🤦', '😩', '🤬', '💩', '😞'],
  neutral: ['👀', 'ℹ️', '📢', '🚧', '📍'],
  positive: ['😍', '👏', '🎉', '❤️', '😊', '🙌', '👍', '☀️', '🌳'],
  mixed: ['🤷', '😅', '😬', '🙃'],
  sarcastic: ['🙃', '😂', '👏👏👏', '🤡', '😅'],
  question: ['🤔', '❓', '🙏'],
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const ends = new Set('.!?…:)');

/** Removes what empty choices leave behind: a space before a comma, two stops in a row. */
const tidy = (text: string) =>
  / [,.]|[,.:]\s*\./.test(text) ? text.replaceAll(/\s+([,.])/g, '$1').replaceAll(/[,.:]\s*\./g, '.') : text;

/** Joins what was said into one text. `parts` begin in lower case and mostly lack a stop; `isOpened`: the first is an opening. */
export function joinParts(
  random: Random,
  style: Style,
  mood: Mood,
  parts: readonly string[],
  isOpened = false,
): string {
  const lower = style === 'short' ? random.chance(0.3) : style === 'casual' && random.chance(0.14);
  const stops = style === 'proper' || random.chance(0.8);
  const pieces = parts.map((part, index) => {
    const clean = part.trim();
    const first = lower ? clean : capital(clean);
    if (ends.has(first.charAt(first.length - 1))) return first;
    if (index === 0 && isOpened && first.length < 45 && random.chance(0.4)) return `${first}:`;
    if (index < parts.length - 1) return first + (mood === 'negative' && random.chance(0.1) ? '!' : '.');
    if (mood === 'positive' && random.chance(0.35)) return `${first}!`;
    return stops ? `${first}.` : first;
  });
  return tidy(pieces.join(' '));
}

/** One slip of the fingers inside one longer word; never in a name with a capital, which would hide the place. */
function slip(random: Random, text: string): string {
  const words = text.split(' ');
  const index = random.integer(0, words.length - 1);
  const word = words[index]!;
  if (!/^[a-záéíóúñ]{5,}$/.test(word)) return text;
  const at = random.integer(1, word.length - 2);
  const kind = random.integer(0, 2);
  const [before, char, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  words[index] =
    kind === 0
      ? before + after
      : kind === 1
        ? before + char + char + after
        : before + after[0] + char + after.slice(1);
  return words.join(' ');
}

/** Whom a complaint is sent to, where it is not the city's main account. */
const desks: Partial<Record<TopicId, string>> = {
  transit: 'quillport_transit',
  water: 'quillport_water',
  'trees-parks': 'quillport_parks',
  events: 'quillport_parks',
};
const generalTags = [cityName, cityName, cityName, cityName, 'CorrowRiver', 'QuillportLife', 'fixit', '311'];

export interface Hand {
  random: Random;
  style: Style;
  mood: Mood;
  topic: TopicId;
}

export function handwrite({ random, style, mood, topic }: Hand, text: string, areaTag: string): string {
  let written = text;
  if (style !== 'proper' && random.chance(0.13)) written = slip(random, written);
  if (style !== 'proper' && mood === 'negative' && random.chance(0.012)) written = written.toUpperCase();
  if (style === 'short') {
    if (random.chance(0.09)) written = `@${desks[topic] ?? 'city_of_quillport'} ${written}`;
    if (random.chance(0.22)) written += ` ${random.pick(emoji[mood])}`;
    if (random.chance(0.5)) written += ` #${random.pick(generalTags)}`;
    if (random.chance(0.26)) written += ` #${areaTag}`;
  } else if (style === 'casual' && random.chance(0.06)) written += ` ${random.pick(emoji[mood])}`;
  return written;
}
