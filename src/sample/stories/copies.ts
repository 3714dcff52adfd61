// One afternoon, about 1,200 copies of one text by some 300 accounts: what near-duplicates look like.
import { chooseAccount } from '../accounts.ts';
import { createRandom, type Random } from '../random.ts';
import { channels } from '../sample-post.ts';
import type { Story } from './story.ts';

const text =
  'The council must vote NO on the Ballast Stadium expansion! Southquay families will lose their homes and we will pay for it. Sign the petition today';

const endings = [
  '',
  '!',
  '.',
  ' 🙏',
  ' ‼️',
  ' #NoExpansion',
  ' #SaveSouthquay',
  ' #Quillport',
  ' Please share',
  ' Share!',
  ' 📣',
  '…',
];
const mentions = ['', '', '', '@city_of_quillport ', 'RT ', 'PLEASE READ: ', 'Important: ', '👉 '];

/** Small changes, as people and machines make them: a mention, a tag, one word, capitals. */
function vary(random: Random): string {
  let copy = text;
  if (random.chance(0.2))
    copy = copy.replace('today', random.pick(['now', 'today please', 'tonight', 'right now']));
  if (random.chance(0.15)) copy = copy.replace('families', random.pick(['residents', 'neighbors', 'people']));
  if (random.chance(0.1)) copy = copy.replace('!', '.');
  if (random.chance(0.04)) copy = copy.toLowerCase();
  return random.pick(mentions) + copy + random.pick(endings);
}

export const copies: Story = {
  name: 'copies',
  about: 'A flood of about 1,200 near-identical posts against the stadium expansion, in one afternoon',
  daysAgo: [17, 17],
  topics: ['city-hall', 'housing'],
  write(book, random) {
    const crowd = Array.from({ length: 300 }, (_, index) =>
      chooseAccount(createRandom('copies', index), 'shorts'),
    );
    const count = 1_180 + random.integer(0, 40);
    for (let i = 0; i < count; i++) {
      // Most come in the first hour after 13:00.
      const minute = 780 + Math.min(239, -Math.log(1 - random.next() * 0.999) * 62);
      book.add('copies', book.day.at(minute), {
        channel: channels.shorts,
        kind: 'post',
        text: vary(random),
        language: 'en',
        account: random.pick(crowd),
        engagement: { likes: random.integer(0, 2), shares: random.integer(0, 5) },
      });
    }
  },
};
