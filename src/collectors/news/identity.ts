// What an item is called: the same whenever and wherever it is read. Pure.
import { createHash } from 'node:crypto';
import { publicationOf } from './options.ts';

/** Parameters that say how a reader came, not what is read. */
const tracking =
  /^(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|ns_\w+|at_(?:medium|campaign|link\w*|ptr\w*|format|custom\d)|(?:fb|g|dc|ms|y|tt|tw)clid|gbraid|wbraid|gclsrc|igshid|mc_[ce]id|_hs(?:enc|mi)|vero_\w+|oly_\w+_id|wt\.mc_\w+|cmpid?|ito|ocid|xtor|smid|__twitter_impression|ref_src|ref_url|fromrss|rss|feedref)$/i;

function parsed(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** An http(s) link, absolute and without tracking parameters; undefined where it is none. */
export function cleanLink(link: string | undefined, base?: string): string | undefined {
  const text = link?.trim();
  if (!text || text.length > 4_000) return undefined;
  const url = parsed(text, base);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return undefined;
  // Setting a part, and deleting a parameter, rewrites the whole address: only where something must go.
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  if (url.search !== '') {
    const names = new Set(url.searchParams.keys());
    for (const name of names) if (tracking.test(name)) url.searchParams.delete(name);
  }
  return url.href.length > 2_000 ? undefined : url.href;
}

const maxIdLength = 300;

export const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

/** Whether an address belongs to the publication: its host, or one below it. */
export function isOf(channel: string, link: string): boolean {
  if (!URL.canParse(link)) return false;
  const host = publicationOf(link);
  return host === channel || host.endsWith(`.${channel}`);
}

/**
 * The id of an item: its guid, else its link. An address of the publication itself stands as it is; anything else is
 * put under the publication's name, so that no feed can speak for another.
 */
export function idOf(
  publication: { channel: string; host: string },
  item: {
    guid?: string | undefined;
    url?: string | undefined;
    title?: string | undefined;
    date?: string | undefined;
    text: string;
  },
): string {
  const guid = item.guid?.trim();
  const isAddress = /^https?:\/\//i.test(guid ?? '');
  const address = isAddress ? (guid === item.url ? item.url : cleanLink(guid)) : undefined;
  const own = address ?? (guid ? undefined : item.url);
  if (own !== undefined && isOf(publication.host, own) && own.length <= maxIdLength) return own;
  const name =
    own ?? (guid || `sha256:${digest(JSON.stringify([item.title, item.date, item.text.slice(0, 500)]), 32)}`);
  const full = `${publication.channel}/${name}`;
  return full.length <= maxIdLength ? full : `${publication.channel}/sha256:${digest(name, 43)}`;
}

/** Number of a WordPress comment in its link or guid. */
export function commentNumber(address: string | undefined): string | undefined {
  return /#comment-(\d{1,18})$/.exec(address ?? '')?.[1];
}

/** A comment of a WordPress site, the same by its interface and by its feeds. `site` ends in "/". */
export const commentId = (site: string, number: string | number): string => `${site}#comment-${number}`;

/** The article that a WordPress comment's link or guid leads to: without the comment and the page it stands on. */
export function articleAddress(address: string): string {
  return address.replace(/#[^#]*$/, '').replace(/\/comment-page-\d+\/$/, '/');
}
