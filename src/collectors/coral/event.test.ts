import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readEvent } from './event.ts';

const secret = 'signing-5e55c0ffee';
const nowMs = Date.parse('2026-11-20T12:00:00Z');
const event = {
  ...{ id: 'e-1', type: 'COMMENT_CREATED', createdAt: '2026-11-20T11:59:58.000Z' },
  ...{ tenantID: 't', tenantDomain: 'comments.herald.example' },
  data: { storyID: 's-1', siteID: 'w-1', commentID: 'c-1' },
};
const signed = (value: unknown, key = secret) => {
  const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { body, signature: `sha256=${createHmac('sha256', key).update(body).digest('hex')}` };
};
const read = (message: Parameters<typeof readEvent>[0], secrets = [secret]) =>
  readEvent(message, secrets, nowMs);

describe('an event of Coral', () => {
  it.each([
    ['COMMENT_CREATED', true],
    ['COMMENT_REPLY_CREATED', true],
    ['STORY_CREATED', false],
  ])('%s is taken', (type, isComment) => {
    expect(read(signed({ ...event, type }))).toEqual({ event: { id: 'e-1', isComment } });
  });

  it('may be signed by an old secret beside the new one', () => {
    const { body, signature } = signed(event);
    const both = `sha256=${'0'.repeat(64)},${signature}`;
    expect(read({ body, signature: both }, ['next', secret])).toEqual({
      event: { id: 'e-1', isComment: true },
    });
  });

  it.each([
    ['no signature', { ...signed(event), signature: undefined }, 'missing'],
    ['half a signature', { ...signed(event), signature: signed(event).signature.slice(0, 30) }, 'wrong'],
    ['another secret', signed(event, 'another'), 'wrong'],
    ['no secret', signed(event, ''), 'wrong'],
    ['a body that was changed', { ...signed(event), body: Buffer.from('{}') }, 'wrong'],
    ['a time an hour ago', signed({ ...event, createdAt: '2026-11-20T10:59:59Z' }), 'old'],
    ['a time in an hour', signed({ ...event, createdAt: '2026-11-20T13:00:01Z' }), 'old'],
  ])('is refused with %s', (_what, message, refused) => {
    expect(read(message, [secret, ''])).toEqual({ refused });
  });

  it('has every mistake named with its place, and nothing quoted', () => {
    const broken = { ...event, id: 7, createdAt: 'secret words', data: { commentID: '' } };
    const answer = read(signed(broken)) as { mistakes: { parameter: string }[] };
    expect(answer.mistakes.map(({ parameter }) => parameter).sort()).toEqual([
      ...['createdAt', 'data.commentID', 'id'],
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret words');
    expect(read(signed({ ...event, data: {} }))).toMatchObject({
      mistakes: [{ parameter: 'data.commentID' }],
    });
    for (const nonsense of ['', '[', '[]', 'null', '"x"', '{"__proto__": {"id": "e"}}'])
      expect(read(signed(nonsense))).toHaveProperty('mistakes');
  });
});
