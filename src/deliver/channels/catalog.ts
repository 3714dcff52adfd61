// Every channel. A new one is a file, and a line here and in src/config/recipients.ts.
import type { Recipient } from '../../config.ts';
import type { Sender } from '../channel.ts';
import { folder } from './folder.ts';
import { s3 } from './s3.ts';
import { slack } from './slack.ts';
import { smtp } from './smtp.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

const senders: readonly Sender[] = [folder, smtp, slack, teams, webhook, s3];

/** Undefined where this version has no such channel. */
export const senderOf = ({ channel }: Pick<Recipient, 'channel'>): Sender | undefined =>
  senders.find((sender) => sender.channel === channel);
