// What stands in the slots of a text: streets of the writer's own neighbourhood, times, sums, invented officials.
import type { Scene } from './grammar.ts';
import { cityName, neighbourhoods, officials, river, type SampleNeighbourhood } from './neighbourhoods.ts';
import type { Random } from './random.ts';
import type { TopicId } from './topics/catalog.ts';

const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const dias = 'lunes martes miércoles jueves viernes sábado domingo'.split(' ');
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const spans = [
  'two weeks',
  'three weeks',
  'four weeks',
  'five weeks',
  'six weeks',
  'weeks',
  'a month',
  '10 days',
  'two months',
];
const semanas = ['dos semanas', 'tres semanas', 'un mes', 'semanas', 'diez días', 'dos meses'];
const dayparts = ['morning', 'afternoon', 'evening'];

/** What a topic is called in passing. */
const things: Record<TopicId, readonly string[]> = {
  roads: ['the potholes', 'the pavement', 'the road surface', 'that pothole'],
  traffic: ['the traffic', 'the signal', 'the speeding', 'the light timing'],
  parking: ['parking', 'the meters', 'the towing', 'the abandoned cars'],
  sidewalks: ['the sidewalk', 'the bike lane', 'the crosswalk'],
  transit: ['the bus', 'the train', 'the schedule', 'the platform'],
  waste: ['the trash pickup', 'the recycling', 'the bins'],
  cleanliness: ['the dumping', 'the graffiti', 'the litter'],
  'street-lights': ['the street lights', 'the dark corner', 'the lamp'],
  water: ['the drain', 'the water', 'the pipes', 'the flooding'],
  'trees-parks': ['the park', 'the trees', 'the playground'],
  noise: ['the noise', 'the loud music', 'the late night racket'],
  police: ['the break-ins', 'the patrols', 'the police'],
  fire: ['the fire', 'the fire department', 'the ambulance'],
  housing: ['the rent', 'the shelter', 'the new apartments', 'the landlord'],
  'animals-health': ['the rats', 'the stray dogs', 'the clinic'],
  air: ['the smell', 'the air', 'the river water'],
  schools: ['the school', 'the library', 'the school bus'],
  storms: ['the plowing', 'the snow', 'the power cut', 'the storm'],
  'city-hall': ['the tax bill', 'the permit', 'the council', 'city hall'],
  events: ['the festival', 'the concert', 'the market', 'the parade'],
};

export interface CityScene extends Scene {
  area: SampleNeighbourhood;
  topic: TopicId;
}

type Filling = (scene: CityScene) => string;

const short: Record<string, string> = { Street: 'St', Avenue: 'Ave', Road: 'Rd', Lane: 'Ln', Drive: 'Dr' };

/** Residents write "Kiln St" and "Kiln" as often as the full name. */
function streetName(random: Random, name: string): string {
  const space = name.lastIndexOf(' ');
  const brief = short[name.slice(space + 1)];
  const dice = random.next();
  if (brief === undefined || dice < 0.55) return name;
  return `${name.slice(0, space)} ${brief}`;
}

const street: Filling = ({ random, area }) => streetName(random, random.pick(area.streets));
const corner: Filling = ({ random, area }) => {
  const first = random.integer(0, area.streets.length - 1);
  const second = (first + random.integer(1, area.streets.length - 1)) % area.streets.length;
  const joint = random.chance(0.5) ? ' and ' : random.chance(0.5) ? ' & ' : ' at ';
  return streetName(random, area.streets[first]!) + joint + streetName(random, area.streets[second]!);
};
const other = ({ random, area }: CityScene): SampleNeighbourhood => {
  const found = random.pick(neighbourhoods);
  return found === area ? neighbourhoods[0]! : found;
};
const money: Filling = ({ random }) => {
  const sum = random.chance(0.5) ? random.integer(3, 95) : random.integer(10, 89) * 10;
  return `$${sum}`;
};
const time: Filling = ({ random }) => {
  const hour = random.integer(1, 12);
  const half = random.pick(['', ':30', ':15', ':45']);
  return `${hour}${half}${random.pick([' am', ' pm', 'am', 'pm'])}`;
};

const placeFillings: Record<string, Filling> = {
  street,
  street2: street,
  corner,
  hood: ({ random, area }) =>
    area.aliases.length > 0 && random.chance(0.12) ? random.pick(area.aliases) : area.name,
  park: ({ area }) => area.park,
  station: ({ random, area }) =>
    random.chance(0.7) ? area.station : area.station.replace(/ (Station|Stop)$/, ' station'),
  school: ({ area }) => area.school,
  landmark: ({ area }) => area.landmark.name,
  city: () => cityName,
  river: () => river,
};

const plainFillings: Record<string, Filling> = {
  line: ({ area }) => area.line,
  hood2: (scene) => other(scene).name,
  station2: (scene) => other(scene).station,
  landmark2: (scene) => other(scene).landmark.name,
  block: ({ random }) => String(random.integer(1, 34) * 100 + random.integer(0, 49) * 2),
  n: ({ random }) => String(random.integer(2, 9)),
  n2: ({ random }) => String(random.integer(1, 4)),
  weeks: ({ random }) => random.pick(spans),
  semanas: ({ random }) => random.pick(semanas),
  day: ({ random }) => random.pick(weekdays),
  dia: ({ random }) => random.pick(dias),
  month: ({ random }) => random.pick(months),
  daypart: ({ random }) => random.pick(dayparts),
  money,
  rent: ({ random }) => `$${random.integer(18, 64) * 50}`.replace(/(\d)(\d{3})$/, '$1,$2'),
  rise: ({ random }) => `$${random.integer(3, 16) * 25}`,
  fare: ({ random }) => `$${random.integer(2, 5)}.${random.pick(['00', '25', '50', '75'])}`,
  fine: ({ random }) => `$${random.pick([35, 45, 60, 75, 90, 115, 150])}`,
  time,
  thing: ({ random, topic }) => random.pick(things[topic]),
  mayor: () => officials.mayor,
  president: () => officials.president,
  works: () => officials.works,
  transit: () => officials.transit,
  tag: ({ area }) => area.name.replaceAll(/[^A-Za-z]/g, ''),
};

export const slotNames: ReadonlySet<string> = new Set([
  ...Object.keys(placeFillings),
  ...Object.keys(plainFillings),
]);

/** A scene for one text about `topic` in `area`. */
export function createScene(random: Random, area: SampleNeighbourhood, topic: TopicId): CityScene {
  return {
    random,
    area,
    topic,
    isPlaced: false,
    fill(slot) {
      const place = placeFillings[slot];
      if (place === undefined) return plainFillings[slot]!(this);
      this.isPlaced = true;
      return place(this);
    },
  };
}
