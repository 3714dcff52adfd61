// How the words of one topic are written down: lists of templates by what their writer feels.
import { parseTemplate, type Template } from '../grammar.ts';

export interface Service {
  code: string;
  name: string;
  /** days until such a request is usually closed */
  days: number;
  text: string;
}

/** Every text is a list of templates, one per line. */
export interface WrittenWords {
  id: string;
  negative: string;
  neutral: string;
  positive: string;
  /** praise and complaint in one text */
  mixed: string;
  sarcastic: string;
  question: string;
  /** what a writer adds to a complaint, to praise */
  blame: string;
  thanks: string;
  /** "headline // first paragraph" */
  article: string;
  services?: readonly Service[];
  spanish: { negative: string; neutral: string; positive: string };
}

const lists = [
  'negative',
  'neutral',
  'positive',
  'mixed',
  'sarcastic',
  'question',
  'blame',
  'thanks',
] as const;

export interface TopicWords extends Record<(typeof lists)[number], readonly Template[]> {
  id: string;
  articles: readonly { headline: Template; lead: Template }[];
  services: readonly { code: string; name: string; days: number; texts: readonly Template[] }[];
  spanish: Record<'negative' | 'neutral' | 'positive', readonly Template[]>;
}

export const templates = (text: string): Template[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseTemplate);

/** The lists of `written`, read; what is not there stays an empty list. */
function readLists<K extends string>(
  written: Record<K, string>,
  names: readonly K[],
): Record<K, readonly Template[]> {
  const read = {} as Record<K, readonly Template[]>;
  for (const name of names) read[name] = templates(written[name]);
  return read;
}

export function topicWords(written: WrittenWords): TopicWords {
  const articles = written.article
    .split('\n')
    .map((line) => line.split('//').map((part) => part.trim()))
    .filter(([, lead]) => lead !== undefined)
    .map(([headline, lead]) => ({ headline: parseTemplate(headline!), lead: parseTemplate(lead!) }));
  const services = (written.services ?? []).map(({ text, ...service }) => ({
    ...service,
    texts: templates(text),
  }));
  return {
    id: written.id,
    ...readLists(written, lists),
    articles,
    services,
    spanish: readLists(written.spanish, ['negative', 'neutral', 'positive']),
  };
}
