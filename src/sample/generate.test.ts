import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { cityDay, dayNumberAt } from './calendar.ts';
import { channelCoverage } from './channel-coverage.ts';
import { generatePosts, quietInterval } from './generate.ts';
import { timezone } from './neighbourhoods.ts';
import { channels, type SamplePost } from './sample-post.ts';
import { stories } from './stories/catalog.ts';

const now = new Date('2026-11-21T22:30:00Z');
const from = new Date('2025-10-21T04:00:00Z');
const all = [...generatePosts({ seed: 1, from, to: now, now })];
const today = dayNumberAt(now.getTime());
/** Ids begin with the city's own date. */
const ago = ({ id }: SamplePost) => today - Date.parse(`${id.slice(0, 10)}T00:00:00Z`) / 86_400_000;
const hours = new Map<string, number>();
/** Hour in the city, asked for once per UTC hour, as luxon is slow at 60,000 posts. */
function hourOf({ createdAt }: SamplePost): number {
  const hour = createdAt.slice(0, 13);
  let local = hours.get(hour);
  if (local === undefined) {
    local = DateTime.fromISO(createdAt, { zone: timezone }).hour;
    hours.set(hour, local);
  }
  return local;
}
const streamOf = (post: SamplePost) => post.id.slice(11).replace(/-\d+$/, '');
const generate = (options: { seed?: number; from: string; to: string; now?: Date }) => [
  ...generatePosts({
    seed: options.seed ?? 1,
    from: new Date(options.from),
    to: new Date(options.to),
    now: options.now ?? now,
  }),
];

describe('the posts of the demo city', () => {
  it('are about 60,000 in 13 months, in order of time, each id once', () => {
    expect(all.length).toBeGreaterThan(55_000);
    expect(all.length).toBeLessThan(68_000);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.findIndex((post, index) => index > 0 && post.createdAt < all[index - 1]!.createdAt)).toBe(-1);
  });

  it('are the same for the same seed and now, and others for another seed', () => {
    const period = { from: '2026-08-10T00:00:00Z', to: '2026-08-30T00:00:00Z' };
    const first = JSON.stringify(generate(period));
    expect(JSON.stringify(generate(period))).toBe(first);
    expect(JSON.stringify(generate({ ...period, seed: 2 }))).not.toBe(first);
  });

  it('do not depend on how the time is cut into runs', () => {
    const [a, b, c] = ['2026-11-19T09:00:00.000Z', '2026-11-20T17:12:31.000Z', '2026-11-21T22:30:00.000Z'];
    const whole = generate({ from: a, to: c });
    expect([...generate({ from: a, to: b }), ...generate({ from: b, to: c })]).toEqual(whole);
  });

  it('keep ids and texts when now moves by a day, but for the stories', () => {
    const period = { from: '2026-06-01T04:00:00Z', to: '2026-08-01T04:00:00Z' };
    const names = new Set(stories.map(({ name }) => name));
    const everyday = (posts: SamplePost[]) =>
      posts.filter((post) => !names.has(streamOf(post))).map(({ id, text }) => `${id} ${text}`);
    const later = new Date(now.getTime() + 86_400_000);
    expect(everyday(generate({ ...period, now: later }))).toEqual(everyday(generate(period)));
  });

  it('follow the day, the week and the clock change', () => {
    const count = (posts: SamplePost[], hour: number) => posts.filter((post) => hourOf(post) === hour).length;
    const [summer, winter] = [
      all.filter(({ createdAt }) => /-0[678]-/.test(createdAt)),
      all.filter(({ createdAt }) => /-(01|02)-/.test(createdAt)),
    ];
    for (const posts of [all, summer, winter]) expect(count(posts, 18) / count(posts, 4)).toBeGreaterThan(5);
    const requests = all.filter(({ kind }) => kind === 'request');
    const isWeekend = (post: SamplePost) =>
      [0, 6].includes(new Date((today - ago(post)) * 86_400_000).getUTCDay());
    const perDay = (posts: SamplePost[], days: number) => posts.length / days;
    expect(
      perDay(
        requests.filter((post) => !isWeekend(post)),
        5,
      ),
    ).toBeGreaterThan(1.4 * perDay(requests.filter(isWeekend), 2));
  });

  it('repeat hardly a text, outside the flood of copies', () => {
    const texts = all.filter((post) => streamOf(post) !== 'copies').map(({ text }) => text);
    expect(1 - new Set(texts).size / texts.length).toBeLessThan(0.03);
  });

  it('come from many voices, few of them loud', () => {
    const counts = new Map<string, number>();
    for (const { account } of all) if (account) counts.set(account, (counts.get(account) ?? 0) + 1);
    const loud = [...counts.values()].sort((a, b) => b - a);
    expect(loud.length).toBeGreaterThan(7_000);
    const hundred = loud.slice(0, 100).reduce((sum, n) => sum + n, 0);
    expect(hundred / loud.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0.1);
  });

  it('answer posts that are there, with their text', () => {
    const byId = new Map(all.map((post) => [post.id, post]));
    const comments = all.filter(({ kind }) => kind === 'comment');
    expect(comments.length).toBeGreaterThan(10_000);
    const wrong = comments.filter(({ parent, thread, createdAt }) => {
      const answered = byId.get(parent!.id);
      const isRight =
        answered !== undefined && parent!.text.endsWith(answered.text) && answered.createdAt <= createdAt;
      return !isRight || byId.get(thread!.id)?.title !== thread!.title;
    });
    expect(wrong).toEqual([]);
  });

  it('are in Spanish in about one of twelve', () => {
    const shorts = all.filter(({ language }) => language !== undefined);
    const share = shorts.filter(({ language }) => language === 'es').length / shorts.length;
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.2);
  });
});

describe('the days of the city', () => {
  it.each([
    ['2026-03-08', 23],
    ['2026-11-01', 25],
    ['2026-11-02', 24],
  ])('%s has %i hours', (date, hours) => {
    const number = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    const day = cityDay(number);
    expect(day.date).toBe(date);
    expect((day.end - day.at(0)) / 3_600_000).toBe(hours);
    expect(dayNumberAt(day.at(0))).toBe(number);
    expect(dayNumberAt(day.end - 1)).toBe(number);
    expect(new Date(day.at(18 * 60)).toISOString()).toBe(
      DateTime.fromISO(`${date}T18:00`, { zone: timezone }).toUTC().toISO(),
    );
  });
});

describe('the stories', () => {
  it.each(stories)('$name is told on its days and on no other', ({ name, daysAgo: [first, last] }) => {
    const days = all.filter((post) => streamOf(post) === name).map(ago);
    expect(Math.max(...days)).toBe(first);
    expect(Math.min(...days)).toBe(last);
    expect(new Set(days).size).toBe(first - last + 1);
  });

  it('flood one afternoon with 1,200 copies that differ a little', () => {
    const copies = all.filter((post) => streamOf(post) === 'copies');
    expect(copies.length).toBeGreaterThan(1_150);
    expect(copies.length).toBeLessThan(1_250);
    for (const post of copies) expect([13, 14, 15, 16]).toContain(hourOf(post));
    const distinct = new Set(copies.map(({ text }) => text)).size;
    expect(distinct).toBeGreaterThan(50);
    expect(copies.every(({ text }) => /stadium expansion/i.test(text))).toBe(true);
  });

  it('leave a gap of nine days in one channel, and only there', () => {
    const quiet = quietInterval(now);
    const inside = all.filter(
      ({ createdAt }) => createdAt >= quiet.from.toISOString() && createdAt < quiet.to.toISOString(),
    );
    expect(Math.round((quiet.to.getTime() - quiet.from.getTime()) / 86_400_000)).toBe(9);
    expect(inside.filter(({ channel }) => channel === channels.board)).toEqual([]);
    expect(inside.filter(({ channel }) => channel === channels.shorts).length).toBeGreaterThan(200);
    const parts = channelCoverage({ from, to: now, now });
    expect(parts.filter(({ channel }) => channel === channels.board)).toEqual([
      { channel: channels.board, from, to: quiet.from },
      { channel: channels.board, from: quiet.to, to: now },
    ]);
    expect(parts.filter(({ channel }) => channel === channels.shorts)).toEqual([
      { channel: channels.shorts, from, to: now },
    ]);
  });
});
