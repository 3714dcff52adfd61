// Every topic that residents of Quillport write about; the ids are those of config/topics.yaml.
import { air } from './air.ts';
import { animalsHealth } from './animals-health.ts';
import { cityHall } from './city-hall.ts';
import { cleanliness } from './cleanliness.ts';
import { events } from './events.ts';
import { fire } from './fire.ts';
import { housing } from './housing.ts';
import { noise } from './noise.ts';
import { parking } from './parking.ts';
import { police } from './police.ts';
import { roads } from './roads.ts';
import { schools } from './schools.ts';
import { sidewalks } from './sidewalks.ts';
import { storms } from './storms.ts';
import { streetLights } from './street-lights.ts';
import type { TopicWords } from './topic-words.ts';
import { traffic } from './traffic.ts';
import { transit } from './transit.ts';
import { treesParks } from './trees-parks.ts';
import { waste } from './waste.ts';
import { water } from './water.ts';

export const topics = {
  roads,
  traffic,
  parking,
  sidewalks,
  transit,
  waste,
  cleanliness,
  'street-lights': streetLights,
  water,
  'trees-parks': treesParks,
  noise,
  police,
  fire,
  housing,
  'animals-health': animalsHealth,
  air,
  schools,
  storms,
  'city-hall': cityHall,
  events,
} as const satisfies Record<string, TopicWords>;

export type TopicId = keyof typeof topics;

export const topicIds = Object.keys(topics) as TopicId[];
