// The interface of WordPress sites, as far as it is needed: lists of comments, comments and articles by number.
// https://developer.wordpress.org/rest-api/reference/comments/#list-comments
// https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/
import { z } from 'zod';
import { PermanentError } from '../../errors.ts';
import { fetchJson, type NewsRun } from './news-run.ts';
import { routeOf } from './site.ts';

/** The most that WordPress gives at once. */
export const perPage = 100;

const commentSchema = z.object({
  id: z.number().int().positive(),
  post: z.number().int(),
  parent: z.number().int().default(0),
  author_name: z.string().default(''),
  /** in UTC, without saying so */
  date_gmt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  content: z.object({ rendered: z.string() }),
  link: z.string().optional(),
});
export type WpComment = z.output<typeof commentSchema>;

const articleSchema = z.object({
  id: z.number().int(),
  guid: z.object({ rendered: z.string() }).optional(),
  link: z.string().optional(),
  title: z.object({ rendered: z.string() }).optional(),
});
export type WpArticle = z.output<typeof articleSchema>;

const commentFields = 'id,post,parent,author_name,date_gmt,content,link';

export interface CommentList {
  comments: WpComment[];
  /** entries that are no comments as WordPress gives them */
  broken: number;
  /** pages in all, from X-WP-TotalPages; undefined where something on the way dropped it */
  pages: number | undefined;
}

function readList<T>(value: unknown, schema: z.ZodType<T>, api: string): { found: T[]; broken: number } {
  const host = new URL(api).host;
  if (!Array.isArray(value))
    throw new PermanentError(`${host}: its interface answers with something other than a list`);
  const found = value.flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
  if (value.length > 0 && found.length === 0)
    throw new PermanentError(`${host}: its interface answers in another form than that of WordPress`);
  return { found, broken: value.length - found.length };
}

/**
 * Approved comments written after a time (epoch ms, exclusive), the oldest first. Comments that may not be read are
 * left out of a page after it was cut, so a short page is not the last one; only the header tells.
 */
export async function listComments(
  run: NewsRun,
  api: string,
  { after, page }: { after: number; page: number },
): Promise<CommentList> {
  const params = {
    ...{ order: 'asc', orderby: 'date_gmt', per_page: perPage, page, _fields: commentFields },
    after: new Date(after).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  const { value, headers } = await fetchJson(run, routeOf(api, 'wp/v2/comments', params));
  const { found, broken } = readList(value, commentSchema, api);
  const total = Number(headers['x-wp-totalpages']);
  const pages = headers['x-wp-totalpages'] && Number.isInteger(total) ? total : undefined;
  return { comments: found, broken, pages };
}

/** Those of the numbered comments that anybody may read. */
export async function commentsByNumber(
  run: NewsRun,
  api: string,
  numbers: readonly string[],
): Promise<WpComment[]> {
  return byNumber(run, api, 'wp/v2/comments', numbers, commentFields, commentSchema);
}

/** Those of the numbered articles that anybody may read. */
export async function articlesByNumber(
  run: NewsRun,
  api: string,
  numbers: readonly string[],
): Promise<WpArticle[]> {
  return byNumber(run, api, 'wp/v2/posts', numbers, 'id,guid,link,title', articleSchema);
}

async function byNumber<T>(
  run: NewsRun,
  api: string,
  route: string,
  numbers: readonly string[],
  fields: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < numbers.length; at += perPage) {
    const include = numbers.slice(at, at + perPage).join(',');
    const url = routeOf(api, route, { include, per_page: perPage, _fields: fields });
    const { value } = await fetchJson(run, url);
    all.push(...readList(value, schema, api).found);
  }
  return all;
}
