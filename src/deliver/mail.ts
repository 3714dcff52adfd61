// A message as an e-mail: the same bytes at every attempt, so that a mailbox that gets it twice can tell.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SmtpServer } from '../config.ts';
import { filesFor, type Parcel } from './channel.ts';

/** Most servers take no more than 10 to 25 MB, and base64 adds a third. */
const usuallyAttached = 14_000_000;

export interface Mail {
  raw: Buffer;
  envelope: { from: string; to: string[] };
}

/** `earshot@city.example` of `Earshot <earshot@city.example>`. */
export const addressOf = (from: string): string => /<([^<>]+)>$/.exec(from)?.[1] ?? from;

/** A function of the idempotency key alone. */
export const mailId = (delivery: string, from: string): string =>
  `<${delivery}@${addressOf(from).split('@')[1] ?? 'earshot.invalid'}>`;

/** `mostAttached` in bytes: what is more is left out, and the text says so. */
export async function composeMail(
  { message, recipient, delivery }: Parcel,
  { from }: SmtpServer,
  to: string[],
  { mostAttached = usuallyAttached }: { mostAttached?: number } = {},
): Promise<Mail> {
  let left = mostAttached;
  const files = filesFor({ message, recipient }).filter(({ bytes }) => {
    const fits = bytes.byteLength <= left;
    if (fits) left -= bytes.byteLength;
    return fits;
  });
  const isShort = files.length < filesFor({ message, recipient }).length;
  const note = isShort ? '\n\nA file is left out because it is too large for e-mail.' : '';
  const node = new MailComposer({
    ...{ from, to, subject: message.subject, text: `${message.text}${note}` },
    ...(message.html !== undefined && { html: message.html }),
    attachments: files.map(({ name, type, bytes }) => ({
      ...{ filename: name, contentType: type, content: Buffer.from(bytes) },
    })),
    messageId: mailId(delivery.id, from),
    date: new Date(delivery.askedAt),
    baseBoundary: delivery.id,
    // RFC 3834: no out-of-office answers, please
    headers: { 'Auto-Submitted': 'auto-generated' },
    // what is attached is given here: a text never names a file or an address to fetch
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { raw: await node.build(), envelope: { from: addressOf(from), to } };
}
