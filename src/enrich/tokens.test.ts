import { expect, test } from 'vitest';
import { tokenKind } from './token-buffer.ts';
import { tokenize } from './tokens.ts';

const kindNames = Object.fromEntries(Object.entries(tokenKind).map(([name, kind]) => [kind, name]));

/** `kind source=word` of every token. */
function spell(text: string): string[] {
  const { count, kinds, starts, ends, words } = tokenize(text);
  return Array.from(
    { length: count },
    (_, i) => `${kindNames[kinds[i]!]} ${text.slice(starts[i], ends[i])}=${words[i]}`,
  );
}

test.each([
  ['Fix the Road', ['word Fix=fix', 'word the=the', 'word Road=road']],
  ['Elmwick’s don’t', ['word Elmwick=elmwick', "suffix ’s='s", "word don’t=don't"]],
  ['5th &amp; Main', ['word 5th=5th', 'word &amp;=and', 'word Main=main']],
  ['311', ['number 311=311']],
  ['#MidtownElmwick', ['tag Midtown=midtown', 'tag Elmwick=elmwick']],
  ['#fix_the_roads', ['tag fix=fix', 'tag the=the', 'tag roads=roads']],
  ['#HTXStrong2017', ['tag HTX=htx', 'tag Strong=strong', 'tag 2017=2017']],
  ['#5thWard', ['tag 5th=5th', 'tag Ward=ward']],
  ['@user [email] [phone]', ['mention @user=@user', 'placeholder [email]=', 'placeholder [phone]=']],
  [
    'see https://x.example/a?b www.x.example http',
    ['word see=see', 'link https://x.example/a?b=', 'link www.x.example=', 'link http='],
  ],
  ['whatever', ['word whatever=whatever']],
  ['ok :-) <3 :/', ['word ok=ok', 'emoji :-)=:)', 'emoji <3=<3', 'emoji :/=:/']],
  ['👍🏽👩‍👩‍👧🇺🇸❤️', ['emoji 👍🏽=👍', 'emoji 👩‍👩‍👧=👩', 'emoji 🇺🇸=🇺', 'emoji ❤️=❤']],
  ['道路', ['word 道=道', 'word 路=路']],
  ['cafe\u0301 İzmir', ['word cafe\u0301=café', 'word İzmir=i̇zmir']],
  ['a\nb', ['word a=a', 'newline \n=\n', 'word b=b']],
  ['\ud800 x \udc00', ['word x=x']],
  ['', []],
])('%j', (text, expected) => {
  expect(spell(text)).toEqual(expected);
});

test('a word that is no vocabulary keeps its span and loses its spelling', () => {
  const { count, ends, words } = tokenize('a'.repeat(5_000));
  expect([count, ends[0], words[0]]).toEqual([1, 5_000, '']);
});
