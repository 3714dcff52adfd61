import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionsSchema } from './options.ts';
import { queriesOf } from './query.ts';

const city = { id: 'q', timezone: 'UTC', officialAccounts: [], sources: {}, name: 'Quillport' };

describe('queriesOf', () => {
  it('ors the names, quotes phrases, and leaves out reposts and namesakes', () => {
    const options = optionsSchema.parse({
      terms: ['#qpt', '@cityofqp', "Old Pier's End"],
      languages: ['en', 'es'],
    });
    expect(queriesOf({ ...city, aliases: ['Port of Quills'], notUs: ['Quillport Falls'] }, options)).toEqual([
      `(Quillport OR "Port of Quills" OR #qpt OR @cityofqp OR "Old Pier's End") (lang:en OR lang:es) -is:retweet -"Quillport Falls"`,
    ]);
  });

  it('asks for a circle by itself: its posts need no name', () => {
    const options = optionsSchema.parse({ near: { lat: 29.3, lon: -94.8, miles: 10 } });
    expect(queriesOf(city, options).at(-1)).toBe('point_radius:[-94.8 29.3 10mi] -is:retweet');
  });

  it('never exceeds the plan, and loses no name that fits', () => {
    const names = fc.array(fc.stringMatching(/^[a-z]{3,20}( [a-z]{2,20}){0,3}$/), { maxLength: 60 });
    fc.assert(
      fc.property(names, names, fc.integer({ min: 200, max: 1_024 }), (aliases, notUs, queryLength) => {
        const queries = queriesOf({ ...city, aliases, notUs }, optionsSchema.parse({ queryLength }));
        for (const query of queries) expect([...query].length).toBeLessThanOrEqual(queryLength);
        const all = queries.join('\n');
        for (const name of aliases) if (name.length < queryLength / 3) expect(all).toContain(name);
      }),
    );
  });
});
