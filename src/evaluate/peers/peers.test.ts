import { expect, test } from 'vitest';
import type { Post } from '../../post.ts';
import { postOf } from '../rows.ts';
import { compromise } from './compromise.ts';
import { languageDetectors } from './languages.ts';
import { naturalSentiment, naturalTopics } from './natural.ts';
import { importPackage, labelOf, loadPeer } from './peer.ts';
import { sentiment } from './sentiment.ts';
import { vader } from './vader.ts';
import { wink } from './wink.ts';

const post = (text: string): Post => postOf({ text });

test('every lexicon tells a wonderful day from an awful one', async () => {
  for (const peer of [naturalSentiment()!, vader, sentiment, wink]) {
    const answers = await loadPeer(peer);
    const said = (text: string) => answers!.sentiment!(post(text)).label;
    expect([peer.name, said('What a wonderful day, I love it')]).toEqual([peer.name, 'positive']);
    expect([peer.name, said('What an awful, horrible day')]).toEqual([peer.name, 'negative']);
    expect([peer.name, said('The table has four legs')]).toEqual([peer.name, 'neutral']);
  }
});

test('natural speaks other languages, and not all', async () => {
  const spanish = await naturalSentiment('Spanish')!.load();
  expect(spanish.sentiment!(post('Es un día maravilloso')).label).toBe('positive');
  expect(naturalSentiment('Arabic')).toBeUndefined();
});

test('detectors answer in two letters', async () => {
  for (const peer of languageDetectors) {
    const { language } = await peer.load();
    expect([
      peer.name,
      language!(
        post('Los vecinos dicen que el ayuntamiento no ha reparado todavía los agujeros de la calle'),
      ),
    ]).toEqual([peer.name, 'es']);
    expect(language!(post('1234'))).toMatch(/^(und|[a-z]{2,3})$/);
  }
});

test('compromise finds a country, without the full stop after it', async () => {
  const { places } = await compromise.load();
  const text = 'They moved here from Portugal.';
  const spans = places!(post(text)).map(({ start, end }) => text.slice(start, end));
  expect(spans).toEqual(['Portugal']);
});

test('a classifier taught with the taxonomy knows its words', async () => {
  const topic = (id: string, keyword: string) => ({
    id,
    label: id,
    description: '',
    keywords: { en: [keyword] },
    phrases: {},
    not: {},
  });
  const peer = naturalTopics([topic('roads', 'pothole'), topic('lights', 'streetlight')], {
    Holes: ['roads'],
    Dark: ['lights'],
  });
  const answers = await peer.load();
  expect(answers.topic!(post('A deep pothole'))).toBe('holes');
});

test('a package that is not there is no failure, another fault is one', async () => {
  const absent = { name: 'x', load: async () => (await importPackage('no-such-package-here')) as never };
  expect(await loadPeer(absent)).toBeUndefined();
  const broken = { name: 'x', load: () => Promise.reject(new Error('broken')) };
  await expect(loadPeer(broken)).rejects.toThrow('broken');
});

test('borders of a score: none at 0, both at theirs', () => {
  expect([labelOf(0), labelOf(0.01), labelOf(-0.01)]).toEqual(['neutral', 'positive', 'negative']);
  expect([labelOf(0.04, 0.05), labelOf(0.05, 0.05), labelOf(-0.05, 0.05)]).toEqual([
    'neutral',
    'positive',
    'negative',
  ]);
});
