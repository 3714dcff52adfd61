import { expect, it } from 'vitest';
import type { Digest } from '../digest.ts';
import { digestMessage } from './message.ts';

const line = (text: string) => ({ template: 'topicDay', given: {}, text, facts: [] });
const digest: Digest = {
  kind: 'digest',
  city: { id: 'springfield', name: 'Springfield', timezone: 'America/Chicago', sample: false },
  ...{ date: '2026-11-16', day: { from: '2026-11-15', to: '2026-11-16' } },
  night: { from: '2026-11-16', to: '2026-11-16T07:00:00-06:00' },
  ...{ madeAt: '2026-11-16T07:00:00-06:00', version: '1', dropped: 0 },
  lines: [line('Roads: 12 posts, 3.0 times the usual 4.'), line('Parks & <b>more</b>: 9 posts.')],
};

it('is a line for each thing, and markup only where it is ours', () => {
  const { subject, text, html, about, audience, kind } = digestMessage(digest)!;
  expect({ about, audience, kind }).toEqual({ about: '2026-11-16', audience: 'city', kind: 'digest' });
  expect(subject).toBe('Springfield, Monday, November 16, 2026: 2 things to know');
  expect(text).toBe(
    '- Roads: 12 posts, 3.0 times the usual 4.\n- Parks & <b>more</b>: 9 posts.\n\nYesterday, and since midnight up to 07:00.',
  );
  expect(html).toContain('Parks &amp; &lt;b&gt;more&lt;/b&gt;');
  expect(html).not.toMatch(/<script|src=|http/);
});

it('says in one line that nothing was unusual, or is not sent', () => {
  const quiet = { ...digest, lines: [], city: { ...digest.city, sample: true } };
  const { subject, text } = digestMessage(quiet)!;
  expect(subject).toBe('Sample data: Springfield, Monday, November 16, 2026: nothing unusual');
  expect(text).toMatch(
    /^- Nothing unusual yesterday or last night\.\n\n.*Sample data: nothing in it is real\.$/,
  );
  expect(digestMessage(quiet, 'nothing')).toBeUndefined();
  expect(digestMessage(digest, 'nothing')).toBeDefined();
});
