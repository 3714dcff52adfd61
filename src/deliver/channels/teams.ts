// Into a Microsoft Teams channel by a webhook of Workflows, whose address is the secret: an adaptive card.
// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
import { defineSender } from '../channel.ts';
import type { Message } from '../message.ts';
import { checkedAddress, postJson } from '../post-json.ts';

/** Teams takes 28 KB; what is longer ends with a note. */
const longestPayload = 24_000;

/** Text runs are shown as they are, without Markdown: what a resident wrote cannot become a link. */
const line = (text: string, more: object = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...more }],
});

export function teamsPayload({ subject, text }: Pick<Message, 'subject' | 'text'>): object {
  const body: object[] = [line(subject.slice(0, 500), { size: 'Large', weight: 'Bolder' })];
  let bytes = 1_000 + Buffer.byteLength(JSON.stringify(body));
  for (const written of text.split('\n')) {
    if (written.trim() === '') continue;
    const block = line(written);
    bytes += Buffer.byteLength(JSON.stringify(block)) + 1;
    if (bytes > longestPayload) {
      body.push(line('… the rest is in the report'));
      break;
    }
    body.push(block);
  }
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    ...{ type: 'AdaptiveCard', version: '1.4', body, msteams: { width: 'Full' } },
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

export const teams = defineSender({
  channel: 'teams',
  isRepeatable: false,
  async send({ message, recipient }, means) {
    const url = checkedAddress(await means.secret(recipient.secret), recipient.secret, means);
    await postJson(url, { body: JSON.stringify(teamsPayload(message)), isRepeatable: false }, means);
    return { state: 'sent' };
  },
});
