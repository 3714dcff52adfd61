// What a report still says once posts that it quotes or links to were deleted. Pure.
import type { PostKey } from './quotes.ts';
import type { WeeklyReport } from './weekly-report.ts';

type Quoting = Pick<WeeklyReport, 'quotes'>;

/** Every post that it names, by the id that leaves: quoted, linked to, or waiting to take a quote's place. */
export const postsOf = ({ quotes: { quotes, pointers } }: Quoting): PostKey[] =>
  [...quotes.flatMap((quote) => [quote, ...quote.others]), ...pointers].map(({ source, id }) => ({
    source,
    id,
  }));

/** The same report without them; its figures are those of when it was made. */
export function withoutPosts<R extends Quoting>(report: R, isGone: (post: PostKey) => boolean): R {
  const { quotes, pointers, withdrawn = 0, ...others } = report.quotes;
  const stays = (post: PostKey) => !isGone(post);
  const left = { quotes: quotes.filter(stays), pointers: pointers.filter(stays) };
  const taken = quotes.length - left.quotes.length + pointers.length - left.pointers.length;
  return {
    ...report,
    quotes: {
      quotes: left.quotes.map((quote) => ({ ...quote, others: quote.others.filter(stays) })),
      pointers: left.pointers,
      ...others,
      ...(withdrawn + taken > 0 && { withdrawn: withdrawn + taken }),
    },
  };
}
