// What is talked about where and when, and how it is felt.
import { type CityDay, type Weather, weatherOf } from './calendar.ts';
import { neighbourhoods, type SampleNeighbourhood } from './neighbourhoods.ts';
import { type Random, weighted } from './random.ts';
import { type TopicId, topicIds } from './topics/catalog.ts';

export type Mood = 'negative' | 'neutral' | 'positive' | 'mixed' | 'sarcastic' | 'question';

const usual: Record<TopicId, number> = {
  roads: 9,
  traffic: 9,
  parking: 8,
  sidewalks: 6,
  transit: 11,
  waste: 7,
  cleanliness: 6,
  'street-lights': 3,
  water: 5,
  'trees-parks': 8,
  noise: 6,
  police: 7,
  fire: 2.5,
  housing: 7,
  'animals-health': 4.5,
  air: 3,
  schools: 5,
  storms: 1.5,
  'city-hall': 5,
  events: 7,
};

/** Where a topic is talked about more, or less, than elsewhere. */
const tendencies: Record<string, Partial<Record<TopicId, number>>> = {
  downtown: { parking: 2, housing: 1.6, events: 1.5, 'city-hall': 1.6, schools: 0.5, cleanliness: 1.4 },
  'ferry-landing': { transit: 1.6, noise: 1.7, events: 1.4, parking: 1.4 },
  ropewalk: { noise: 2, sidewalks: 1.6, housing: 1.4, events: 1.4 },
  'copper-hill': { parking: 1.5, 'city-hall': 1.7, 'trees-parks': 1.3, storms: 1.4 },
  millrace: { sidewalks: 1.7, events: 1.3, water: 1.5, housing: 1.3 },
  'saint-orla': { transit: 1.4, parking: 1.5, 'animals-health': 1.3, noise: 1.4, housing: 1.3 },
  larkfield: { traffic: 1.6, schools: 1.7, roads: 1.3, events: 0.6 },
  'gannet-point': { 'trees-parks': 1.5, 'animals-health': 1.5, storms: 1.8, transit: 0.6 },
  'upper-weir': { water: 1.6, roads: 1.5, 'street-lights': 1.7, transit: 0.7 },
  brickyards: { air: 2.8, cleanliness: 2, roads: 1.5, waste: 1.5, 'trees-parks': 0.6 },
  'tannery-flats': { water: 2.4, air: 1.7, traffic: 1.4, housing: 1.3, cleanliness: 1.4 },
  southquay: { air: 2.2, noise: 1.6, traffic: 1.5, police: 1.3, 'trees-parks': 0.7 },
  'cinder-row': { police: 1.7, housing: 1.7, 'street-lights': 1.8, schools: 1.3, cleanliness: 1.5 },
  halfmoon: { 'trees-parks': 1.7, sidewalks: 1.4, 'city-hall': 1.3, police: 0.6 },
  'juniper-heights': { schools: 1.8, traffic: 1.3, storms: 1.5, 'city-hall': 1.4, police: 0.7 },
  'wickett-rise': { transit: 1.8, storms: 1.5, schools: 1.3, 'street-lights': 1.4 },
  saltmeadow: { water: 2.2, 'animals-health': 1.7, roads: 1.4, storms: 1.5, events: 0.6 },
  'heron-island': { transit: 2.2, water: 1.5, 'trees-parks': 1.4, parking: 0.3, traffic: 0.3 },
};

function season(month: number, today: Weather, yesterday: Weather): Partial<Record<TopicId, number>> {
  const isSummer = month >= 6 && month <= 8;
  const isWinter = month === 12 || month <= 2;
  return {
    storms: today.snow ? 16 : yesterday.snow ? 9 : isWinter ? 1.6 : today.rain ? 1.2 : 0.25,
    roads: month >= 2 && month <= 4 ? 1.8 : 1,
    'trees-parks': month >= 4 && month <= 10 ? 1.5 : 0.6,
    noise: isSummer ? 2.2 : isWinter ? 0.6 : 1,
    waste: today.heat ? 1.7 : isSummer ? 1.3 : 1,
    air: isSummer ? 1.5 : 1,
    events: isSummer || month === 12 ? 1.7 : 0.9,
    schools: month === 7 ? 0.35 : month === 8 || month === 9 ? 1.8 : 1,
    housing: isWinter ? 1.4 : 1,
    water: today.rain ? 2 : 1,
    transit: today.snow || today.heat ? 1.5 : 1,
    'animals-health': isSummer ? 1.4 : 1,
  };
}

export type Chooser<K> = (random: Random) => K;

/** For one day: which topic somebody of a neighbourhood writes about. */
export function topicChoosers(seed: number, day: CityDay): (id: string) => Chooser<TopicId> {
  const factors = season(day.month, weatherOf(seed, day.number), weatherOf(seed, day.number - 1));
  const made = new Map<string, Chooser<TopicId>>();
  return (id) => {
    let chooser = made.get(id);
    if (chooser === undefined) {
      const own = tendencies[id] ?? {};
      chooser = weighted(
        topicIds.map((topic) => [topic, usual[topic] * (factors[topic] ?? 1) * (own[topic] ?? 1)] as const),
      );
      made.set(id, chooser);
    }
    return chooser;
  };
}

/** By residents and how much they write. */
export const chooseNeighbourhood: Chooser<SampleNeighbourhood> = weighted(
  neighbourhoods.map((area) => [area, area.residents * area.chatty] as const),
);

const moodOf = (shares: Partial<Record<Mood, number>>): Chooser<Mood> => {
  const usualShares = { negative: 42, neutral: 18, positive: 15, mixed: 7, sarcastic: 5, question: 11 };
  return weighted(Object.entries({ ...usualShares, ...shares }) as [Mood, number][]);
};
const usualMood = moodOf({});
const moods: Partial<Record<TopicId, Chooser<Mood>>> = {
  events: moodOf({ negative: 15, positive: 40, neutral: 28 }),
  'trees-parks': moodOf({ negative: 28, positive: 35 }),
  schools: moodOf({ negative: 32, positive: 27 }),
  fire: moodOf({ negative: 28, positive: 30, neutral: 24 }),
  'animals-health': moodOf({ negative: 33, neutral: 28 }),
  storms: moodOf({ neutral: 26, positive: 20 }),
  housing: moodOf({ negative: 52, positive: 9 }),
  noise: moodOf({ negative: 58, positive: 7 }),
};

export const chooseMood = (random: Random, topic: TopicId): Mood => (moods[topic] ?? usualMood)(random);
