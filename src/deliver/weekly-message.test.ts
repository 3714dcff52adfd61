import { expect, it } from 'vitest';
import { weekWords } from '../report/render/title.ts';
import type { WeeklyReport } from '../report/weekly-report.ts';
import { weeklyMessage } from './weekly-message.ts';

const sentence = (text: string) => ({ template: 'volume', given: {}, text, facts: [] });
const report = {
  week: { name: '2026-W46', from: '2026-11-09', to: '2026-11-16', previousFrom: '2026-11-02' },
  city: { id: 'port', name: 'Port', timezone: 'America/Chicago', sample: true },
  summary: { rows: [{ volume: 152 }] },
  lacks: { week: [], before: [] },
  audience: { id: 'streets', name: 'Streets & Signals', topics: [], places: [] },
  brief: [sentence('152 posts <b>this</b> week.')],
  changes: [sentence('Roads: 98 posts.')],
} as unknown as WeeklyReport;

it('says what the report says, once as text and once as a page in which nothing is markup', () => {
  const files = [{ name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from('x'), form: 'pdf' }];
  const city = { id: 'port', name: 'Port', sample: true };
  const message = weeklyMessage(city, report, { files, missing: ['pdf: no Chromium is installed'] });
  expect(message).toMatchObject({
    ...{ city: 'port', kind: 'weekly', about: '2026-W46', audience: 'streets', files, data: report },
    subject: 'Port, Streets & Signals: what residents said in week 46 (sample data)',
  });
  expect(message.text.split('\n')).toEqual([
    `Port, Streets & Signals (sample data). ${weekWords(report)}.`,
    '',
    '- 152 posts <b>this</b> week.',
    '',
    'What changed:',
    '- Roads: 98 posts.',
    '',
    'Left out: pdf: no Chromium is installed.',
  ]);
  expect(message.html).toContain('Streets &amp; Signals');
  expect(message.html).toContain('<li>152 posts &lt;b&gt;this&lt;/b&gt; week.</li>');
});

it('says first what was not collected, and that nothing was stored', () => {
  const files = { files: [], missing: [] };
  const city = { id: 'port', name: 'Port', sample: false };
  const lack = { name: 'news', hours: 40, reasons: ['failed'] };
  const gap = weeklyMessage(city, { ...report, lacks: { week: [lack], before: [] } }, files);
  expect(gap.text.split('\n')[2]).toMatch(/^Not collected: news this week \(40 hours\)\./);
  expect(gap.html).toContain('Not collected: news this week (40 hours).');
  const empty = { ...report, brief: [], changes: [], summary: { ...report.summary, rows: [] } };
  const said = 'Nothing was stored of this week. That says nothing of what was said.';
  expect(weeklyMessage(city, empty, files).text.split('\n').slice(1)).toEqual(['', said]);
});
