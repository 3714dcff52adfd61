// What a message still says once posts that it names were deleted.
import { z } from 'zod';
import { type Alert, alertSchema, withoutPosts as withoutAlertPosts } from '../alert/alert.ts';
import { postLine } from '../alert/compose.ts';
import type { City } from '../config.ts';
import { formNames, makeForms } from '../report/forms.ts';
import { mediaType } from '../report/media-type.ts';
import type { PostKey } from '../report/quotes.ts';
import { html } from '../report/render/html.ts';
import type { WeeklyReport } from '../report/weekly-report.ts';
import { postsOf, withoutPosts } from '../report/withdraw.ts';
import type { NamedPost } from '../store/deleted-posts.ts';
import type { Message, MessageFile } from './message.ts';

type IsGone = (post: NamedPost) => boolean;

const post = z.object({ source: z.string(), id: z.string() });
const quoting = z.object({
  quotes: z.object({
    quotes: z.array(post.extend({ others: z.array(post) })),
    pointers: z.array(post),
  }),
});
const telling = z.looseObject({ alert: alertSchema });

const reportOf = ({ kind, data }: Message): WeeklyReport | undefined =>
  kind === 'weekly' && quoting.safeParse(data).success ? (data as WeeklyReport) : undefined;

const alertOf = ({ kind, data }: Message): Alert | undefined =>
  kind === 'alert' ? telling.safeParse(data).data?.alert : undefined;

/** Every post that it names, by the id that leaves. */
export function postsNamedBy(message: Message): PostKey[] {
  const report = reportOf(message);
  if (report !== undefined) return postsOf(report);
  return (alertOf(message)?.why?.posts ?? []).map(({ source, id }) => ({ source, id }));
}

/** The same message without them. `city`: undefined when its profile cannot be read; then a report has no page. */
export async function withoutNamed(
  message: Message,
  isGone: IsGone,
  city: City | undefined,
): Promise<Message> {
  const report = reportOf(message);
  if (report !== undefined) return withoutQuotes(message, withoutPosts(report, isGone), city);
  const alert = alertOf(message);
  if (alert === undefined) return message;
  const gone = new Set((alert.why?.posts ?? []).filter(isGone).map(postLine));
  return {
    ...message,
    text: message.text
      .split('\n')
      .filter((line) => !gone.has(line))
      .join('\n'),
    data: { ...message.data, alert: withoutAlertPosts(alert, isGone) },
  };
}

/** Its sentences quote nobody, and stay; its forms are made again. */
async function withoutQuotes(
  message: Message,
  report: WeeklyReport,
  city: City | undefined,
): Promise<Message> {
  const files: MessageFile[] = message.files.filter(({ form }) => form === undefined);
  const lost: string[] = [];
  for (const form of formNames.filter((name) => message.files.some((file) => file.form === name))) {
    // a version before may have kept what this one cannot draw
    const made = await makeForms(report, city, [form]).catch(() => ({ files: [], missing: [form] }));
    if (made.missing.length > 0) lost.push(form);
    for (const { name, content } of made.files)
      files.push({ name, type: mediaType(name), bytes: Buffer.from(content), form });
  }
  const notes = lost.map((form) => `Left out: ${form}, which cannot be made again.`);
  return {
    ...message,
    text: [message.text, ...notes].join('\n'),
    ...(message.html !== undefined && {
      html: [message.html, ...notes.map((note) => html`<p><small>${note}</small></p>`.markup)].join('\n'),
    }),
    files,
    data: report,
  };
}
