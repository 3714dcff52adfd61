import { expect, it } from 'vitest';
import { profileSchema } from './profile.ts';

const digestOf = (written: unknown) =>
  profileSchema.shape.reports.safeParse({ digest: written }).data?.digest;

it('a digest has the usual time and a line for a quiet morning unless the profile says otherwise', () => {
  expect(digestOf({})).toEqual({ at: { minutes: 420 }, whenNothing: 'line' });
  expect(digestOf({ at: '06:30', whenNothing: 'nothing' })).toEqual({
    at: { minutes: 390 },
    whenNothing: 'nothing',
  });
  expect(digestOf({ whenNothing: 'never' })).toBeUndefined();
});
