// What each channel is sent: as the other side documents it, and safe whatever residents write.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import { checkAnswer } from './answered.ts';
import { folderFailure } from './channels/folder.ts';
import { objectAddress } from './channels/s3.ts';
import { slackPayload } from './channels/slack.ts';
import { teamsPayload } from './channels/teams.ts';
import { signatureOf, signingKey, webhookBody } from './channels/webhook.ts';
import { chunks } from './chunks.ts';
import { packMessage, unpackMessage } from './kept-messages.ts';
import { composeMail, mailId } from './mail.ts';
import { deliveryId, type Message, messageId } from './message.ts';

const message: Message = {
  ...{ city: 'port', kind: 'digest', about: '2026-11-16', audience: 'city', subject: 'Port: 3 things' },
  ...{ text: 'Roads rose.\nSee https://port.example/x?a=1&b=2 <!channel>', html: '<p>Roads rose.</p>' },
  files: [{ name: 'port.pdf', type: 'application/pdf', bytes: Buffer.from([1, 2, 255]), form: 'pdf' }],
  data: { rose: ['roads'] },
};
const recipient = {
  ...{ name: 'mayor', audiences: ['city'], kinds: ['digest' as const], forms: ['pdf'] },
  ...{ channel: 'smtp' as const, to: ['mayor@port.example'] },
};
const delivery = {
  ...{ city: 'port', id: deliveryId(messageId(message), 'mayor'), message: messageId(message) },
  ...{ kind: 'digest', about: '2026-11-16', audience: 'city', recipient: 'mayor', channel: 'smtp', copy: 0 },
  ...{ state: 'waiting' as const, attempts: 0, error: '' },
  ...{ askedAt: '2026-11-16T13:00:00.000Z', changedAt: '2026-11-16T13:00:00.000Z' },
};
const city = {} as never;
const longTexts = fc.array(fc.constantFrom('a', '\n', '😀', '<', '&', '  ', 'wörter'), { maxLength: 400 });

it('a message is kept as it is, bytes and all', () => {
  expect(unpackMessage(packMessage(message))).toEqual(message);
});

it('tells the same once: by city, kind, thing and audience, and then by recipient and copy', () => {
  const id = messageId(message);
  const reworded: Message = { ...message, text: 'other' };
  expect(messageId(reworded)).toBe(id);
  for (const other of [{ city: 'bay' }, { kind: 'alert' as const }, { about: 'x' }, { audience: 'streets' }])
    expect(messageId({ ...message, ...other })).not.toBe(id);
  expect(new Set([deliveryId(id, 'a'), deliveryId(id, 'b'), deliveryId(id, 'a', 1)]).size).toBe(3);
});

it('long texts are cut at lines where there are some, and never inside a character', () => {
  fc.assert(
    fc.property(longTexts, fc.integer({ min: 2, max: 40 }), (parts, longest) => {
      const text = parts.join('');
      const cut = chunks(text, longest);
      expect(cut.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const part of cut) {
        expect(part.length).toBeLessThanOrEqual(longest);
        expect(part.isWellFormed?.() ?? true).toBe(true);
      }
    }),
  );
});

it('Slack gets a header and sections in which nothing but an address does anything', () => {
  expect(slackPayload(message)).toEqual({
    text: 'Port: 3 things',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Port: 3 things', emoji: false } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: 'Roads rose.\nSee <https://port.example/x?a=1&amp;b=2> &lt;!channel&gt;',
          verbatim: true,
        },
      },
    ],
    unfurl_links: false,
    unfurl_media: false,
  });
  const { blocks } = slackPayload({ subject: 'x'.repeat(400), text: 'word '.repeat(100_000) }) as {
    blocks: { text: { text: string } }[];
  };
  expect(blocks).toHaveLength(50);
  for (const { text } of blocks) expect(text.text.length).toBeLessThanOrEqual(3_000);
});

it('Teams gets a card without Markdown that is never too large', () => {
  const card = JSON.stringify(teamsPayload({ ...message, text: 'Hit [me](https://evil.example)\n\nTwo' }));
  expect(JSON.parse(card)).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          body: [{}, { type: 'RichTextBlock' }, { inlines: [{ text: 'Two' }] }],
        },
      },
    ],
  });
  const huge = JSON.stringify(teamsPayload({ subject: 's', text: '😀 lines\n'.repeat(100_000) }));
  expect(Buffer.byteLength(huge)).toBeLessThan(28_000);
  expect(huge).toContain('the rest is in the report');
});

it('a webhook is signed over its id, time and body, with the key that its secret holds', () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const body = webhookBody({ message, delivery });
  expect(JSON.parse(body)).toMatchObject({
    type: 'earshot.digest',
    timestamp: '2026-11-16T13:00:00.000Z',
    data: { city: 'port', about: '2026-11-16', details: { rose: ['roads'] } },
  });
  const expected = createHmac('sha256', Buffer.alloc(24, 7))
    .update(`msg.1763298000.${body}`)
    .digest('base64');
  expect(signatureOf(signingKey(secret, 'HOOK'), 'msg', 1_763_298_000, body)).toBe(`v1,${expected}`);
  expect(() => signingKey('whsec_c2hvcnQ=', 'HOOK')).toThrow(/^HOOK is too short/);
});

it('a bucket is in the path of an endpoint, and in the name of Amazon', () => {
  const bucket = { channel: 's3' as const, region: 'eu-west-1', bucket: 'city-reports', prefix: '' };
  const secret = { accessKeyId: 'A', secretAccessKey: 'B' };
  expect(objectAddress({ ...bucket, secret, endpoint: 'https://files.port.example/' }, 'a b/ü.pdf')).toBe(
    'https://files.port.example/city-reports/a%20b/%C3%BC.pdf',
  );
  expect(objectAddress({ ...bucket, secret }, 'x')).toBe('https://city-reports.s3.eu-west-1.amazonaws.com/x');
  expect(objectAddress({ ...bucket, secret, bucket: 'city.reports' }, 'x')).toBe(
    'https://s3.eu-west-1.amazonaws.com/city.reports/x',
  );
});

it('an e-mail has the same bytes and the same id at every attempt', async () => {
  const server = {
    host: 'mail.port.example',
    port: 587,
    security: 'starttls' as const,
    from: 'Earshot <e@port.example>',
  };
  const compose = (more: object = {}) =>
    composeMail({ city, message, recipient, delivery: { ...delivery, ...more } }, server, recipient.to);
  const mail = await compose();
  expect((await compose({ attempts: 7, state: 'sending' })).raw.equals(mail.raw)).toBe(true);
  const text = mail.raw.toString();
  expect(text).toContain(`Message-ID: ${mailId(delivery.id, server.from)}\r\n`);
  expect(text).toContain('Date: Mon, 16 Nov 2026 13:00:00 +0000\r\n');
  expect(text).toContain('filename=port.pdf');
  expect(mail.envelope).toEqual({ from: 'e@port.example', to: ['mayor@port.example'] });
  const forged = await composeMail(
    { city, message: { ...message, subject: 'x\r\nBcc: spy@port.example' }, recipient, delivery },
    ...([server, recipient.to] as const),
  );
  expect(forged.raw.toString()).not.toMatch(/^Bcc:/m);
});

it('what an answer means: never, later, again', () => {
  const check =
    (status: number, headers: Record<string, string> = {}, detail = '') =>
    () =>
      checkAnswer('hooks.chat.example', { status, headers }, 0, detail);
  expect(check(204)).not.toThrow();
  for (const status of [400, 401, 403, 404, 410, 413, 422]) expect(check(status)).toThrow(PermanentError);
  for (const status of [408, 425, 500, 502, 503, 504]) expect(check(status)).toThrow(TransientError);
  expect(check(429, { 'retry-after': '7' })).toThrow(expect.objectContaining({ retryAfterMs: 7_000 }));
  expect(check(503, { 'retry-after': '7' })).toThrow(RateLimitedError);
  expect(check(404, {}, 'no_service')).toThrow(/answered 404: .*: no_service$/);
  // a page instead of a word is not shown
  expect(check(403, {}, '<html>secret</html>')).toThrow(/rights$/);
});

it('a folder that is full or away is tried again, one that is wrong is not; neither says where it lies', () => {
  const failed = (code: string) =>
    folderFailure(
      new ConfigError(`a report cannot be written to /srv/secret: ${code}`, {
        cause: Object.assign(new Error('no'), { code }),
      }),
    ) as Error;
  for (const code of ['ENOSPC', 'EIO', 'ESTALE', 'EBUSY'])
    expect(failed(code), code).toBeInstanceOf(TransientError);
  for (const code of ['EACCES', 'ENOTDIR', 'EROFS']) expect(failed(code), code).toBeInstanceOf(ConfigError);
  expect(failed('ENOSPC').message).toBe('the folder cannot be written: ENOSPC');
});
