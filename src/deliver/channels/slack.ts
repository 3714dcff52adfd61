// Into a Slack channel by an incoming webhook, whose address is the secret.
// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, https://docs.slack.dev/reference/block-kit/blocks
import { defineSender } from '../channel.ts';
import { chunks } from '../chunks.ts';
import type { Message } from '../message.ts';
import { checkedAddress, postJson } from '../post-json.ts';

/** Most characters of a header, of a section's text (less room for the marks of links), and most blocks of a message less the header. */
const longestHeader = 150;
const longestSection = 2_700;
const mostSections = 49;

/** Slack's three control characters: what is escaped can neither link nor mention. */
const plain = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Addresses as links. Nothing else is read into the text (`verbatim`): a resident who writes @channel calls nobody. */
const linked = (text: string) => text.replace(/https?:\/\/[^\s<>|]+/g, '<$&>');

export function slackPayload({ subject, text }: Pick<Message, 'subject' | 'text'>): object {
  const sections = chunks(plain(text), longestSection)
    .slice(0, mostSections)
    .map((part) => ({ type: 'section', text: { type: 'mrkdwn', text: linked(part), verbatim: true } }));
  const header = chunks(subject, longestHeader)[0] ?? 'Earshot';
  return {
    // shown in notifications
    text: plain(subject),
    blocks: [{ type: 'header', text: { type: 'plain_text', text: header, emoji: false } }, ...sections],
    unfurl_links: false,
    unfurl_media: false,
  };
}

export const slack = defineSender({
  channel: 'slack',
  isRepeatable: false,
  async send({ message, recipient }, means) {
    const url = checkedAddress(await means.secret(recipient.secret), recipient.secret, means);
    await postJson(url, { body: JSON.stringify(slackPayload(message)), isRepeatable: false }, means);
    return { state: 'sent' };
  },
});
