// A message that leaves: what it says, in the forms that its readers take.
import { createHash } from 'node:crypto';
import type { MessageKind } from '../config.ts';

export interface MessageFile {
  /** without a folder */
  name: string;
  /** media type */
  type: string;
  bytes: Uint8Array;
  /** of a report, such as `pdf`: goes to those who want it; without one to everybody */
  form?: string;
}

export interface Message {
  /** id */
  city: string;
  /** `test` is what `earshot deliveries test` sends */
  kind: MessageKind | 'test';
  /** what it tells of, once: `2026-W46`, `2026-11-16` or the id of an alert. (city, kind, about, audience, recipient) is sent once, ever */
  about: string;
  /** `city` or the id of an audience of the profile */
  audience: string;
  /** other audiences that it concerns: their recipients get it too, nobody twice */
  concerns?: readonly string[];
  /** one line */
  subject: string;
  /** plain text, for e-mail and chat */
  text: string;
  /** for e-mail */
  html?: string;
  files: MessageFile[];
  /** what a webhook gets as JSON */
  data: object;
}

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** The same for everything that tells of the same. */
export const messageId = ({
  city,
  kind,
  about,
  audience,
}: Pick<Message, 'city' | 'kind' | 'about' | 'audience'>): string => digest([city, kind, about, audience]);

/** One sending: of a message to a recipient, or of a further copy of it. Receivers see it as the idempotency key. */
export const deliveryId = (message: string, recipient: string, copy = 0): string =>
  digest([message, recipient, copy]);
