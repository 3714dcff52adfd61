// Invented topics for tests.
import type { Topic } from '../../src/config/city.ts';

/** A topic that English words name. */
export const topicOf = (id: string, keywords: string[]): Topic => ({
  id,
  label: id,
  description: '',
  keywords: { en: keywords },
  phrases: {},
  not: {},
});
