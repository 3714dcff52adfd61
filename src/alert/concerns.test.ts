import { expect, it } from 'vitest';
import { alertExample } from '../api/alert-example.ts';
import type { City } from '../config.ts';
import { recipientsOf } from '../deliver/hand-over.ts';
import { messageOf } from './compose.ts';

const city = {
  ...{ id: 'port', name: 'Port', sample: false },
  audiences: [
    { id: 'streets', name: 'Streets', topics: ['roads', 'signals'], places: [] },
    { id: 'north', name: 'North End', topics: ['roads'], places: ['north'] },
    { id: 'press', name: 'Press', topics: [], places: [] },
  ],
  delivery: {
    recipients: [
      { name: 'mayor', kinds: ['alert'], audiences: ['city', 'streets'] },
      { name: 'streets-chat', kinds: ['alert'], audiences: ['streets'] },
      { name: 'north-chat', kinds: ['alert'], audiences: ['north'] },
      { name: 'press-list', kinds: ['alert'], audiences: ['press'] },
      { name: 'streets-mail', kinds: ['weekly'], audiences: ['streets'] },
    ],
  },
} as unknown as City;

const hears = (change: { topic?: string; place?: string; audience?: string }) => {
  const { topic: _topic, place: _place, ...alert } = alertExample;
  const message = messageOf(city, { ...alert, audience: 'city', ...change });
  return recipientsOf(city, message).map(({ name }) => name);
};

it('a department hears of its topics and places by the rules of the city, once each', () => {
  expect(hears({ topic: 'signals' })).toEqual(['mayor', 'streets-chat']);
  expect(hears({ topic: 'roads' })).toEqual(['mayor', 'streets-chat', 'north-chat']);
  expect(hears({ place: 'north' })).toEqual(['mayor', 'north-chat']);
  expect(hears({ place: 'south' })).toEqual(['mayor']);
  expect(hears({ topic: 'noise' })).toEqual(['mayor']);
  expect(hears({})).toEqual(['mayor']);
  expect(hears({ topic: 'noise', audience: 'press' })).toEqual(['press-list']);
});
