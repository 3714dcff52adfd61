import { expect, test } from 'vitest';
import { parseBoundaries } from './boundaries.ts';
import { isInside } from './geometry.ts';
import { formatProblem } from './problem.ts';

const square = (lon: number, lat: number, size = 0.01) => [
  [lon, lat],
  [lon + size, lat],
  [lon + size, lat + size],
  [lon, lat + size],
  [lon, lat],
];
const feature = (properties: object, coordinates: unknown = [square(-95, 29)], type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const read = (features: object[], options = {}, rest: object = {}) => {
  const { neighbourhoods, problems } = parseBoundaries(
    JSON.stringify({ type: 'FeatureCollection', ...rest, features }),
    'map.geojson',
    options,
  );
  return { neighbourhoods, problems: problems.map(formatProblem) };
};

test('polygons become neighbourhoods with ids, names, aliases, residents and a middle', () => {
  const { neighbourhoods, problems } = read([
    feature({ name: ' Old  Town ', aliases: ['The Old'], residents: 1200 }),
    feature(
      { name: 'Peñalolén', aliases: 'East; The Hill' },
      [[square(-95, 29)], [square(-94, 29, 0.03)]],
      'MultiPolygon',
    ),
  ]);
  expect(problems).toEqual([]);
  const [old, hill] = neighbourhoods;
  expect(old).toMatchObject({ id: 'old-town', name: 'Old Town', aliases: ['The Old'], residents: 1200 });
  expect(old?.center.lon).toBeCloseTo(-94.995);
  expect(old?.center.lat).toBeCloseTo(29.005);
  expect(hill).toMatchObject({ id: 'penalolen', aliases: ['East', 'The Hill'] });
  expect(hill?.polygons).toHaveLength(2);
  expect(hill?.center.lon).toBeCloseTo(-93.985);
});

test('same names get a number; an id in the file stays, unless it is of another system', () => {
  const { neighbourhoods } = read([
    feature({ name: 'Downtown' }),
    feature({ name: 'Downtown' }),
    feature({ name: 'West End', id: 'west' }),
    feature({ name: 'North', id: '12345' }),
    feature({ name: '!!!' }),
  ]);
  expect(neighbourhoods.map(({ id }) => id)).toEqual(['downtown', 'downtown-2', 'west', 'north', 'area-5']);
});

test('an id written twice is told', () => {
  const { problems } = read([feature({ name: 'A', id: 'x' }), feature({ name: 'B', id: 'x' })]);
  expect(problems).toEqual(['map.geojson features[1].properties.id "x" — expected each id once']);
});

test('open rings are closed and altitudes dropped', () => {
  const open = square(-95, 29)
    .slice(0, 4)
    .map(([lon, lat]) => [lon, lat, 12.5]);
  const ring = read([feature({ name: 'A' }, [open])]).neighbourhoods[0]?.polygons[0]?.[0];
  expect(ring).toEqual(square(-95, 29));
});

test('every broken shape is told at once, each with its place', () => {
  const { neighbourhoods, problems } = read([
    feature({ name: 'A' }, [
      [
        [1, 2],
        [1, 2],
        [3, 4],
        [1, 2],
      ],
    ]),
    feature({ name: 'B' }, [1, 2], 'Point'),
    feature({ name: 'C' }, [
      [
        ['x', 2],
        [1, 3],
        [3, 4],
      ],
    ]),
    { type: 'Feature', properties: { name: 'D' }, geometry: null },
    feature({ name: 'E' }, [], 'MultiPolygon'),
  ]);
  expect(neighbourhoods).toEqual([]);
  expect(problems).toEqual([
    'map.geojson features[0].geometry.coordinates[0] — expected rings of at least three different corners',
    'map.geojson features[1].geometry.type "Point" — expected a Polygon or MultiPolygon with coordinates',
    'map.geojson features[2].geometry.coordinates[0] — expected positions of two numbers, [longitude, latitude]',
    'map.geojson features[3].geometry.type "nothing" — expected a Polygon or MultiPolygon with coordinates',
    'map.geojson features[4].geometry.coordinates — expected at least one polygon',
  ]);
});

test('another projection is refused once, with the command that mends it', () => {
  const projected = [square(3_121_000, 13_842_000, 500)];
  const { problems } = read([feature({ name: 'A' }, projected), feature({ name: 'B' }, projected)]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('ogr2ogr -t_srs EPSG:4326');
});

test('a crs other than WGS 84 is refused even where its numbers could be degrees', () => {
  const crs = (name: string) => ({ crs: { type: 'name', properties: { name } } });
  expect(read([feature({ name: 'A' })], {}, crs('urn:ogc:def:crs:EPSG::2278')).problems[0]).toContain(
    'WGS 84',
  );
  expect(read([feature({ name: 'A' })], {}, crs('urn:ogc:def:crs:OGC:1.3:CRS84')).problems).toEqual([]);
  expect(read([feature({ name: 'A' })], {}, crs('urn:ogc:def:crs:EPSG::4326')).problems).toEqual([]);
});

test('latitude before longitude is recognised by range, or by the time zone', () => {
  expect(read([feature({ name: 'A' }, [square(29, -95)])]).problems[0]).toContain('swap each pair');
  const chicago = [feature({ name: 'A' }, [square(41.8, -87.6)])];
  expect(read(chicago).problems).toEqual([]);
  expect(read(chicago, { utcOffsetHours: -6 }).problems[0]).toContain('swap each pair');
  expect(read([feature({ name: 'A' }, [square(-87.6, 41.8)])], { utcOffsetHours: -6 }).problems).toEqual([]);
});

test.each(['NAME', 'Neighborhood', 'nbhd_name', 'LABEL', 'nombre', 'MAPNAME'])(
  'names are found under %s',
  (key) => {
    const { neighbourhoods } = read([feature({ OBJECTID: 7, [key]: 'Riverside' })]);
    expect(neighbourhoods[0]?.name).toBe('Riverside');
  },
);

test('names that cannot be found are asked for with what there is', () => {
  const { problems } = read([feature({ OBJECTID: 7, ZONE: 'R-1' })]);
  expect(problems[0]).toContain('this feature has the properties OBJECTID (7), ZONE ("R-1")');
  expect(problems[0]).toContain('--name-property');
  const chosen = read([feature({ OBJECTID: 7, ZONE: 'R-1' })], { nameProperty: 'ZONE' });
  expect(chosen.neighbourhoods[0]).toMatchObject({ id: 'r-1', name: 'R-1' });
});

test('many mistakes of one file are cut short, and counted', () => {
  const { problems } = read(Array.from({ length: 50 }, () => feature({})));
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toContain('30 more mistakes like these');
});

test.each(['[]', '{"type":"Topology"}', '{"type":"FeatureCollection","features":[]}', 'null', '7'])(
  '%s is refused',
  (text) => {
    expect(parseBoundaries(text, 'x').problems).toHaveLength(1);
  },
);

test('broken JSON says where', () => {
  const [problem] = parseBoundaries(
    '{\n "type": "FeatureCollection",\n "features": [,]\n}',
    'x.geojson',
  ).problems;
  expect(formatProblem(problem!)).toBe('x.geojson:3:15 — expected JSON: a value or ] at this place');
});

test('the middle lies inside, also of a crescent and around a hole', () => {
  const crescent = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 3],
    [3, 3],
    [3, 1],
    [0, 1],
    [0, 0],
  ];
  const ringed = [square(0, 0, 4), square(1, 1, 2)];
  for (const polygon of [[crescent], ringed]) {
    const [area] = read([feature({ name: 'A' }, polygon)]).neighbourhoods;
    expect(isInside(area!.polygons, area!.center.lon, area!.center.lat)).toBe(true);
  }
});
