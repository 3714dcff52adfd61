// One text from the grammar: an opening, what it is about, more of it, and an ending, as its writer feels.
import { expand, type Template } from './grammar.ts';
import { handwrite, joinParts, type Style } from './handwriting.ts';
import type { Mood } from './mix.ts';
import type { SampleNeighbourhood } from './neighbourhoods.ts';
import type { Random } from './random.ts';
import { type CityScene, createScene } from './scene.ts';
import { type TopicId, topics } from './topics/catalog.ts';
import type { TopicWords } from './topics/topic-words.ts';
import { endings, openings, replies, spanish } from './wording.ts';

export interface Wish {
  random: Random;
  area: SampleNeighbourhood;
  topic: TopicId;
  mood: Mood;
  style: Style;
}

/** Chances that an opening, a second sentence about the matter, a reproach or thanks, and an ending are there. */
const shape = {
  proper: { opening: 0.3, second: 0.3, more: 0.6, ending: 0.3 },
  casual: { opening: 0.42, second: 0.18, more: 0.5, ending: 0.38 },
  short: { opening: 0.3, second: 0.04, more: 0.3, ending: 0.26 },
} as const;

const feeling = (mood: Mood): 'negative' | 'neutral' | 'positive' | 'question' =>
  mood === 'mixed' ? 'neutral' : mood === 'sarcastic' ? 'negative' : mood;

/** Names the place at the end where nothing has named it yet. */
function place(scene: CityScene, parts: string[]): void {
  if (scene.isPlaced || scene.random.chance(0.15)) return;
  const { area, random } = scene;
  parts[parts.length - 1] += random.pick([
    ` (${area.name})`,
    ` in ${area.name}`,
    `, ${area.name}`,
    ` here in ${area.name}`,
  ]);
}

/** The matter itself, as a title. */
export function entitle(wish: Wish): string {
  const { random, area, topic, mood } = wish;
  const scene = createScene(random, area, topic);
  const parts = [expand(random.pick((topics[topic] as TopicWords)[mood]), scene)];
  place(scene, parts);
  return joinParts(random, 'proper', 'neutral', parts).replace(/[.:]$/, '');
}

/** A text in English. */
export function compose(wish: Wish): string {
  const { random, area, topic, mood, style } = wish;
  const words: TopicWords = topics[topic];
  const scene = createScene(random, area, topic);
  const odds = shape[style];
  const tone = feeling(mood);
  const parts: string[] = [];
  const say = (templates: readonly Template[]) => parts.push(expand(random.pick(templates), scene));
  const isOpened = mood !== 'sarcastic' && random.chance(odds.opening);
  if (isOpened) say(openings[tone]);
  say(words[mood]);
  if ((mood === 'negative' || mood === 'positive') && random.chance(odds.second)) say(words[mood]);
  if (tone === 'negative' && random.chance(odds.more)) say(words.blame);
  if (tone === 'positive' && random.chance(odds.more)) say(words.thanks);
  if (random.chance(mood === 'mixed' ? 0 : odds.ending)) say(endings[tone]);
  place(scene, parts);
  return handwrite(wish, joinParts(random, style, mood, parts, isOpened), tag(area));
}

/** A text in Spanish; there is no sarcasm in it. */
export function componer(wish: Wish): string {
  const { random, area, topic, style } = wish;
  const tone =
    wish.mood === 'positive'
      ? 'positive'
      : wish.mood === 'neutral' || wish.mood === 'question'
        ? 'neutral'
        : 'negative';
  const scene = createScene(random, area, topic);
  const parts: string[] = [];
  const say = (templates: readonly Template[]) => parts.push(expand(random.pick(templates), scene));
  if (random.chance(0.45)) say(spanish.openings);
  say((topics[topic] as TopicWords).spanish[tone]);
  if (random.chance(0.5)) say(spanish.endings[tone]);
  if (!scene.isPlaced) parts[parts.length - 1] += ` en ${area.name}`;
  const text = joinParts(random, style === 'proper' ? 'casual' : style, tone, parts);
  return handwrite({ ...wish, mood: tone }, text, tag(area));
}

const tag = (area: SampleNeighbourhood) => area.name.replaceAll(' ', '');

/** A text from templates of a story, with the usual openings and endings around it. */
export function composeFrom(wish: Wish, own: readonly Template[]): string {
  const { random, area, topic, mood, style } = wish;
  const scene = createScene(random, area, topic);
  const tone = feeling(mood);
  const parts: string[] = [];
  const isOpened = random.chance(0.25);
  if (isOpened) parts.push(expand(random.pick(openings[tone]), scene));
  parts.push(expand(random.pick(own), scene));
  if (own.length > 6 && random.chance(0.25)) parts.push(expand(random.pick(own), scene));
  if (random.chance(0.3)) parts.push(expand(random.pick(endings[tone]), scene));
  place(scene, parts);
  return handwrite(wish, joinParts(random, style, mood, parts, isOpened), tag(area));
}

/** The same in Spanish, without an English word around it. */
export function contarDe(wish: Wish, own: readonly Template[]): string {
  const { random, area, topic, style } = wish;
  const scene = createScene(random, area, topic);
  const parts: string[] = [];
  if (random.chance(0.4)) parts.push(expand(random.pick(spanish.openings), scene));
  parts.push(expand(random.pick(own), scene));
  if (!scene.isPlaced) parts[parts.length - 1] += ` en ${area.name}`;
  return handwrite({ ...wish, mood: 'mixed' }, joinParts(random, style, 'mixed', parts), tag(area));
}

/** A plain text from one template, as written. */
export function fillTemplate(
  random: Random,
  area: SampleNeighbourhood,
  topic: TopicId,
  template: Template,
): string {
  const text = expand(template, createScene(random, area, topic)).trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An answer to somebody; half of them mean little without what they answer to. */
export function reply(wish: Wish, to: string | undefined): { text: string; mood: Mood } {
  const { random, area, topic, style } = wish;
  const kind = random.next();
  const scene = createScene(random, area, topic);
  if (kind < 0.3) return { text: compose(wish), mood: wish.mood };
  const list =
    kind < 0.55
      ? replies.agree
      : kind < 0.7
        ? replies.disagree
        : kind < 0.83
          ? replies.advice
          : replies.short;
  const parts = [expand(random.pick(list), scene)];
  if (kind < 0.55 && random.chance(0.3))
    parts.push(expand(random.pick((topics[topic] as TopicWords).blame), scene));
  if (random.chance(list === replies.short ? 0.25 : list === replies.advice ? 0.8 : 0.55))
    parts.push(expand(random.pick(replies.details), scene));
  const mention = to !== undefined && random.chance(0.25) ? `@${to} ` : '';
  return {
    text:
      mention +
      handwrite({ ...wish, mood: 'neutral' }, joinParts(random, style, 'neutral', parts), tag(area)),
    mood: 'neutral',
  };
}
