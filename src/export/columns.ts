// The columns of an exported post: those of the table `posts` (docs/schema.md), as far as they may leave.
import type { ParquetColumn } from '../files/parquet.ts';
import type { ExportedPost } from '../store/queries/exported-post.ts';
import { leavingId } from '../terms.ts';

export interface ExportColumn extends ParquetColumn {
  read(post: ExportedPost, day: string): unknown;
  /** words that people wrote: empty where the source's terms let none go */
  isWords?: true;
}

const column = (
  name: string,
  type: ParquetColumn['type'],
  read: (post: ExportedPost, day: string) => unknown,
): ExportColumn => ({ name, type, read });

const words = (name: string, read: (post: ExportedPost) => string): ExportColumn => ({
  ...column(name, 'text', read),
  isWords: true,
});

export const exportColumns: readonly ExportColumn[] = [
  column('created_at', 'instant', ({ at }) => at),
  column('day', 'text', (_, day) => day),
  column('source', 'text', ({ source }) => source),
  column('id', 'text', ({ source, id }) => leavingId(source, id)),
  column('channel', 'text', ({ channel }) => channel),
  column('kind', 'text', ({ kind }) => kind),
  words('title', ({ title }) => title),
  words('text', ({ text }) => text),
  column('parent_id', 'text', (post) => leavingId(post.source, post.parent_id)),
  words('parent_text', (post) => post.parent_text),
  column('thread_id', 'text', (post) => leavingId(post.source, post.thread_id)),
  words('thread_title', (post) => post.thread_title),
  column('official', 'truth', ({ official }) => official === 1),
  column('lang', 'text', ({ lang }) => lang),
  column('sentiment', 'text', ({ sentiment }) => sentiment),
  column('sentiment_score', 'number', ({ score }) => score),
  column('topics', 'texts', ({ topics }) => topics),
  column('topic_sentiments', 'texts', (post) => post.topic_sentiments),
  column('intent', 'text', ({ intent }) => intent),
  column('stance', 'text', ({ stance }) => stance),
  column('neighbourhood', 'text', ({ neighbourhood }) => neighbourhood),
  column('places', 'texts', ({ places }) => places),
  column('lat', 'number', ({ lat }) => lat),
  column('lon', 'number', ({ lon }) => lon),
  column('relevance', 'text', ({ relevance }) => relevance),
  column('flags', 'texts', ({ flags }) => flags),
  column('cluster', 'text', ({ cluster }) => cluster),
  column('likes', 'integer', ({ likes }) => likes),
  column('replies', 'integer', ({ replies }) => replies),
  column('shares', 'integer', ({ shares }) => shares),
  column('views', 'integer', ({ views }) => views),
  column('service_code', 'text', (post) => post.service_code),
  column('service_name', 'text', (post) => post.service_name),
  column('service_status', 'text', (post) => post.service_status),
  column('service_closed_at', 'instant', (post) => post.service_closed),
  column('collected_at', 'instant', ({ collected }) => collected),
  column('enricher_version', 'text', (post) => post.enricher_version),
];

/** Of the demo city, every row says that it is invented. */
export const sampleColumn = column('note', 'text', () => 'sample data');
