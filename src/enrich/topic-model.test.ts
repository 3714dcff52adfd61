// The weights that ship: invented posts in pairs, a word of the taxonomy once in its own sense and once in another.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { loadTopicsPath } from '../config/load-city.ts';
import { readTopicModel } from '../models/topics.ts';
import { createSentimentReader } from './sentiment.ts';
import { createTopicClassifier } from './topic-classifier.ts';
import { createTopicTagger } from './topics.ts';

const topics = await loadTopicsPath(fileURLToPath(new URL('../../config/topics.yaml', import.meta.url)));
const tagger = createTopicTagger({ topics, languages: ['en'] }, []);
const readSentiment = createSentimentReader();

function confidenceOf(text: string, id: string): number {
  const reading = readText(text);
  const tag = tagger(reading, 'en', readSentiment(reading, 'en')).find((each) => each.id === id);
  if (tag?.confidence === undefined) throw new Error(`${id} is not found, or nothing is said of it: ${text}`);
  return tag.confidence;
}

/** Topic, the word in its own sense, the word in another sense. */
const pairs: [string, string, string][] = [
  [
    'storms',
    'The storm knocked out trees and left thousands in shelters',
    'Her new single took the charts by storm lol',
  ],
  [
    'storms',
    'Hurricane heading for the coast, residents told to evacuate',
    'My toddler is a hurricane in the kitchen, love him',
  ],
  [
    'storms',
    'Flood water is still rising, families need help and donations',
    'A flood of happy birthday messages today, thank you all',
  ],
  [
    'fire',
    'Crews are still fighting the fire, homes destroyed, people evacuated',
    'This new album is pure fire, on repeat all day',
  ],
  ['fire', 'Fire spreading near the hills, air is thick and roads closed', 'Dude your haircut is fire'],
  [
    'police',
    'Police say the man was shot and arrested a suspect',
    'Playing a police officer in the new film, so excited',
  ],
  [
    'schools',
    'Teachers and students went back to class at the school today',
    'I would school you at chess any day, love you',
  ],
  [
    'transit',
    'The train was late again and the station was packed',
    'Train hard and enjoy the win, love this team',
  ],
  [
    'noise',
    'Noise from the building site next door all night again',
    'Ignore the noise and enjoy the match, great win',
  ],
  ['water', 'No drinking water in the village since the earthquake', 'You two are like fire and water lol'],
];

test('every topic of the taxonomy is known to the weights that ship', () => {
  const model = readTopicModel();
  expect(model.heads.map(({ id }) => id)).toEqual(topics.map(({ id }) => id));
  expect(createTopicClassifier(model, topics)).toBeDefined();
});

test('a word in its own sense is mostly surer than in another one', () => {
  const surer = pairs.filter(([id, own, other]) => confidenceOf(own, id) > confidenceOf(other, id));
  expect(pairs).toHaveLength(10);
  expect(surer.length).toBeGreaterThanOrEqual(8);
});
