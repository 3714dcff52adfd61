// One newspaper of the news platform: what its readers and desk have written, and how each kind of site serves it.
import type { PlatformAnswer } from '../collector-suite.ts';

export interface Story {
  id: number;
  atMs: number;
  title: string;
  html: string;
  isUndated?: boolean;
  /** nobody may comment: no feed of comments is named */
  isClosed?: boolean;
}

export interface Remark {
  id: number;
  atMs: number;
  story: number;
  /** 0 without one */
  parent: number;
  name: string;
  html: string;
  /** of a story that only members read: left out of a list after its pages were cut */
  isHidden?: boolean;
}

export interface Newspaper {
  host: string;
  stories: Story[];
  remarks: Remark[];
}

export const xml = (body: string): PlatformAnswer => ({
  headers: { 'content-type': 'application/xml; charset=UTF-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

export const missing: PlatformAnswer = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: '<!doctype html><title>Nothing found</title>',
};

export const newestFirst = <T extends { atMs: number; id: number }>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => b.atMs - a.atMs || b.id - a.id);

/** A part of a list, the first is 1; with `overlap` each begins with the last entries of the part before. */
export const partOf = <T>(list: readonly T[], part: number, size: number, overlap = 0): T[] =>
  list.slice(Math.max(0, (part - 1) * size - overlap), part * size);

export const linkOf = ({ host }: Newspaper, story: Story): string => `https://${host}/stories/${story.id}/`;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
