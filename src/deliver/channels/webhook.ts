// To any program: JSON, signed as Standard Webhooks say. The id stays the same however often it is sent, so that a receiver takes it once.
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
import { createHmac } from 'node:crypto';
import { ConfigError } from '../../errors.ts';
import { defineSender, type Parcel } from '../channel.ts';
import { checkedAddress, postJson } from '../post-json.ts';

/** The specification asks for 24 to 64 random bytes. */
const fewestBytes = 24;

/** The key of a secret: `whsec_` and base64, or any other text as it is. Throws ConfigError, which does not show it. */
export function signingKey(secret: string, name: string): Buffer {
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice(6), 'base64')
    : Buffer.from(secret, 'utf8');
  if (key.length >= fewestBytes) return key;
  throw new ConfigError(
    `${name} is too short to sign with: expected whsec_ and at least ${fewestBytes} bytes in base64`,
  );
}

export const signatureOf = (key: Buffer, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

/** The same bytes at every attempt. */
export function webhookBody({ message, delivery }: Pick<Parcel, 'message' | 'delivery'>): string {
  const { city, kind, about, audience, subject, text } = message;
  return JSON.stringify({
    type: `earshot.${kind}`,
    timestamp: delivery.askedAt,
    data: { city, kind, about, audience, subject, text, details: message.data },
  });
}

export const webhook = defineSender({
  channel: 'webhook',
  isRepeatable: true,
  async send(parcel, means) {
    const { recipient, delivery } = parcel;
    const url = checkedAddress(recipient.url, 'url', means);
    const key = signingKey(await means.secret(recipient.secret), recipient.secret);
    const body = webhookBody(parcel);
    const timestamp = Math.floor(means.now() / 1_000);
    const headers = {
      'webhook-id': delivery.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(key, delivery.id, timestamp, body),
    };
    await postJson(url, { body, headers, isRepeatable: true }, means);
    return { state: 'sent' };
  },
});
