// What the city itself says: cheerful, punctual, and never a resident's voice.
import { fillTemplate } from '../compose.ts';
import { type DayBook, engagement } from '../day-book.ts';
import { chooseNeighbourhood } from '../mix.ts';
import type { officialAccounts } from '../neighbourhoods.ts';
import { type Random, roughly } from '../random.ts';
import { channels } from '../sample-post.ts';
import type { TopicId } from '../topics/catalog.ts';
import { templates } from '../topics/topic-words.ts';

type OfficialAccount = (typeof officialAccounts)[number];

const lines: readonly (readonly [OfficialAccount, TopicId, string])[] = [
  [
    'city_of_quillport',
    'roads',
    `
    We are [happy|pleased|proud] to announce that {street} in {hood} is fully repaved. [Enjoy the smooth ride!|Thank you for your patience!]
    Our crews filled [112|98|141|87] potholes in {hood} this week. Great work, team!`,
  ],
  [
    'city_of_quillport',
    'city-hall',
    `
    Mayor {mayor} [visited|met residents in|opened an office hour in] {hood} today. [Thank you for a great conversation!|We listened.]
    Permits for [porches|fences|signs|sheds|tree work] in {hood} can now be requested online. [Quick, easy, free of paper.|Try it today!]
    Council meets {day} at {time} in Quillport City Hall. [Watch the stream|Come and speak]. On the agenda: {street}, budget, parks.`,
  ],
  [
    'quillport_parks',
    'trees-parks',
    `
    [{n}{n} new trees|Fresh benches|New picnic tables|A new water fountain] for {park}! [Come and enjoy.|We love how it turned out.]
    Movie night at {park} on {day}, free for all. [Bring a blanket!|See you there!]`,
  ],
  [
    'quillport_parks',
    'events',
    `
    The {hood} street fair is back on {day}! [Music, food and fun for the whole family.|We cannot wait to see you.]
    [Swimming|Chess|Yoga|Soccer] classes start at {park} on {day}. Sign up, it is free!`,
  ],
  [
    'quillport_transit',
    'transit',
    `
    {line}: [normal service|all delays cleared] since {time}. [Thank you for riding with us!|Trains are moving at {station}.|All stops from {station} to {station2} are served.]
    {line}: expect delays of up to {n}{n} minutes near {station} [due to track work|after a medical call]. We are sorry.
    Great news: the elevator at {station} is [open|in service] again. Thank you for your patience!`,
  ],
  [
    'quillport_water',
    'water',
    `
    Hydrant flushing in {hood} on {day}. Water may be cloudy for an hour; it is safe. [Crews start at {corner}.|Work ends by {time}.|Questions: ask for the {hood} desk.]
    The new main under {street} is in service. [Better pressure for {hood}!|Thanks to everyone who put up with the digging.]`,
  ],
  [
    'city_of_quillport',
    'waste',
    `
    Recycling reminder for {hood}: bins out by {time} on {day}. [Together we recycle more!|Crews start on {street}.|Last week {hood} recycled {n}{n} tons, great job!]
    Compost bins are [here|now delivered] for {street} and all of {hood}. Thank you for joining in!`,
  ],
  [
    'city_of_quillport',
    'schools',
    `
    Congratulations to the [students|teachers|library team] of {school}! [We are proud of you.|{hood} is proud of you!|What a {daypart} at {landmark}!]
    The library in {hood} now opens on {day} evenings. [More books, more hours.|Come and read!]`,
  ],
];

const announcements = lines.map(([account, topic, text]) => ({ account, topic, texts: templates(text) }));

export function writeAnnouncements(book: DayBook, random: Random): void {
  const count = roughly(random, book.day.isWeekend ? 0.7 : 3);
  for (let i = 0; i < count; i++) {
    const { account, topic, texts } = random.pick(announcements);
    const text = fillTemplate(random, chooseNeighbourhood(random), topic, random.pick(texts));
    announce(book, random, 'city', 480 + random.next() * 600, account, text);
  }
}

/** One post of an official account at a minute of the day. */
export function announce(
  book: DayBook,
  random: Random,
  stream: string,
  minute: number,
  account: OfficialAccount,
  text: string,
): void {
  book.add(stream, book.day.at(minute), {
    channel: channels.announcements,
    kind: 'post',
    text,
    account,
    official: true,
    language: 'en',
    engagement: engagement(random, 12),
  });
}
