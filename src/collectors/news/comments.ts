// The comments of the sites behind a profile's feeds, by whichever way each site offers.
import { RefusedError } from '../../http/refused-error.ts';
import { freshState, type Listed, type SiteState, stateOf } from './cursor.ts';
import { collectByFeeds } from './feed-comments.ts';
import type { NewsPage, NewsRun } from './news-run.ts';
import type { CommentMode, FeedOptions } from './options.ts';
import { collectByRest } from './rest-comments.ts';
import { isBelieved } from './trouble.ts';

export interface CommentedSite {
  /** address, ends in "/" */
  url: string;
  channel: string;
  mode: Exclude<CommentMode, 'off'>;
  api?: string;
  isWordPress: boolean;
  articles: Listed[];
  /** every feed of the site was read as far back as it had to be: `articles` lacks none */
  isListed: boolean;
  state: SiteState;
}

/** How long a site that refuses its interface is read by feeds before it is asked again. */
const noRestMs = 7 * 86_400_000;

/** One entry per site, whichever of its feeds are in the profile; the first feed names the channel. */
export function commentedSites(run: NewsRun, feeds: readonly FeedOptions[]): CommentedSite[] {
  const sites = new Map<string, CommentedSite>();
  for (const feed of feeds) {
    const state = run.cursor.feeds[feed.url];
    if (feed.comments === 'off' || !state?.site) continue;
    const known = sites.get(state.site);
    const site: CommentedSite = known ?? {
      ...{
        url: state.site,
        channel: feed.channel,
        mode: feed.comments,
        isWordPress: state.isWordPress === true,
      },
      ...(state.api && { api: state.api }),
      ...{
        articles: [],
        isListed: true,
        state: stateOf<SiteState>(run.cursor.sites, state.site, freshState()),
      },
    };
    if (feed.comments !== 'auto') site.mode = feed.comments;
    site.articles.push(...state.listed);
    site.isListed &&= state.fullAt !== undefined && state.until === undefined;
    sites.set(site.url, site);
  }
  return [...sites.values()];
}

export async function* collectComments(run: NewsRun, site: CommentedSite): AsyncGenerator<NewsPage, void> {
  const { state, mode } = site;
  const api = site.api ?? (mode === 'rest' ? `${site.url}wp-json/` : undefined);
  const mayAsk = mode === 'rest' || (mode === 'auto' && run.now >= (state.noRestUntil ?? 0));
  if (api !== undefined && mayAsk) {
    try {
      yield* collectByRest(run, { ...site, api });
      state.checkedAt = run.now;
      delete state.noRestUntil;
      return;
    } catch (error) {
      // Closed to the public, forbidden by robots.txt, or not there: many sites do so, and have feeds all the same.
      const isClosed =
        error instanceof RefusedError && ['status', 'robots', 'redirect'].includes(error.reason);
      if (mode === 'rest' || !(isClosed || isBelieved(error, state, run.now))) throw error;
      state.noRestUntil = run.now + noRestMs;
    }
  }
  if (mode !== 'rest') yield* collectByFeeds(run, site);
  state.checkedAt = run.now;
}
