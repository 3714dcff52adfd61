import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sign, verify } from './signature.ts';

const key = 'hook-key-8c1d';
const body = Buffer.from('{"posts":[]}');
const nowMs = Date.parse('2026-11-20T12:00:00Z');
const timestamp = String(nowMs / 1_000);
const message = (more: object = {}) => ({
  timestamp,
  signature: `v1=${sign(key, timestamp, body)}`,
  body,
  ...more,
});

describe('the signature of a message', () => {
  it('is the HMAC of its time and its bytes', () => {
    const expected = createHmac('sha256', key).update(`${timestamp}.{"posts":[]}`).digest('hex');
    expect(sign(key, timestamp, body)).toBe(expected);
    expect(verify(message(), [key], nowMs)).toBeUndefined();
  });

  it('may be by either of two keys, and one of several', () => {
    expect(verify(message(), ['next', key], nowMs)).toBeUndefined();
    const both = `v1=${'0'.repeat(64)}, ${message().signature}`;
    expect(verify(message({ signature: both }), [key], nowMs)).toBeUndefined();
  });

  it.each([
    ['another body', { body: Buffer.from('{"posts":[] }') }, 'wrong'],
    ['another time', { timestamp: String(nowMs / 1_000 + 1) }, 'wrong'],
    ['no signature', { signature: undefined }, 'missing'],
    ['no time', { timestamp: undefined }, 'missing'],
    ['a time that is none', { timestamp: '1e9' }, 'missing'],
    ['half a signature', { signature: message().signature.slice(0, 40) }, 'missing'],
    ['an unknown version', { signature: message().signature.replace('v1', 'v0') }, 'missing'],
  ])('is refused with %s', (_what, more, reason) => {
    expect(verify(message(more), [key], nowMs)).toBe(reason);
  });

  it('is refused by another key, and by none', () => {
    expect(verify(message(), ['another'], nowMs)).toBe('wrong');
    expect(verify(message(), ['', ''], nowMs)).toBe('wrong');
    expect(verify(message(), [], nowMs)).toBe('wrong');
  });

  it('holds for five minutes, either way', () => {
    expect(verify(message(), [key], nowMs + 300_000)).toBeUndefined();
    expect(verify(message(), [key], nowMs + 300_001)).toBe('old');
    expect(verify(message(), [key], nowMs - 300_001)).toBe('old');
  });
});
