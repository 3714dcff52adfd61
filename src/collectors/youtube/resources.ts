// Videos and comments as the API gives them, and what becomes of them. Pure.
// https://developers.google.com/youtube/v3/docs/playlistItems · .../commentThreads · .../comments
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';

export const uploadSchema = z.object({
  snippet: z.object({ title: z.string(), description: z.string().optional(), channelId: z.string() }),
  contentDetails: z.object({ videoId: z.string(), videoPublishedAt: z.string().optional() }),
});
export type Upload = z.output<typeof uploadSchema>;

export const commentSchema = z.object({
  id: z.string(),
  snippet: z.object({
    textOriginal: z.string().optional(),
    textDisplay: z.string(),
    authorChannelId: z.object({ value: z.string() }).optional(),
    likeCount: z.number().optional(),
    publishedAt: z.string(),
    parentId: z.string().optional(),
  }),
});
export type Comment = z.output<typeof commentSchema>;

export const threadSchema = z.object({
  id: z.string(),
  snippet: z.object({ videoId: z.string(), topLevelComment: commentSchema, totalReplyCount: z.number() }),
  replies: z.object({ comments: z.array(z.unknown()) }).optional(),
});
export type Thread = z.output<typeof threadSchema>;

export type Item =
  | { kind: 'video'; upload: unknown }
  | {
      kind: 'comment';
      comment: unknown;
      channel: string;
      video: { id: string; title: string };
      replies?: number;
      parentText?: string;
    };

export const videoKey = (videoId: string) => `video:${videoId}`;
export const wordsOf = ({ snippet }: Comment) => snippet.textOriginal ?? snippet.textDisplay;

export function postOf(given: unknown): RawPost | Skip | Dead {
  const item = (given ?? {}) as Partial<Item>;
  if (item.kind === 'video') return videoPost(item.upload);
  if (item.kind !== 'comment' || !item.video) return { dead: 'not in the form that YouTube gives comments' };
  const comment = commentSchema.safeParse(item.comment).data;
  if (!comment) return { dead: 'not in the form that YouTube gives comments' };
  const { snippet } = comment;
  const text = wordsOf(comment);
  if (text.trim() === '') return { skip: 'without words' };
  const { video, channel, parentText, replies } = item;
  const parent = snippet.parentId ?? videoKey(video.id);
  return {
    ...{ source: 'youtube', id: comment.id, kind: 'comment', text, channel, createdAt: snippet.publishedAt },
    url: `https://www.youtube.com/watch?v=${video.id}&lc=${comment.id}`,
    ...(snippet.authorChannelId && { account: snippet.authorChannelId.value }),
    parent: { id: parent, ...(parentText !== undefined && { text: parentText }) },
    thread: { id: videoKey(video.id), title: video.title },
    engagement: { likes: snippet.likeCount, replies },
  };
}

function videoPost(given: unknown): RawPost | Dead {
  const upload = uploadSchema.safeParse(given).data;
  if (!upload?.contentDetails.videoPublishedAt) return { dead: 'not in the form that YouTube gives uploads' };
  const { videoId, videoPublishedAt } = upload.contentDetails;
  const { title, description, channelId } = upload.snippet;
  return {
    ...{ source: 'youtube', id: videoKey(videoId), kind: 'post', title, text: description ?? '' },
    ...{ channel: channelId, account: channelId, createdAt: videoPublishedAt },
    url: `https://www.youtube.com/watch?v=${videoId}`,
  };
}
