// A WordPress for the suite: what a real one answered (test/fixtures/feeds/wordpress; docs/collectors/news.md says how
// it was taken), from lists that a test may change. It pages, filters and refuses as WordPress 6 does.
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Loopback, serve } from '../http-support.ts';

export interface Comment {
  id: number;
  post: number;
  parent: number;
  author_name: string;
  date_gmt: string;
  content: { rendered: string };
  link: string;
}

export interface Article {
  id: number;
  date_gmt: string;
  guid: { rendered: string };
  link: string;
  title: { rendered: string };
}

export interface WordPress extends AsyncDisposable {
  port: number;
  /** approved ones, in any order */
  comments: Comment[];
  articles: Article[];
  /** path and query of every request, in order */
  requests: string[];
  /** first in line for every request; true when it has answered */
  intercept?: (path: string, response: ServerResponse, request: IncomingMessage) => boolean;
}

const site = 'http://herald.example/';
const directory = new URL('../fixtures/feeds/wordpress/', import.meta.url);

export const readFixture = (name: string): Promise<string> => readFile(new URL(name, directory), 'utf8');

export async function startWordPress(): Promise<WordPress> {
  const comments: Comment[] = JSON.parse(await readFixture('comments.json'));
  const articles: Article[] = JSON.parse(await readFixture('articles.json'));
  const requests: string[] = [];
  const state: Omit<WordPress, 'port' | typeof Symbol.asyncDispose> = { comments, articles, requests };
  const server: Loopback = await serve((request, response) => {
    const url = new URL(request.url ?? '/', site);
    if (url.pathname !== '/robots.txt') requests.push(url.pathname + url.search);
    if (!state.intercept?.(url.pathname + url.search, response, request))
      answer(state, url, request, response);
  });
  return Object.assign(state, {
    port: server.port,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

type State = Pick<WordPress, 'comments' | 'articles'>;

function answer(state: State, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const path = url.pathname;
  const article = state.articles.find(({ link }) => path.startsWith(new URL(link).pathname));
  response.setHeader('link', `<${site}wp-json/>; rel="https://api.w.org/"`);
  if (path === '/wp-json/wp/v2/comments') listComments(state, url.searchParams, response);
  else if (path === '/wp-json/wp/v2/posts') listArticles(state, url.searchParams, response);
  else if (path === '/feed/') articleFeed(state, url, request, response);
  else if (path === '/comments/feed/') commentFeed(state, [...state.comments], request, response);
  else if (article && path.endsWith('/feed/')) {
    const under = state.comments.filter(({ post }) => post === article.id);
    commentFeed(state, under, request, response);
  } else {
    response.statusCode = article ? 200 : 404;
    response.end('<!doctype html><title>a page</title>');
  }
}

const json = (response: ServerResponse, value: unknown) => {
  response.setHeader('content-type', 'application/json; charset=UTF-8');
  response.end(JSON.stringify(value));
};

const numbers = (list: string | null) => new Set((list ?? '').split(',').map(Number));

function listComments({ comments }: State, query: URLSearchParams, response: ServerResponse): void {
  const include = query.get('include');
  const after = query.get('after') ?? '1970-01-01T00:00:00Z';
  const wanted = comments
    .filter(({ id }) => include === null || numbers(include).has(id))
    .filter(({ date_gmt }) => `${date_gmt}Z` > after)
    .sort((a, b) => a.date_gmt.localeCompare(b.date_gmt) || a.id - b.id);
  const size = Number(query.get('per_page') ?? 10);
  const page = Number(query.get('page') ?? 1);
  response.setHeader('x-wp-total', wanted.length);
  response.setHeader('x-wp-totalpages', Math.ceil(wanted.length / size));
  json(response, wanted.slice((page - 1) * size, page * size));
}

function listArticles({ articles }: State, query: URLSearchParams, response: ServerResponse): void {
  json(
    response,
    articles.filter(({ id }) => numbers(query.get('include')).has(id)),
  );
}

const newestFirst = <T extends { date_gmt: string }>(list: T[]) =>
  list.sort((a, b) => b.date_gmt.localeCompare(a.date_gmt));
const cdata = (text: string) => `<![CDATA[${text}]]>`;
const mailDate = (gmt: string) => new Date(`${gmt}Z`).toUTCString().replace('GMT', '+0000');

function feed(inner: string, request: IncomingMessage, response: ServerResponse): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>The Quillport Herald</title><link>http://herald.example</link><generator>https://wordpress.org/?v=6.1.9</generator>${inner}</channel></rss>`;
  const etag = `"${Buffer.byteLength(body)}"`;
  response.setHeader('etag', etag);
  if (request.headers['if-none-match'] === etag) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader('content-type', 'application/rss+xml; charset=UTF-8');
  response.end(body);
}

function articleFeed(state: State, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const page = Number(url.searchParams.get('paged') ?? 1);
  const part = newestFirst([...state.articles]).slice((page - 1) * 10, page * 10);
  if (part.length === 0) response.statusCode = 404;
  const items = part.map((article) => {
    const replies = state.comments.filter(({ post }) => post === article.id).length;
    return `<item><title>${article.title.rendered}</title><link>${article.link}</link><dc:creator>${cdata('editor')}</dc:creator><pubDate>${mailDate(article.date_gmt)}</pubDate><guid isPermaLink="false">${article.guid.rendered}</guid><content:encoded>${cdata(`<p>About ${article.title.rendered}.</p>`)}</content:encoded><wfw:commentRss>${article.link}feed/</wfw:commentRss><slash:comments>${replies}</slash:comments></item>`;
  });
  feed(items.join(''), request, response);
}

function commentFeed(
  state: State,
  comments: Comment[],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const items = newestFirst(comments)
    .slice(0, 10)
    .map((comment) => {
      const parent = state.comments.find(({ id }) => id === comment.parent);
      const article = state.articles.find(({ id }) => id === comment.post);
      const line = parent ? `<p>In reply to <a href="${parent.link}">${parent.author_name}</a>.</p>\n` : '';
      return `<item><title>Comment on ${article?.title.rendered} by ${cdata(comment.author_name)}</title><link>${comment.link}</link><dc:creator>${cdata(comment.author_name)}</dc:creator><pubDate>${mailDate(comment.date_gmt)}</pubDate><guid isPermaLink="false">${article?.guid.rendered}#comment-${comment.id}</guid><description>${cdata('short')}</description><content:encoded>${cdata(line + comment.content.rendered)}</content:encoded></item>`;
    });
  feed(items.join(''), request, response);
}
