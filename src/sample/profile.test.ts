import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isInside } from '../config/geometry.ts';
import { loadCity, readEnvironment } from '../config.ts';
import { notUs } from './namesakes.ts';
import { neighbourhoods, officialAccounts, officials, timezone } from './neighbourhoods.ts';
import { boundariesFile, placesFile } from './profile-files.ts';
import { forumChannel } from './sample-post.ts';
import { stories } from './stories/catalog.ts';
import { topicIds } from './topics/catalog.ts';

const folder = new URL('../../config/demo/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const city = await loadCity(new URL('quillport.yaml', folder).pathname, readEnvironment({}));

describe('the profile of the demo city', () => {
  it('is what the generator draws and names', () => {
    // To write them anew: boundariesFile() and placesFile() of profile-files.ts.
    expect(read('quillport.geojson')).toBe(boundariesFile());
    expect(read('quillport-places.csv')).toBe(placesFile());
  });

  it('loads, and knows who is official, who is meant elsewhere, and where each forum is', () => {
    expect(city.timezone).toBe(timezone);
    expect(city.neighbourhoods.map(({ id }) => id)).toEqual(neighbourhoods.map(({ id }) => id));
    expect(city.officialAccounts.map(({ account }) => account)).toEqual([...officialAccounts]);
    expect(city.publicOfficials).toEqual(Object.values(officials));
    expect(city.notUs.map((word) => word.toLowerCase()).sort()).toEqual(
      notUs.map((word) => word.toLowerCase()).sort(),
    );
    for (const { id, name } of neighbourhoods) expect(city.channels[forumChannel(name)]).toBe(id);
  });

  it('puts every place with a point into its neighbourhood', () => {
    const located = city.places.filter(({ lat }) => lat !== undefined);
    expect(located.length).toBeGreaterThan(60);
    const homes = new Map(city.neighbourhoods.map(({ id, polygons }) => [id, polygons]));
    const lost = located.filter(
      ({ lat, lon, neighbourhood }) => !isInside(homes.get(neighbourhood!)!, lon!, lat!),
    );
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  it('has every topic that residents and stories speak of', () => {
    const known = city.topics.map(({ id }) => id);
    const broad = city.topics.filter(({ within }) => within === undefined).map(({ id }) => id);
    // Nobody protests in the demo city.
    expect([...topicIds, 'protests'].sort()).toEqual([...broad].sort());
    for (const story of stories) for (const topic of story.topics) expect(known).toContain(topic);
  });
});
