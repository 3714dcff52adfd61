// What goes wrong between a platform and a collector.
import type { PlatformAnswer } from './platform.ts';

/**
 * `answer`: sent in place of the right one. `cut`: the connection breaks before a byte, or inside the body. `half`: the
 * right answer ends in its middle and says that this is all.
 */
export type Fault =
  | { name: string; kind: 'answer'; answer(nowMs: number): PlatformAnswer }
  | { name: string; kind: 'cut'; where: 'before' | 'inside' }
  | { name: string; kind: 'half' };

const errorPage =
  '<!doctype html>\n<html><head><title>Just a moment</title></head><body><h1>Checking your browser</h1></body></html>';
const html = { 'content-type': 'text/html; charset=utf-8' };

const answering = (name: string, answer: PlatformAnswer): Fault => ({
  name,
  kind: 'answer',
  answer: () => answer,
});

export const htmlPage = answering('an HTML page with status 200', { headers: html, body: errorPage });
export const truncated: Fault = { name: 'a body that ends in the middle', kind: 'half' };

/** Every fault that passes by itself, once each. */
export const passingFaults: readonly Fault[] = [
  answering('500', { status: 500, headers: html, body: errorPage }),
  answering('502 without a body', { status: 502 }),
  answering('503', { status: 503, headers: html, body: errorPage }),
  answering('503 with Retry-After', { status: 503, headers: { 'retry-after': '20' }, body: 'busy' }),
  { name: 'a connection cut before the answer', kind: 'cut', where: 'before' },
  { name: 'a connection cut inside the answer', kind: 'cut', where: 'inside' },
  htmlPage,
  truncated,
  answering('an empty body with status 200', { headers: { 'content-type': 'application/json' }, body: '' }),
];

/** How a platform says when to come back: its answer for a reset at that moment, both in epoch ms of its own clock. */
export type Refusal = (resetAtMs: number, nowMs: number) => PlatformAnswer;

const seconds = (ms: number) => String(Math.ceil(ms / 1_000));
const refusal =
  (header: (resetAtMs: number, nowMs: number) => Record<string, string>, body: string | object): Refusal =>
  (resetAtMs, nowMs) => ({ status: 429, headers: header(resetAtMs, nowMs), body });

/** The forms that there are; `name` is that of the platform's header where it has one of its own. */
export const refusals = {
  retryAfterSeconds: (body: string | object = '') =>
    refusal((reset, now) => ({ 'retry-after': seconds(reset - now) }), body),
  retryAfterDate: (body: string | object = '') =>
    refusal((reset) => ({ 'retry-after': new Date(Math.ceil(reset / 1_000) * 1_000).toUTCString() }), body),
  epochSeconds: (name: string, body: string | object = '') =>
    refusal((reset) => ({ [name]: seconds(reset) }), body),
  secondsLeft: (name: string, body: string | object = '') =>
    refusal((reset, now) => ({ [name]: seconds(reset - now) }), body),
  isoTime: (name: string, body: string | object = '') =>
    refusal((reset) => ({ [name]: new Date(reset).toISOString() }), body),
} as const;
