import { expect, test } from 'vitest';
import type { City } from '../config/city.ts';
import { parseGazetteer } from '../config/gazetteer-file.ts';
import { neutralCity } from '../evaluate/neutral-city.ts';
import { gazetteerText, importPlaces } from './import-places.ts';

const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];
const city: City = {
  ...neutralCity([]),
  name: 'Harborton',
  neighbourhoods: [
    { id: 'elmwick', name: 'Elmwick', aliases: [], polygons: [[ring]], center: { lat: 0.5, lon: 0.5 } },
  ],
};
const imported = (text: string) => importPlaces(text, city, []);

test('CSV: usual headers in any order, and each bad line with its reason', () => {
  const text = [
    'Type;Latitude;Longitude;Name;alt_name',
    'street;0.5;0.5;Quill Street;Quill|The Quill',
    'street;north;0.5;Dell Street;',
    'street;0.5;;Half Street;',
    'station;;;;',
    'landmark;;;__proto__;constructor',
  ].join('\n');
  const { places, bad } = imported(text);
  expect(places).toEqual([
    { name: 'Quill Street', kind: 'street', aliases: ['Quill', 'The Quill'], lat: 0.5, lon: 0.5 },
    { name: '__proto__', kind: 'landmark', aliases: ['constructor'] },
  ]);
  expect(bad.map(({ where }) => where)).toEqual(['line 3', 'line 4', 'line 5']);
  expect(bad[1]!.reason).toContain('both lat and lon');
});

test('Overpass: kinds and other names come from the tags; points of lines are passed over', () => {
  const elements = [
    { type: 'node', id: 1, lat: 0.2, lon: 0.3 },
    {
      type: 'way',
      id: 2,
      center: { lat: 0.4, lon: 0.4 },
      tags: { highway: 'motorway', name: 'Tide Freeway', ref: 'I 45;US 75', alt_name: 'The Tide' },
    },
    { type: 'node', id: 3, lat: 0.2, lon: 0.3, tags: { railway: 'station', name: 'Ferry Landing' } },
    { type: 'node', id: 4, lat: 0.2, lon: 0.3, tags: { amenity: 'library', name: 'North Library' } },
  ];
  expect(imported(JSON.stringify({ version: 0.6, elements })).places).toEqual([
    { name: 'Tide Freeway', kind: 'street', aliases: ['The Tide', 'I 45', 'US 75'], lat: 0.4, lon: 0.4 },
    { name: 'Ferry Landing', kind: 'station', aliases: [], lat: 0.2, lon: 0.3 },
    { name: 'North Library', kind: 'library', aliases: [], lat: 0.2, lon: 0.3 },
  ]);
});

test('GeoJSON: the middle of a line, and a feature without a name is told', () => {
  const line = {
    type: 'LineString',
    coordinates: [
      [0.2, 0.4],
      [0.4, 0.6],
    ],
  };
  const features = [
    { type: 'Feature', properties: { FULLNAME: 'Dell Ave', type: 'street' }, geometry: line },
    { type: 'Feature', properties: { OBJECTID: 7 }, geometry: null },
  ];
  const { places, bad } = imported(JSON.stringify({ type: 'FeatureCollection', features }));
  expect(places).toEqual([
    { name: 'Dell Ave', kind: 'street', aliases: [], lat: 0.5, lon: expect.closeTo(0.3, 9) },
  ]);
  expect(bad).toEqual([{ where: 'feature 2', reason: 'expected a name' }]);
});

test('a GeoNames dump: kinds from the feature codes; what is far, or the city itself, is left out', () => {
  const row = (name: string, alternates: string, lat: number, code: string) =>
    [
      '1',
      name,
      name,
      alternates,
      lat,
      0.5,
      code[0],
      code.slice(2),
      'XX',
      '',
      '',
      '',
      '',
      '',
      '0',
      '',
      '1',
      'Zone',
      '2026-01-01',
    ].join('\t');
  const text = [
    row('Kettle Creek', 'Kettle Brook,котёл', 0.5, 'H.STM'),
    row('Old Airport', '', 0.6, 'S.AIRP'),
    row('Harborton', '', 0.5, 'P.PPL'),
    row('Faraway', '', 9, 'P.PPL'),
    row('Deep Trench', '', 0.5, 'U.TRNU'),
    'broken\trow',
  ].join('\n');
  const { places, bad, counts } = imported(text);
  expect(places.map(({ name, kind, aliases }) => [name, kind, aliases])).toEqual([
    ['Kettle Creek', 'river', ['Kettle Brook']],
    ['Old Airport', 'airport', []],
  ]);
  expect(counts).toEqual({ read: 5, added: 2, merged: 0, far: 2 });
  expect(bad).toEqual([{ where: 'line 6', reason: 'expected the 19 columns of a GeoNames dump, not 2' }]);
});

test('the same place again is merged; a name that stands in two places has no coordinates', () => {
  const first = imported('name,kind,aliases,lat,lon\nCorner Mart,shop,Mart,0.5,0.5\nBakery,shop,,0.1,0.1');
  const again = importPlaces(
    'name,kind,aliases,lat,lon\ncorner mart,shop,CM,0.9,0.9\nbakery,shop,,0.1,0.1',
    city,
    first.places,
  );
  expect(again.counts).toMatchObject({ added: 0, merged: 2 });
  expect(again.places).toEqual([
    { name: 'Corner Mart', kind: 'shop', aliases: ['Mart', 'CM'] },
    { name: 'Bakery', kind: 'shop', aliases: [], lat: 0.1, lon: 0.1 },
  ]);
});

test('what is written loads as a gazetteer file, whatever the names hold', () => {
  const { places } = imported(
    'name,kind,aliases,neighbourhood\n"He said ""Quill"", no",street,a|b,elmwick\n=1+1,shop,,',
  );
  const problems: never[] = [];
  const loaded = parseGazetteer(gazetteerText(places), 'x.csv', problems);
  expect(problems).toEqual([]);
  expect(loaded.map(({ name, aliases, neighbourhood }) => [name, aliases, neighbourhood])).toEqual([
    ['He said "Quill", no', ['a', 'b'], 'elmwick'],
    ['=1+1', [], undefined],
  ]);
});

test.each(['', '{', '[]', '{"type":"Topology"}', 'a,b\n1,2', 'name\n"open', '\u0000'])(
  'no places, and a reason: %j',
  (text) => {
    const { places, bad } = imported(text);
    expect(places).toEqual([]);
    expect(bad.length).toBeGreaterThan(0);
  },
);
