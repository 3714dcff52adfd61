import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import type { City, Neighbourhood } from '../config/city.ts';
import { neutralCity } from '../evaluate/neutral-city.ts';
import type { Post } from '../post.ts';
import { createNameFinder } from './names.ts';
import { createPlaceTagger } from './places.ts';
import { createRelevanceJudge } from './relevance.ts';

const square = (x: number) => [
  [
    [
      [x, 0],
      [x + 1, 0],
      [x + 1, 1],
      [x, 1],
      [x, 0],
    ],
  ],
];
const neighbourhood = (id: string, name: string, x: number, aliases: string[] = []): Neighbourhood => ({
  id,
  name,
  aliases,
  polygons: square(x),
  center: { lat: 0.5, lon: x + 0.5 },
});
const city: City = {
  ...neutralCity([]),
  id: 'harborton',
  name: 'Harborton',
  aliases: ['HBT'],
  notUs: ['Harborton, Ohio', 'Harborton FC'],
  publicOfficials: ['Ada Quill'],
  neighbourhoods: [
    neighbourhood('elmwick', 'Elmwick', 0),
    neighbourhood('sunset', 'Sunset', 1),
    neighbourhood('third-ward', 'Greater Third Ward', 2),
    neighbourhood('oldport', 'Oldport / Pier District', 3, ['OPT']),
    neighbourhood('downtown', 'Downtown', 4),
  ],
  places: [
    { id: 'ferry', name: 'Ferry Landing', kind: 'station', aliases: [], lat: 0.5, lon: 1.5 },
    { id: 'i-45', name: 'Interstate 45', kind: 'street', aliases: [] },
    { id: 'quill-street', name: 'Quill Street', kind: 'street', aliases: [], neighbourhood: 'elmwick' },
  ],
  channels: { 'reddit/elmwicklife': 'elmwick', portnews: 'oldport' },
};
const findNames = createNameFinder(city);
const tagPlaces = createPlaceTagger(city);
const judge = createRelevanceJudge(city);

const read = (text: string, more: Partial<Post> = {}) => readText(text, { source: 'reddit', ...more });

function placesIn(text: string, more: Partial<Post> = {}) {
  const reading = read(text, more);
  return tagPlaces(reading, findNames(reading));
}
const found = (text: string) =>
  placesIn(text).places.map(
    ({ id, evidence }) => `${id}: ${evidence.map(({ start, end }) => text.slice(start, end))}`,
  );

test.each([
  ['Lights are out in Elmwick.', ['elmwick: Elmwick']],
  ["Elmwick's lights, elmwick", ['elmwick: Elmwick']],
  ['#ElmwickLife in #elmwick', ['elmwick: Elmwick,elmwick']],
  ['dark all night in elmwick', ['elmwick: elmwick']],
  ['a third ward block, a Greater Third Ward block', ['third-ward: third ward,Greater Third Ward']],
  ['#thirdward', ['third-ward: thirdward']],
  ['From Oldport to a pier', ['oldport: Oldport']],
  ['OPT is where I am', ['oldport: OPT']],
  ['please opt in', []],
  ['parking downtown is bad', ['downtown: downtown']],
  ['Ferry Landing and quill st.', ['ferry: Ferry Landing', 'quill-street: quill st']],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  ['What a sunset over the water', []],
  ['Sunset was lovely tonight', []],
  ['THE SUNSET IS LOVELY', []],
  ['The Sunset Boulevard exit', ['span:sunset-boulevard: Sunset Boulevard']],
  ['Walking in the Sunset tonight', ['sunset: Sunset']],
  ['The Sunset neighborhood is dark', ['sunset: Sunset']],
])('an ordinary word must look like a name: %s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  [
    'Crash at 5th & Quill Street',
    ['quill-street: 5th & Quill Street', 'span:5th-and-quill-street: 5th & Quill Street'],
  ],
  [
    'Lights out, Quill St at Main',
    ['quill-street: Quill St at Main', 'span:quill-st-at-main: Quill St at Main'],
  ],
  [
    'the corner of Dell Ave and Brow Ln',
    ['span:corner-of-dell-ave-and-brow-ln: corner of Dell Ave and Brow Ln'],
  ],
  ['1200 block of Dell St is dark', ['span:1200-block-of-dell-st: 1200 block of Dell St']],
  ['Fire, 12 N. Dell St', ['span:12-n-dell-st: 12 N. Dell St']],
  ['stuck on US 59 North again', ['span:us-59-north: US 59 North']],
  ['I-45, i45, IH 45', ['i-45: I-45,i45,IH 45']],
  ['Jam on 45 South', ['i-45: 45 South']],
  ['the FM646 exit', ['span:fm646: FM646']],
  ['Kettle Creek is over its banks', ['span:kettle-creek: Kettle Creek']],
  ['downtown Harborton is quiet', ['downtown: downtown Harborton']],
  ['Harborton is quiet. Buses in Harborton, Ohio', []],
  ['the road is closed, the lake is high', []],
])('what is written as a street is one, whatever the gazetteer knows: %s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('a place that only its words make has no coordinates and no neighbourhood', () => {
  const { places, neighbourhood } = placesIn('The hole on Dell Street');
  expect(places).toEqual([
    {
      id: 'span:dell-street',
      kind: 'street',
      name: 'Dell Street',
      confidence: 0.7,
      evidence: [{ field: 'text', start: 12, end: 23 }],
    },
  ]);
  expect(neighbourhood).toBe('');
});

test('the primary neighbourhood: coordinates, then a name, then the home of a place, then the channel', () => {
  const geo = { lat: 0.5, lon: 1.5 };
  const channel = 'elmwicklife';
  expect(placesIn('Third Ward, Quill Street', { geo, channel }).neighbourhood).toBe('sunset');
  expect(placesIn('Quill Street, Third Ward', { channel }).neighbourhood).toBe('third-ward');
  expect(placesIn('At Ferry Landing', { channel }).neighbourhood).toBe('sunset');
  expect(placesIn('At Quill Street', { channel: 'portnews' }).neighbourhood).toBe('elmwick');
  expect(placesIn('Here', { channel }).neighbourhood).toBe('elmwick');
  expect(placesIn('Here', { channel, source: 'lemmy' }).neighbourhood).toBe('');
  expect(placesIn('Here', { channel: 'constructor' }).neighbourhood).toBe('');
});

test('coordinates are a place without words', () => {
  expect(placesIn('Here', { geo: { lat: 0.5, lon: 0.5 } }).places).toEqual([
    {
      id: 'elmwick',
      kind: 'neighbourhood',
      name: 'Elmwick',
      lat: 0.5,
      lon: 0.5,
      confidence: 1,
      evidence: [],
    },
  ]);
});

function relevanceOf(text: string, more: Partial<Post> = {}, isOfficial = false) {
  const reading = read(text, more);
  return judge(reading, findNames(reading), { imported: false, isOfficial });
}

test.each<[string, Partial<Post>, string, string]>([
  ['Harborton needs buses', {}, 'keep', 'names the city'],
  ['#HBT needs buses', {}, 'keep', 'names the city'],
  ['#prayforharborton', {}, 'keep', 'names the city'],
  ['Buses in Elmwick', {}, 'keep', 'names Elmwick'],
  ['Meet at Ferry Landing', {}, 'unsure', 'names Ferry Landing'],
  ['Ferry Landing to Quill Street', {}, 'keep', 'names Ferry Landing'],
  ['Ada Quill spoke', {}, 'keep', 'names Ada Quill'],
  ['Buses in Harborton, Ohio', {}, 'drop', 'another place: Harborton, Ohio'],
  ['Harborton FC won', {}, 'drop', 'another place: Harborton FC'],
  ['Nice weather', {}, 'drop', 'nothing names the city'],
  ['Nice weather', { channel: 'harborton' }, 'keep', 'channel of the city'],
  ['Nice weather', { channel: 'ElmwickLife' }, 'keep', 'channel of the city'],
  ['Nice weather', { geo: { lat: 0.5, lon: 0.5 } }, 'keep', 'coordinates in the city'],
  ['Harborton', { geo: { lat: 40, lon: 100 } }, 'drop', 'coordinates elsewhere'],
  ['A hole', { kind: 'request' }, 'keep', 'service request'],
  ['So true', { thread: { id: 't', title: 'Buses in Harborton' } }, 'keep', 'names the city'],
])('relevance: %s %j', (text, more, decision, reason) => {
  expect(relevanceOf(text, more)).toMatchObject({ decision, reason });
});

test('the city itself is relevant; a name ten times weighs as much as once', () => {
  expect(relevanceOf('We fixed it', {}, true)).toMatchObject({
    decision: 'keep',
    reason: 'official account',
  });
  expect(relevanceOf('Ferry Landing, Ferry Landing, Ferry Landing').score).toBe(
    relevanceOf('Ferry Landing').score,
  );
});
