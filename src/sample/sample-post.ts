// A post as the invented channels of Quillport hand it out: with an account name, before masking and hashing.

export const channels = {
  courier: 'Quillport Courier',
  requests: 'city 311',
  shorts: 'short posts',
  board: 'quillport',
  announcements: 'city announcements',
} as const;

/** Every neighbourhood has a forum of its own. */
export const forumChannel = (neighbourhood: string): string => `${neighbourhood} neighbours`;

export interface SamplePost {
  /** date of the day, channel or story, and a number: `2026-11-20-courier-4` */
  id: string;
  channel: string;
  kind: 'post' | 'comment' | 'article' | 'request';
  /** ISO 8601, UTC */
  createdAt: string;
  title?: string;
  text: string;
  parent?: { id: string; text: string };
  thread?: { id: string; title: string };
  /** invented account name; service requests have none */
  account?: string;
  official?: boolean;
  language?: string;
  geo?: { lat: number; lon: number };
  engagement?: { likes?: number; replies?: number; shares?: number; views?: number };
  service?: { code: string; name: string; status: string; closedAt?: string };
}
