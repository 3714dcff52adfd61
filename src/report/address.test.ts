import { expect, test } from 'vitest';
import { hasAddress } from './address.ts';

test('a number before a name is an address, whatever its length', () => {
  for (const text of [
    ...['The tree at 1204 Elm Street fell', 'a hole at 1204 ELM ST', 'I live at 5 Elm Street'],
    ...['The lights at 5 ELM ST are out', '5 N ELM ST', "7 O'Brien Street"],
    ...['12B Elm Street has no water', '7a Ménil Street', 'at 12\u00a0Elm'],
  ])
    expect(hasAddress(text), text).toBe(true);
});

test('times, counts and routes are none', () => {
  for (const text of [
    ...['No water since 4 PM', 'since 3:15am, two babies', 'Bus 12 is late again', 'Route 66 floods'],
    ...['3 potholes on Elm Street', 'Line 5 was late', '', '5', '😀 5 😀'],
  ])
    expect(hasAddress(text), text).toBe(false);
});
