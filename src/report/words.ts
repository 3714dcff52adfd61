// Numbers in the sentences of a report. Reports are written in English, so their numbers are too.
import { type Locale, number, percent, signed } from '../charts/format.ts';

export interface Words {
  locale: Locale;
  count(value: number): string;
  /** `1 post`, `2 posts` */
  posts(value: number): string;
  /** `+59%`, `−8%` */
  change(ratio: number): string;
  /** `12%`, `3.2%` */
  share(value: number): string;
  /** `3.1 times`, `12 times` */
  times(ratio: number): string;
  /** what is expected of counts: a whole number from 10 on */
  about(value: number): string;
  /** net sentiment, always with a sign */
  net(value: number): string;
  /** `a, b and c` */
  list(names: readonly string[]): string;
}

export function wordsOf(timezone: string): Words {
  const locale: Locale = { tag: 'en-US', timezone };
  const names = new Intl.ListFormat('en-US', { type: 'conjunction' });
  const count = (value: number) => number(value, locale);
  return {
    locale,
    count,
    posts: (value) => `${count(value)} ${value === 1 ? 'post' : 'posts'}`,
    change: (ratio) => `${ratio > 0 ? '+' : ''}${percent(ratio, locale)}`,
    share: (value) => `${(100 * value).toFixed(value !== 0 && value < 0.0995 ? 1 : 0)}%`,
    times: (ratio) => `${number(ratio, locale, ratio < 9.95 ? 1 : 0)} times`,
    about: (value) => number(value, locale, value < 9.95 ? 1 : 0),
    net: (value) => signed(value, locale),
    list: (all) => names.format(all).replace(', and ', ' and '),
  };
}
