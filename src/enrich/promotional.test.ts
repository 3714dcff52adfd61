import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import type { Post } from '../post.ts';
import { createPromotionJudge } from './promotional.ts';

const judge = createPromotionJudge();
const of = (text: string, more: Partial<Post> = {}) => judge(readText(text, more));

test.each([
  'GIVEAWAY! Follow us and tag a friend to win a spa day',
  '50% off all shoes this weekend, use code QUAY50 https://shop.example',
  "We're hiring! Line cooks wanted at the Harbor Grill, apply now https://jobs.example/1",
  'Interested in a job in Portside? This could be a great fit: https://jobs.example/2 #hiring',
  'Just listed: 3 beds, 2 baths, 1,800 sq ft in Elmwick, call [phone]',
  'Apartment for rent on Mill Road, $1,900 a month',
  'Free estimates on gutters and roofs, licensed and insured, call today',
  'Earn money from home, crypto signals, link in bio',
  'Sorteo: participa y gana una cena para dos https://a.example',
])('sells: %s', (text) => {
  expect(of(text)).toBe(true);
});

test.each([
  'The pothole on Mill Road took my tire, $300 to fix',
  'Rents are too high, a bedroom costs $1,900 now',
  'The city is hiring more bus drivers, good',
  'Thank you for the free shuttle, great deal for students',
  'Does anyone know a good realtor?',
  'They put a for sale sign on our park. Shame.',
  'Council approves $2 million for crypto crimes unit',
  'Is the library shop open today?',
  '',
  '$$$ % % %',
])('does not sell: %s', (text) => {
  expect(of(text)).toBe(false);
});

test('a service request sells nothing', () => {
  expect(of('Illegal signs: 50% off, use code QUAY50, call now', { kind: 'request' })).toBe(false);
});
