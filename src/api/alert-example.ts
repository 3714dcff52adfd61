// An alert for the OpenAPI document. Invented.
import type { Alert } from '../alert/alert.ts';

export const alertExample: Alert = {
  id: '6f1d0c2b9a8e47350b1c2d3e4f506172',
  rule: 'topics',
  kind: 'volume',
  sensitivity: 'medium',
  audience: 'city',
  topic: 'transit',
  label: 'Transit',
  state: 'open',
  sending: 'sent',
  title: 'Transit: 27 posts in the last 30 minutes, 9 times the usual 3',
  onset: '2026-03-09T07:05:00-05:00',
  foundAt: '2026-03-09T07:35:02-05:00',
  seenAt: '2026-03-09T07:50:01-05:00',
  sentAt: '2026-03-09T07:35:03-05:00',
  value: 27,
  usual: 3,
  minutes: 30,
  p: 4.1e-9,
  peak: { value: 41, usual: 6.2, time: '2026-03-09T07:45:01-05:00' },
  why: {
    terms: [{ term: 'signal failure', posts: 19 }],
    places: [{ place: 'harbor-point', name: 'Harbor Point', posts: 11 }],
    sources: [{ source: 'mastodon', posts: 20 }],
    copied: 0.04,
    automated: 0,
    official: 0.07,
    posts: [
      {
        source: 'open311',
        id: '1093',
        time: '2026-03-09T07:31:00-05:00',
        url: 'https://requests.example/1093',
      },
    ],
  },
};
