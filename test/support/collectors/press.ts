// The local press of a city: a WordPress whose interface is open, one whose interface is closed, a paper with Atom feeds
// (RFC 4287, older parts by RFC 5005, comments by RFC 4685), and one with a JSON Feed (jsonfeed.org/version/1.1).
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';
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
import { answerAsWordPress } from './wordpress-site.ts';

export const herald = 'herald.example';
export const gazette = 'gazette.example';
export const courier = 'courier.example';
export const bulletin = 'bulletin.example';

const minuteMs = 60_000;
const nameOf = (index: number) => `Reader Ferrywick ${index}`;

export interface Press extends Platform {
  papers: Readonly<Record<string, Newspaper>>;
  write(host: string, atMs: number, extra?: Partial<Story>): Story;
  comment(host: string, atMs: number, extra?: Partial<Remark>): Remark;
}

const commentId = (host: string, { id }: Remark) =>
  host === courier ? `${host}/urn:remark:${id}` : `https://${host}/#comment-${id}`;
const storyId = (host: string, { id }: Story) =>
  host === courier || host === bulletin ? `${host}/story-${id}` : `https://${host}/?p=${id}`;

export function createPress({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Press {
  const begin = now();
  const papers: Record<string, Newspaper> = {};
  for (const host of [herald, gazette, courier, bulletin]) papers[host] = { host, stories: [], remarks: [] };
  let made = 0;
  const whole = (atMs: number) => Math.floor(atMs / 1_000) * 1_000;
  const press: Pick<Press, 'papers' | 'write' | 'comment'> = {
    papers,
    write(host, atMs, extra = {}) {
      const id = ++made;
      const story: Story = {
        ...{ id, atMs: whole(atMs), title: `Council & works, part ${id}` },
        html: `<p>The lift bridge opens late again, says report <b>${id}</b>.</p>\n<p>More &amp; more follows.</p>`,
        ...extra,
      };
      papers[host]!.stories.push(story);
      return story;
    },
    comment(host, atMs, extra = {}) {
      const { stories, remarks } = papers[host]!;
      const id = ++made;
      const remark: Remark = {
        ...{ id, atMs: whole(atMs), story: stories[id % stories.length]!.id, parent: 0 },
        ...{ name: nameOf(id % 9), html: `<p>Nobody told my street, for the ${id}th time.</p>` },
        ...extra,
      };
      remarks.push(remark);
      return remark;
    },
  };
  fill(press, begin, hasEmptyPage);
  const overlap = repeatsItems ? 3 : 0;

  function answer(request: PlatformRequest): PlatformAnswer {
    const { host, pathname } = request.url;
    const paper = papers[host];
    if (!paper || pathname === '/robots.txt') return missing;
    if (host === herald) return answerAsWordPress(paper, request, { isOpen: true, overlap });
    if (host === gazette) return answerAsWordPress(paper, request, { isOpen: false, overlap });
    return host === courier
      ? answerAsAtom(paper, request, overlap)
      : answerAsJson(paper, request, { overlap, hasEmptyPart: hasEmptyPage });
  }

  return {
    ...press,
    hosts: Object.keys(papers),
    accounts: Array.from({ length: 9 }, (_, index) => nameOf(index)),
    answer,
    isPage: ({ url }) => isList.test(url.pathname) && !url.searchParams.has('include'),
    ids: () =>
      Object.values(papers).flatMap(({ host, stories, remarks }) => [
        ...stories.map((story) => storyId(host, story)),
        ...remarks.filter(({ isHidden }) => !isHidden).map((remark) => commentId(host, remark)),
      ]),
    add(count) {
      for (let index = 0; index < count; index++) {
        const atMs = now() - (count - index) * 1_000;
        const turn = made % 6;
        if (turn === 0) press.write(herald, atMs);
        else if (turn === 1) press.comment(gazette, atMs);
        else if (turn === 2) press.write(courier, atMs);
        else if (turn === 3) press.comment(courier, atMs, { story: papers[courier]!.stories.at(-1)!.id });
        else if (turn === 4) press.write(bulletin, atMs);
        else press.comment(herald, atMs);
      }
    },
  };
}

/** Feeds, and lists of the interface. */
const isList = /\/feed\/$|\/feed\.(?:atom|json)$|\/replies\.atom$|\/wp\/v2\/comments$/;

/** Two days of stories and what readers say of them: more than 300 in all. */
function fill(
  { write, comment, papers }: Pick<Press, 'papers' | 'write' | 'comment'>,
  begin: number,
  hasEmptyPage: boolean,
) {
  const at = (index: number, of: number) =>
    begin - 5 * minuteMs - Math.floor(((of - index) / of) * 44 * 60) * minuteMs;
  const stories: [string, number][] = [
    [herald, 26],
    [gazette, 12],
    [courier, 14],
    [bulletin, 30],
  ];
  for (const [host, count] of stories) {
    for (let index = 0; index < count; index++) {
      const isClosed = host === herald && index === 3;
      write(host, at(index, count), {
        ...(isClosed && { isClosed }),
        ...(host === bulletin && index === 29 && { isUndated: true }),
      });
    }
  }
  const open = papers[herald]!.stories.filter(({ isClosed }) => !isClosed);
  for (let index = 0; index < 130; index++) {
    const story = open[index % open.length]!.id;
    const parent = papers[herald]!.remarks.findLast((one) => one.story === story && index % 3 === 0)?.id ?? 0;
    // Several share a second, as bursts do.
    comment(herald, at(index - (index % 4), 130), { story, parent, ...(index === 17 && { html: burst }) });
    // A page of the interface that only members may read.
    if (hasEmptyPage && index === 60)
      for (let hidden = 0; hidden < 210; hidden++)
        comment(herald, at(60, 130) + hidden * 100, { story, isHidden: true });
  }
  for (const host of [gazette, courier]) {
    for (let index = 0; index < 60; index++) {
      const list = papers[host]!.stories;
      const story = list[index % list.length]!.id;
      const parent = papers[host]!.remarks.findLast((one) => one.story === story && index % 2 === 0)?.id ?? 0;
      comment(host, at(index, 60), { story, parent });
    }
  }
}

const burst =
  '<p>5 &lt; 6, <em>they</em> say.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<script>alert(1)</script>';

const iso = (atMs: number) => new Date(atMs).toISOString().replace('.000', '');

/** Atom (RFC 4287) with `rel=next` (RFC 5005, 3) and `rel=replies`, `thr:in-reply-to` (RFC 4685). */
function answerAsAtom(paper: Newspaper, { url }: PlatformRequest, overlap: number): PlatformAnswer {
  const { host, stories, remarks } = paper;
  const feed = (inner: readonly string[], next = '') =>
    xml(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">` +
        `<id>urn:${host}</id><title>${host}</title><updated>${iso(begins)}</updated><link href="https://${host}/"/>` +
        `${next}${inner.join('\n')}</feed>`,
    );
  const entry = (id: string, atMs: number, inner: string) =>
    `<entry><id>${id}</id><published>${iso(atMs)}</published><updated>${iso(atMs)}</updated>${inner}</entry>`;
  const [, id, replies] = /^\/stories\/(\d+)\/(replies\.atom)?$/.exec(url.pathname) ?? [];
  const story = stories.find((one) => String(one.id) === id);
  if (story && replies)
    return feed(
      newestFirst(remarks.filter((one) => one.story === story.id)).map((remark) =>
        entry(
          `urn:remark:${remark.id}`,
          remark.atMs,
          `<title>A remark</title><author><name>${remark.name}</name></author>` +
            `<content type="html">${escaped(remark.html)}</content>` +
            `<thr:in-reply-to ref="${remark.parent > 0 ? `urn:remark:${remark.parent}` : `story-${story.id}`}"/>`,
        ),
      ),
    );
  if (story)
    return { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>a story</title>' };
  if (url.pathname !== '/feed.atom') return missing;
  const part = Number(url.searchParams.get('part') ?? 1);
  const size = 6;
  const hasNext = part * size < stories.length;
  return feed(
    partOf(newestFirst(stories), part, size, overlap).map((one) => {
      const count = remarks.filter((remark) => remark.story === one.id).length;
      const link = linkOf(paper, one);
      return entry(
        `story-${one.id}`,
        one.atMs,
        `<title>${escaped(one.title)}</title><link href="${link}"/><content type="html">${escaped(one.html)}</content>` +
          `<link rel="replies" type="application/atom+xml" href="${link}replies.atom" thr:count="${count}"/>`,
      );
    }),
    hasNext ? `<link rel="next" href="https://${host}/feed.atom?part=${part + 1}"/>` : '',
  );
}

const begins = Date.parse('2026-11-20T12:00:00Z');

/** JSON Feed 1.1: `next_url` leads to what is older. */
function answerAsJson(
  paper: Newspaper,
  { url }: PlatformRequest,
  { overlap, hasEmptyPart }: { overlap: number; hasEmptyPart: boolean },
): PlatformAnswer {
  const { host, stories } = paper;
  if (url.pathname !== '/feed.json') return missing;
  const size = 8;
  const part = Number(url.searchParams.get('part') ?? 1);
  const isEmpty = hasEmptyPart && part === 2 && !url.searchParams.has('again');
  const hasNext = part * size < stories.length;
  const next = isEmpty ? `part=2&again=1` : `part=${part + 1}`;
  return {
    headers: { 'content-type': 'application/feed+json' },
    body: Buffer.from(
      JSON.stringify({
        ...{ version: 'https://jsonfeed.org/version/1.1', title: host, home_page_url: `https://${host}/` },
        ...((hasNext || isEmpty) && { next_url: `https://${host}/feed.json?${next}` }),
        items: (isEmpty ? [] : partOf(newestFirst(stories), part, size, overlap)).map((story) => ({
          ...{
            id: `story-${story.id}`,
            url: linkOf(paper, story),
            title: story.title,
            content_html: story.html,
          },
          ...(!story.isUndated && { date_published: iso(story.atMs) }),
        })),
      }),
    ),
  };
}
