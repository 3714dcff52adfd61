// Which site stands behind a feed, and where its comments can be had.
import type { HttpResponse } from '../../http/response.ts';
import type { FeedState } from './cursor.ts';
import type { FeedDocument } from './feed-document.ts';
import { isOf } from './identity.ts';
import { type FeedOptions, publicationOf } from './options.ts';

/** `<https://site/wp-json/>; rel="https://api.w.org/"`: every page of a WordPress names its interface so. */
const apiLink = /<([^<>\s]{1,500})>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/i;

/**
 * What a feed's answer says of its site. `site` ends in "/" and names its comments; an interface on another host is
 * none, so that no feed can make us read a third party.
 */
export function siteFactsOf(
  feed: FeedOptions,
  document: FeedDocument,
  response: HttpResponse,
): Pick<FeedState, 'site' | 'api' | 'isWordPress'> {
  const host = publicationOf(feed.url);
  const named = apiLink.exec(response.headers.link ?? '')?.[1];
  const api = named && isOf(host, named) ? new URL(named).href : undefined;
  const link = document.link && isOf(host, document.link) ? document.link : undefined;
  const site = siteOfApi(api) ?? withSlash(link ?? new URL('/', feed.url).href);
  const isWordPress = document.isWordPress || api !== undefined;
  return { site, isWordPress, api: api ?? (isWordPress ? `${site}wp-json/` : undefined) };
}

function siteOfApi(api: string | undefined): string | undefined {
  if (api === undefined) return undefined;
  const url = new URL(api);
  return withSlash(url.origin + url.pathname.replace(/(?:index\.php\/)?wp-json\/?$|index\.php$/, ''));
}

function withSlash(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname.replace(/\/?$/, '/')}`;
}

/** Address of a route of the interface; sites without pretty links have it behind `?rest_route=/`. */
export function routeOf(
  api: string,
  route: string,
  params: Readonly<Record<string, string | number>>,
): string {
  const url = new URL(api);
  const root = url.searchParams.get('rest_route');
  if (root === null) url.pathname = `${url.pathname.replace(/\/?$/, '/')}${route}`;
  else url.searchParams.set('rest_route', `${root.replace(/\/?$/, '/')}${route}`);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value));
  return url.href;
}
