// The YouTube Data API as documented: https://developers.google.com/youtube/v3/docs (channels, playlistItems,
// commentThreads, comments, videos) and /youtube/v3/docs/errors.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const api = 'www.googleapis.com';
export const key = 'AIza-quillport-canary-0192837465';
export const channel = 'UCquillport000000000000A';
const uploads = 'UUquillport000000000000A';
const minuteMs = 60_000;
const pageSize = 25;

export interface Video {
  id: string;
  title: string;
  atMs: number;
  isClosed?: boolean;
  isPrivate?: boolean;
}

export interface Comment {
  id: string;
  video: Video;
  text: string;
  atMs: number;
  author: number;
  parent?: Comment;
  isGone?: boolean;
}

export interface YouTube extends Platform {
  videos: Video[];
  comments: Comment[];
  write(atMs: number, video: Video, extra?: Partial<Comment>): Comment;
}

const nameOf = (index: number) => `@pier_watcher_${index}`;

export const fault = (status: number, reason: string): PlatformAnswer => ({
  status,
  body: {
    error: {
      code: status,
      message: `${reason}: see the documentation`,
      errors: [{ message: reason, domain: 'youtube.quota', reason }],
    },
  },
});

export function createYouTube({ now, hasEmptyPage, repeatsItems }: PlatformWishes): YouTube {
  const begin = now();
  const videos: Video[] = Array.from({ length: 6 }, (_, index) => ({
    ...{
      id: `vidquill00${index}`,
      title: `Council meeting ${index}`,
      atMs: begin - (48 * 60 - index * 20) * minuteMs,
    },
    ...(index === 2 && { isClosed: true }),
    ...(index === 3 && { isPrivate: true }),
  }));
  const comments: Comment[] = [];
  function write(atMs: number, video: Video, extra: Partial<Comment> = {}): Comment {
    const index = comments.length;
    const id = extra.parent ? `${extra.parent.id}.r${index}` : `Ugquill${String(index).padStart(5, '0')}`;
    const comment: Comment = {
      id,
      video,
      atMs,
      author: index % 14,
      text: `The microphone is off again (${index})`,
      ...extra,
    };
    comments.push(comment);
    return comment;
  }
  const open = videos.filter(({ isClosed, isPrivate }) => !isClosed && !isPrivate);
  for (let index = 0; index < 260; index++) {
    const atMs = begin - (270 - index) * 9 * minuteMs;
    // Most under one video, which so has several pages.
    const video = open[index % 5 === 0 ? 1 : index % 11 === 0 ? 2 : 0]!;
    const parent =
      index > 60 && index % 6 === 0
        ? comments.find((one) => one.video === video && !one.parent && comments.indexOf(one) > 20)
        : undefined;
    write(atMs, video, parent && { parent });
  }

  const commentBody = (comment: Comment) => ({
    ...{ kind: 'youtube#comment', etag: 'e', id: comment.id },
    snippet: {
      ...{
        channelId: channel,
        textDisplay: comment.text,
        textOriginal: comment.text,
        authorDisplayName: nameOf(comment.author),
      },
      ...{
        authorChannelUrl: `http://www.youtube.com/${nameOf(comment.author)}`,
        authorChannelId: { value: `UCauthor${comment.author}` },
      },
      ...{ canRate: true, viewerRating: 'none', likeCount: 2 },
      ...(comment.parent && { parentId: comment.parent.id }),
      publishedAt: new Date(comment.atMs).toISOString(),
      updatedAt: new Date(comment.atMs).toISOString(),
    },
  });
  const live = () => comments.filter(({ isGone, parent }) => !isGone && !parent?.isGone);
  const repliesOf = (comment: Comment) => live().filter(({ parent }) => parent === comment);

  function page<T>(all: readonly T[], url: URL, make: (one: T) => object): PlatformAnswer {
    const most = Math.min(Number(url.searchParams.get('maxResults') ?? 5), pageSize);
    const token = url.searchParams.get('pageToken');
    // As CDIQAA and its like, tokens are opaque; "E" stands before an empty page.
    const at = token === null ? 0 : Number(/^C[EA](\d+)$/.exec(token)?.[1] ?? Number.NaN);
    if (Number.isNaN(at)) return fault(400, 'invalidPageToken');
    if (hasEmptyPage && at === pageSize && !token!.startsWith('CE'))
      return {
        body: {
          kind: 'list',
          items: [],
          nextPageToken: `CE${at}`,
          pageInfo: { totalResults: all.length, resultsPerPage: most },
        },
      };
    const shown = all.slice(repeatsItems ? Math.max(0, at - 3) : at, at + most);
    const next = at + most < all.length ? { nextPageToken: `CA${at + most}` } : {};
    return {
      body: {
        kind: 'list',
        etag: 'e',
        ...next,
        pageInfo: { totalResults: all.length, resultsPerPage: most },
        items: shown.map(make),
      },
    };
  }

  function answer({ url, headers }: PlatformRequest): PlatformAnswer {
    if (headers['x-goog-api-key'] !== key) return fault(400, 'keyInvalid');
    const { searchParams: query, pathname } = url;
    const ids = query.get('id')?.split(',');
    switch (pathname.replace('/youtube/v3/', '')) {
      case 'channels':
        return {
          body: {
            kind: 'youtube#channelListResponse',
            ...(query.get('id') === channel && {
              items: [{ id: channel, contentDetails: { relatedPlaylists: { likes: '', uploads } } }],
            }),
          },
        };
      case 'playlistItems':
        if (query.get('playlistId') !== uploads) return fault(404, 'playlistNotFound');
        return page(
          videos.toSorted((a, b) => b.atMs - a.atMs),
          url,
          (video) => ({
            ...{ kind: 'youtube#playlistItem', id: `PL${video.id}` },
            snippet: {
              publishedAt: new Date(video.atMs).toISOString(),
              channelId: channel,
              title: video.isPrivate ? 'Private video' : video.title,
              description: 'Recorded in the hall.',
              resourceId: { videoId: video.id },
            },
            contentDetails: {
              videoId: video.id,
              ...(!video.isPrivate && { videoPublishedAt: new Date(video.atMs).toISOString() }),
            },
          }),
        );
      case 'commentThreads': {
        const video = videos.find(({ id }) => id === query.get('videoId'));
        if (!video) return fault(404, 'videoNotFound');
        if (video.isClosed) return fault(403, 'commentsDisabled');
        const threads = live()
          .filter((one) => one.video === video && !one.parent)
          .sort((a, b) => b.atMs - a.atMs);
        return page(threads, url, (thread) => {
          const replies = repliesOf(thread);
          return {
            ...{ kind: 'youtube#commentThread', id: thread.id },
            snippet: {
              channelId: channel,
              videoId: video.id,
              topLevelComment: commentBody(thread),
              canReply: true,
              totalReplyCount: replies.length,
              isPublic: true,
            },
            // At most five come along.
            ...(replies.length > 0 && { replies: { comments: replies.slice(0, 5).map(commentBody) } }),
          };
        });
      }
      case 'comments': {
        if (ids)
          return {
            body: {
              kind: 'youtube#commentListResponse',
              items: live()
                .filter(({ id }) => ids.includes(id))
                .map(commentBody),
            },
          };
        const parent = live().find(({ id }) => id === query.get('parentId'));
        return parent ? page(repliesOf(parent), url, commentBody) : fault(404, 'commentNotFound');
      }
      case 'videos':
        return {
          body: {
            kind: 'youtube#videoListResponse',
            items: videos
              .filter(({ id, isPrivate }) => ids?.includes(id) && !isPrivate)
              .map(({ id }) => ({ kind: 'youtube#video', id })),
          },
        };
      default:
        return fault(404, 'notFound');
    }
  }

  return {
    ...{ videos, comments, write, answer, hosts: [api] },
    accounts: [
      ...Array.from({ length: 14 }, (_, index) => nameOf(index)),
      ...Array.from({ length: 14 }, (_, index) => `UCauthor${index}`),
    ],
    isPage: ({ url }) => /\/(playlistItems|commentThreads)$/.test(url.pathname),
    ids: () => [
      ...videos.filter(({ isPrivate }) => !isPrivate).map(({ id }) => `video:${id}`),
      ...live().map(({ id }) => id),
    ],
    add(count) {
      for (let index = 0; index < count; index++) {
        const parent =
          index % 3 === 0 ? comments.filter((one) => one.video === open[0] && !one.parent).at(-2) : undefined;
        write(now() - (count - index) * 1_000, open[0]!, parent && { parent });
      }
    },
    remove(ids) {
      for (const comment of comments) if (ids.includes(comment.id)) comment.isGone = true;
      for (const video of videos) if (ids.includes(`video:${video.id}`)) video.isPrivate = true;
    },
  };
}
