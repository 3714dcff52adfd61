// A WordPress site, as developer.wordpress.org/rest-api/reference/comments/ and /using-the-rest-api/pagination/ describe its
// interface, and developer.wordpress.org/advanced-administration/wordpress/feeds/ its feeds.
import type { PlatformAnswer, PlatformRequest } from '../collector-suite.ts';
import {
  escaped,
  linkOf,
  missing,
  type Newspaper,
  newestFirst,
  partOf,
  type Remark,
  type Story,
  xml,
} from './newspaper.ts';

/** what the site's owner chose under Settings, Reading: entries in a feed */
const feedLength = 10;

export interface WordPressHow {
  /** closed: a plug-in that lets nobody read the interface without an account */
  isOpen: boolean;
  /** a list shifts by so many entries while its parts are read */
  overlap: number;
}

export function answerAsWordPress(
  paper: Newspaper,
  { url }: PlatformRequest,
  how: WordPressHow,
): PlatformAnswer {
  const path = url.pathname;
  const route = /^\/wp-json\/wp\/v2\/(comments|posts)$/.exec(path)?.[1];
  const answer = path.startsWith('/wp-json/')
    ? rest(paper, route, url.searchParams, how)
    : page(paper, url, how);
  // "Link: <…>; rel="https://api.w.org/"" stands on every page (REST API handbook, Discovery).
  const link = `<https://${paper.host}/wp-json/>; rel="https://api.w.org/"`;
  return { ...answer, headers: { ...answer.headers, link } };
}

function page(paper: Newspaper, url: URL, { overlap }: WordPressHow): PlatformAnswer {
  const [, id, rest] = /^\/stories\/(\d+)\/(feed\/)?$/.exec(url.pathname) ?? [];
  const story = paper.stories.find((one) => String(one.id) === id);
  if (url.pathname === '/feed/') return storyFeed(paper, Number(url.searchParams.get('paged') ?? 1), overlap);
  if (url.pathname === '/comments/feed/') return remarkFeed(paper, paper.remarks);
  if (!story) return missing;
  if (rest)
    return remarkFeed(
      paper,
      paper.remarks.filter((one) => one.story === story.id),
    );
  return {
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!doctype html><title>${story.id}</title>`,
  };
}

const wpDate = (atMs: number) => new Date(atMs).toISOString().slice(0, 19);

function rest(
  paper: Newspaper,
  route: string | undefined,
  query: URLSearchParams,
  { isOpen }: WordPressHow,
): PlatformAnswer {
  const error = (status: number, code: string) => ({
    status,
    body: { code, message: 'words', data: { status } },
  });
  if (!isOpen) return error(401, 'rest_not_logged_in');
  if (route === undefined) return error(404, 'rest_no_route');
  const include = query.get('include')?.split(',').map(Number);
  const size = Number(query.get('per_page') ?? 10);
  if (size < 1 || size > 100) return error(400, 'rest_invalid_param');
  const after = Date.parse(query.get('after') ?? '1970-01-01T00:00:00Z');
  const isWanted = ({ id, atMs }: Story | Remark) => (include?.includes(id) ?? true) && atMs > after;
  const isAscending = query.get('order') === 'asc';
  const list = newestFirst<Story | Remark>(route === 'comments' ? paper.remarks : paper.stories).filter(
    isWanted,
  );
  if (isAscending) list.reverse();
  const part = partOf(list, Number(query.get('page') ?? 1), size);
  const shown = part.filter((one) => !('isHidden' in one && one.isHidden));
  const fields = query.get('_fields')?.split(',');
  return {
    headers: { 'x-wp-total': String(list.length), 'x-wp-totalpages': String(Math.ceil(list.length / size)) },
    body: Buffer.from(
      JSON.stringify(
        shown.map((one) => {
          const whole = 'story' in one ? commentBody(paper, one) : postBody(paper, one);
          return Object.fromEntries(Object.entries(whole).filter(([name]) => fields?.includes(name) ?? true));
        }),
      ),
    ),
  };
}

const commentBody = (paper: Newspaper, { id, atMs, story, parent, name, html }: Remark) => ({
  ...{ id, post: story, parent, author: 0, author_name: name, author_url: '' },
  ...{ date: wpDate(atMs - 6 * 3_600_000), date_gmt: wpDate(atMs), content: { rendered: html } },
  ...{
    link: `https://${paper.host}/stories/${story}/#comment-${id}`,
    status: 'approved',
    type: 'comment',
    meta: [],
  },
});

const postBody = (paper: Newspaper, story: Story) => ({
  ...{ id: story.id, date_gmt: wpDate(story.atMs), guid: { rendered: guidOf(paper, story) } },
  ...{ link: linkOf(paper, story), title: { rendered: escaped(story.title) } },
});

const guidOf = ({ host }: Newspaper, { id }: Story) => `https://${host}/?p=${id}`;
const cdata = (text: string) => `<![CDATA[${text}]]>`;
const mailDate = (atMs: number) => new Date(atMs).toUTCString().replace('GMT', '+0000');

function rss({ host }: Newspaper, items: readonly string[]): PlatformAnswer {
  const spaces = [
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"',
  ].join(' ');
  return xml(
    `<rss version="2.0" ${spaces}><channel><title>${host}</title><link>https://${host}</link>` +
      `<generator>https://wordpress.org/?v=6.8</generator>${items.join('\n')}</channel></rss>`,
  );
}

function storyFeed(paper: Newspaper, paged: number, overlap: number): PlatformAnswer {
  const part = partOf(newestFirst(paper.stories), paged, feedLength, overlap);
  if (part.length === 0) return missing;
  return rss(
    paper,
    part.map((story) => {
      const link = linkOf(paper, story);
      const replies = paper.remarks.filter((one) => one.story === story.id).length;
      const comments = `<wfw:commentRss>${link}feed/</wfw:commentRss><slash:comments>${replies}</slash:comments>`;
      return (
        `<item><title>${escaped(story.title)}</title><link>${link}</link><dc:creator>${cdata('Desk')}</dc:creator>` +
        `<pubDate>${mailDate(story.atMs)}</pubDate><guid isPermaLink="false">${guidOf(paper, story)}</guid>` +
        `<content:encoded>${cdata(story.html)}</content:encoded>${story.isClosed ? '' : comments}</item>`
      );
    }),
  );
}

/** Feeds begin answers with a line that names whom they answer. */
function remarkFeed(paper: Newspaper, remarks: readonly Remark[]): PlatformAnswer {
  const link = ({ story, id }: Remark) => `https://${paper.host}/stories/${story}/#comment-${id}`;
  return rss(
    paper,
    newestFirst(remarks.filter(({ isHidden }) => !isHidden))
      .slice(0, feedLength)
      .map((remark) => {
        const parent = paper.remarks.find(({ id }) => id === remark.parent);
        const line = parent ? `<p>In reply to <a href="${link(parent)}">${parent.name}</a>.</p>\n` : '';
        const story = paper.stories.find(({ id }) => id === remark.story)!;
        return (
          `<item><title>By: ${escaped(remark.name)}</title><link>${link(remark)}</link>` +
          `<dc:creator>${cdata(remark.name)}</dc:creator><pubDate>${mailDate(remark.atMs)}</pubDate>` +
          `<guid isPermaLink="false">${guidOf(paper, story)}#comment-${remark.id}</guid>` +
          `<content:encoded>${cdata(line + remark.html)}</content:encoded></item>`
        );
      }),
  );
}
