// Rules of alerts in a profile: what is understood, and what is told about a mistake.
import { expect, it } from 'vitest';
import { folderWith, least } from '../../test/support/profile-folder.ts';
import { loadCity } from '../config.ts';

async function load(profile: string) {
  const { path, environment } = await folderWith({ 'cities/lakeview.yaml': `${least}${profile}` });
  return loadCity(path, environment);
}

const problemsOf = (profile: string) =>
  load(profile).then(
    () => [],
    (error: { problems: string[] }) =>
      error.problems.map((text) => text.slice(text.indexOf('lakeview.yaml'))),
  );

it('reads rules with what is usual, and tells a city without rules from one that wants none', async () => {
  expect((await load('')).alerts).toBeUndefined();
  expect((await load('alerts: []\n')).alerts).toEqual([]);
  const { alerts } = await load(`alerts:
  - { id: streets, kind: volume, topic: roads, sensitivity: high, quietHours: { from: "22:00", to: "07:00" }, coolDown: 1 }
  - { id: topics, kind: volume, topic: each }
`);
  expect(alerts).toEqual([
    {
      ...{ id: 'streets', kind: 'volume', topic: 'roads', sensitivity: 'high', audience: 'city' },
      ...{ coolDownHours: 1, quietHours: { from: '22:00', to: '07:00' } },
    },
    {
      id: 'topics',
      kind: 'volume',
      topic: 'each',
      sensitivity: 'medium',
      audience: 'city',
      coolDownHours: 3,
    },
  ]);
});

it('names every mistake', async () => {
  const problems = await problemsOf(`alerts:
  - { id: one, kind: volume, topic: road, audience: street }
  - { id: two, kind: term, topic: roads }
  - { id: three, kind: volume, topic: roads, place: north }
  - { id: four, kind: rumour, quietHours: { from: "25:00", to: "07:00" } }
`);
  const told = problems.join('\n');
  for (const path of [
    'alerts[0].topic',
    'alerts[0].audience',
    'alerts[1]',
    'alerts[2]',
    'alerts[3].kind',
    'alerts[3].quietHours.from',
  ])
    expect(told).toContain(path);
});
