// Every channel. A new one is a file, and a line here and in src/config/recipients.ts.
import type { Recipient } from '../../config.ts';
import type { Sender } from '../channel.ts';
import { folder } from './folder.ts';

const senders: readonly Sender[] = [folder];

/** Undefined where this version has no such channel. */
export const senderOf = ({ channel }: Pick<Recipient, 'channel'>): Sender | undefined =>
  senders.find((sender) => sender.channel === channel);
